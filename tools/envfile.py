"""Write a development `.env` with keys of its own; what is already there is never changed."""

import base64
import os
import secrets
import sys
from pathlib import Path

ENV_FILE = Path(__file__).resolve().parent.parent / ".env"
HEADER = "# Réglages de développement de ce poste. L'environnement l'emporte sur ce fichier.\n"


def key() -> str:
    """A fresh 256-bit key, base64."""
    return base64.b64encode(os.urandom(32)).decode()


def development() -> dict[str, str]:
    """Everything the settings need to start on a developer's machine."""
    return {
        "MAILLON_ENV": "development",
        "MAILLON_DEMO": "true",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "MAILLON_FIELD_KEYS": f"dev1:{key()}",
        "MAILLON_INDEX_KEY": key(),
    }


def names_in(text: str) -> set[str]:
    """The variables a `.env` text already gives."""
    lines = (line.strip() for line in text.splitlines())
    return {line.split("=", 1)[0] for line in lines if "=" in line and not line.startswith("#")}


def main() -> int:
    """Add the missing variables; the file is readable by its owner only."""
    before = ENV_FILE.read_text(encoding="utf-8") if ENV_FILE.exists() else HEADER
    present = names_in(before)
    added = "".join(f"{k}={v}\n" for k, v in development().items() if k not in present)
    if added or not ENV_FILE.exists():
        ENV_FILE.touch(mode=0o600)
        ENV_FILE.write_text(before + added, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
