"""Copie cohérente d'une base SQLite pendant que Maillon travaille.

python3 sauvegarde.py /var/lib/maillon/maillon.sqlite3 /chemin/maillon-AAAAMMJJ.sqlite3
"""

import sqlite3
import sys
from pathlib import Path

source, target = (Path(name) for name in sys.argv[1:3])
if not source.is_file():
    sys.exit(f"{source} n'existe pas.")
if target.exists():
    sys.exit(f"{target} existe déjà : rien n'a été écrit.")
target.touch(mode=0o600)
with sqlite3.connect(source) as living, sqlite3.connect(target) as copy:
    living.backup(copy)
    (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
print(f"{target} : {target.stat().st_size} octets, intégrité {verdict}.")
sys.exit(verdict != "ok")
