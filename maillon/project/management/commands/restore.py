"""`maillon restore`: a backup brought back, elsewhere first."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.sentences import sentence
from maillon.project.backup.restoring import Restored, restore
from maillon.project.management.french import FrenchCommand
from maillon.project.management.telling import Progress


class Command(FrenchCommand):
    help = (
        "Restaure une sauvegarde à côté, la compare, vérifie tous les invariants, puis la met en "
        "place. Codes de sortie : 0 fait ; 1 un invariant manque, rien n’a été mis en place ; "
        "2 refusé, rien n’a changé."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, metavar="CHEMIN", help="fichier de sauvegarde")
        parser.add_argument(
            "--replace", action="store_true",
            help="remplacer une base qui n’est pas vide ; elle est gardée à côté",
        )  # fmt: skip
        parser.add_argument(
            "--anyway", action="store_true", help="mettre en place même si un invariant manque"
        )
        parser.add_argument(
            "--drill", action="store_true", help="exercice : à côté seulement, chronométré, jeté"
        )
        parser.add_argument("--json", action="store_true", help="résultat lisible par une machine")

    def handle(self, *args: Any, **options: Any) -> None:
        asked_at = clock.now()
        named = {name: options[name] for name in ("replace", "anyway", "drill")}
        try:
            with Progress() as progress:
                done = restore(options["path"].absolute(), tell=progress, **named)
        except Refused as refused:
            if options["json"]:
                self.print_json({"refused": refused.code, "sentence": sentence(refused)})
            raise CommandError(sentence(refused), returncode=2) from None
        rpo = (asked_at - done.made_at).total_seconds()
        if options["json"]:
            self._machine(done, rpo)
        else:
            self._tell(done, rpo)
        if done.broken and not done.in_place:
            sys.exit(1)

    def _machine(self, done: Restored, rpo: float) -> None:
        self.print_json({
            "ok": not done.broken, "in_place": done.in_place, "kept": done.kept,
            "made_at": done.manifest.made_at, "rows": sum(done.manifest.rows.values()),
            "checked": done.checked, "broken": done.broken,
            "rpo_seconds": round(rpo, 1), "rto_seconds": round(done.seconds, 1),
        })  # fmt: skip

    def _tell(self, done: Restored, rpo: float) -> None:
        for name, sentences in done.broken.items():
            self.stdout.write(f"✗ {name}")
            for words in sentences[:5]:
                self.stdout.write(f"    {words}")
        held = len(done.checked) - len(done.broken)
        self.stdout.write(f"{held} invariants tenus sur {len(done.checked)}.")
        self.stdout.write(_outcome(done))
        self.stdout.write(
            f"RPO : {rpo:.0f} s (ce qui a été écrit depuis la copie). "
            f"RTO : {done.seconds:.1f} s (lire, restaurer, vérifier)."
        )


def _outcome(done: Restored) -> str:
    if done.in_place:
        kept = f" Celle d’avant est gardée : {done.kept}." if done.kept else ""
        return f"La base est restaurée.{kept} Démarrez maillon-worker et maillon-web."
    if done.broken:
        return "Rien n’a été mis en place. Prenez une autre sauvegarde, ou ajoutez --anyway."
    return "Exercice réussi : tout se restaure ; rien n’a été mis en place."
