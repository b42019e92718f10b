"""`maillon backup`: a sealed copy of the whole database, or the proof of one."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from maillon.errors import Refused
from maillon.kernel.sentences import sentence
from maillon.project.backup.making import Made, Proven, make, prove
from maillon.project.management.french import FrenchCommand
from maillon.project.management.telling import Progress

DAMAGED = frozenset({"backup_altered", "backup_not_one"})


class Command(FrenchCommand):
    help = (
        "Copie la base pendant que Maillon travaille, chiffre, relit. Codes de sortie : 0 fait ; "
        "1 la sauvegarde relue est altérée ; 2 refusé, rien n’a changé."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, metavar="CHEMIN", help="dossier, ou fichier à créer")
        parser.add_argument("--verify", action="store_true", help="relire seulement ce fichier")
        parser.add_argument("--keep", type=int, metavar="N", help="ne garder que les N dernières")
        parser.add_argument("--json", action="store_true", help="résultat lisible par une machine")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["keep"] is not None and options["keep"] < 1:
            raise CommandError("--keep doit valoir 1 au moins.", returncode=2)
        path = options["path"].absolute()
        try:
            if options["verify"]:
                self._tell(Made(prove(path), []), "relue", as_json=options["json"])
                return
            with Progress() as progress:
                made = make(path, keep=options["keep"], tell=progress)
            self._tell(made, "faite et relue", as_json=options["json"])
        except Refused as refused:
            if options["json"]:
                self.print_json({"refused": refused.code, "sentence": sentence(refused)})
            damaged = options["verify"] and refused.code in DAMAGED
            raise CommandError(sentence(refused), returncode=1 if damaged else 2) from None

    def _tell(self, made: Made, done: str, *, as_json: bool) -> None:
        proven = made.proven
        if as_json:
            removed = [path.name for path in made.removed]
            self.print_json({**_facts(proven), "verified": True, "removed": removed})
            return
        rows = sum(proven.manifest.rows.values())
        self.stdout.write(
            f"{proven.path} : sauvegarde {done}, {rows} lignes, {proven.size / 1e6:.1f} Mo, "
            f"copie du {proven.manifest.made_at[:19]} UTC, clé « {proven.key} »."
        )
        for path in made.removed:
            self.stdout.write(f"  ôtée : {path.name}")


def _facts(proven: Proven) -> dict[str, Any]:
    told = proven.manifest
    return {
        "path": proven.path, "bytes": proven.size, "unfolded_bytes": proven.unfolded,
        "made_at": told.made_at, "database": told.database, "server": told.server,
        "maillon": told.maillon, "key": proven.key, "rows": sum(told.rows.values()),
    }  # fmt: skip
