"""`maillon verify`: every invariant, as a query."""

import sys
from datetime import datetime
from typing import Any

from django.core.management.base import CommandParser

from maillon.kernel import clock
from maillon.project.invariants import check_all
from maillon.project.management.french import FrenchCommand


class Command(FrenchCommand):
    help = "Vérifie tous les invariants ; sort avec le code 1 et leurs noms s’il en manque un."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="résultat lisible par une machine")
        parser.add_argument(
            "--at", type=_moment, metavar="INSTANT",
            help="à cet instant (AAAA-MM-JJTHH:MM:SS+00:00), pour une base restaurée",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        results = check_all(options["at"] or clock.now())
        broken = {name: list(found) for name, found in results.items() if found}
        if options["json"]:
            self.print_json({"ok": not broken, "checked": sorted(results), "broken": broken})
        else:
            self._tell(results, broken)
        if broken:
            sys.exit(1)

    def _tell(self, results: dict[str, list[str]], broken: dict[str, list[str]]) -> None:
        for name in results:
            self.stdout.write(f"{'✗' if name in broken else '✓'} {name}")
            for sentence in broken.get(name, [])[:20]:
                self.stdout.write(f"    {sentence}")
        total = len(results)
        self.stdout.write(f"{total - len(broken)} invariants tenus sur {total}.")


def _moment(words: str) -> datetime:
    """A moment with its time zone: argparse refuses what has none."""
    moment = datetime.fromisoformat(words)
    if moment.tzinfo is None:
        raise ValueError(words)
    return moment
