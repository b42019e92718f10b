"""`maillon drill`: backed up under load, struck, restored elsewhere, checked, timed."""

import re
import sys
from typing import Any

from django.core.management.base import CommandError, CommandParser

from maillon.project import cluster
from maillon.project.backup.drill import Drill, Failed, run
from maillon.project.management.french import FrenchCommand
from maillon.project.management.telling import Progress


class Command(FrenchCommand):
    help = (
        "Exercice de reprise dans un monde à part, sur une base de la même sorte : un poste "
        "travaille, est sauvegardé, coupé net, restauré ailleurs, contrôlé. Dit RPO et RTO. La "
        "base réglée n’est jamais ouverte. Codes de sortie : 0 tout tient ; 1 non ; 2 pas mené."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--between", type=int, default=10, metavar="N",
            help="demandes prises après chaque sauvegarde (10)",
        )  # fmt: skip
        parser.add_argument("--json", action="store_true", help="résultat lisible par une machine")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with Progress() as progress:
                done = run(between=max(1, options["between"]), tell=progress)
        except (Failed, cluster.Missing) as failed:
            words = f"L’exercice n’a pas pu être mené. {failed}"
            raise CommandError(words, returncode=2) from None
        if options["json"]:
            self.print_json(_machine(done))
        else:
            self._tell(done)
        if not done.held:
            sys.exit(1)

    def _tell(self, done: Drill) -> None:
        for name, held in _by_id(done).items():
            self.stdout.write(f"{'✓' if held else '✗'} {name}")
        for name, sentences in done.broken.items():
            self.stdout.write(f"    {name} : {sentences[0]}")
        self.stdout.write(
            f"{done.database} : {done.taken} demandes prises, {done.restored} restaurées, "
            f"{done.missing} manquante(s) parmi celles d’avant la copie, {done.lost} prise(s) "
            f"après elle. Sauvegarde sous charge : {done.backup_seconds:.1f} s."
        )
        self.stdout.write(f"RPO : {done.rpo_seconds:.1f} s. RTO : {done.rto_seconds:.1f} s.")


def _by_id(done: Drill) -> dict[str, bool]:
    """I1… in order: one line each, whatever number of queries it takes."""
    ids = {match.group() for name in done.checked if (match := re.match(r"I\d+", name))}
    broken = {match.group() for name in done.broken if (match := re.match(r"I\d+", name))}
    return {name: name not in broken for name in sorted(ids, key=lambda one: int(one[1:]))}


def _machine(done: Drill) -> dict[str, Any]:
    return {
        "ok": done.held, "database": done.database, "requests": done.taken,
        "restored": done.restored, "missing": done.missing, "lost": done.lost,
        "invariants": _by_id(done), "broken": done.broken,
        "backup_seconds": round(done.backup_seconds, 1),
        "rpo_seconds": round(done.rpo_seconds, 1), "rto_seconds": round(done.rto_seconds, 1),
    }  # fmt: skip
