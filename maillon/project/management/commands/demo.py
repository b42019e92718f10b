"""`maillon demo`: the demonstration world."""

import time
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError

from maillon.apps.directory.models import Commune
from maillon.kernel import clock
from maillon.project.demo import build, is_empty
from maillon.project.management.french import FrenchCommand


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class Command(FrenchCommand):
    help = "Construit le monde de démonstration : vraie géographie, personnes inventées."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--now", type=_moment, help="moment présent (ISO 8601)")
        parser.add_argument("--seed", type=int, default=42, help="graine du hasard (42)")
        parser.add_argument(
            "--if-empty", action="store_true", help="ne rien faire si un poste existe déjà"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION or not settings.MAILLON_DEMO:
            raise CommandError(
                "Le monde de démonstration n’entre pas en production : posez "
                "MAILLON_ENV=development et MAILLON_DEMO=1 sur une base d’essai."
            )
        try:
            empty = is_empty()
        except DatabaseError:
            raise CommandError(
                "Cette base n’a pas encore ses tables : lancez d’abord « maillon migrate »."
            ) from None
        if not empty:
            if options["if_empty"]:
                return
            raise CommandError(
                "Un poste existe déjà dans cette base. Partez d’une base vide : rien n’a changé."
            )
        if not Commune.objects.exists():
            call_command("import", "communes", stdout=self.stderr)
        start = time.monotonic()
        now = options["now"] or clock.now().replace(second=0, microsecond=0)
        build(now=now, seed=options["seed"], tell=self.stdout.write)
        self.stdout.write(
            f"Fait en {time.monotonic() - start:.0f} s. Tout le monde ici est inventé."
        )
