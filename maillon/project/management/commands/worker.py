"""`maillon worker`: timers, messages and the journal's seals."""

from typing import Any

from django.core.management.base import CommandParser

from maillon.kernel.loaded import keep_out_of_rounds
from maillon.project import worker
from maillon.project.management.french import FrenchCommand


class Command(FrenchCommand):
    help = "Fait ce qui est dû : vagues, échéances, SMS, scellement du journal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="un seul tour, puis s’arrêter")
        parser.add_argument(
            "--every", type=float, default=0.5, help="secondes entre deux tours (0,5)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self.stdout.write(str(worker.turn()))
            return
        keep_out_of_rounds()
        worker.run(every=options["every"])
