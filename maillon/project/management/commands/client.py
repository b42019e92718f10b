"""`maillon client`: the programs that ask through the API, each for one structure."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError, CommandParser

from maillon.apps.accounts.clients import client_cards, open_client, stop_client
from maillon.apps.directory.models import Organization
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.access import SYSTEM
from maillon.kernel.sentences import sentence
from maillon.project.management.french import FrenchCommand


class Command(FrenchCommand):
    help = "Déclare, liste ou arrête les logiciels qui interrogent l’API d’une structure."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, title="actions")
        new = verbs.add_parser("open", help="un logiciel, et son jeton, montré une seule fois")
        new.add_argument("structure", help="nom de la structure, ou son identifiant")
        new.add_argument("name", help="son nom, que les personnes liront")
        stop = verbs.add_parser("stop", help="arrête un logiciel, tout de suite")
        stop.add_argument("client", type=UUID, help="son identifiant")
        verbs.add_parser("list", help="ceux qui sont déclarés")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['verb']}")(options)
        except NotFound as missing:
            raise CommandError("Cet identifiant ne correspond à rien.", returncode=2) from missing
        except Refused as refused:
            raise CommandError(sentence(refused), returncode=2) from refused

    def _open(self, options: dict[str, Any]) -> None:
        client_id, token = open_client(
            organization_id=_structure(options["structure"]),
            name=options["name"],
            by=SYSTEM,
            now=clock.now(),
        )
        self.stdout.write(f"Logiciel {client_id}\nJeton, montré cette seule fois :\n{token}")

    def _stop(self, options: dict[str, Any]) -> None:
        stop_client(client_id=options["client"], by=SYSTEM, now=clock.now())
        self.stdout.write("Arrêté : son jeton n’ouvre plus rien.")

    def _list(self, options: dict[str, Any]) -> None:
        for one in client_cards(SYSTEM, now=clock.now()):
            state = f"jusqu’au {one.until:%d/%m/%Y}" if one.living else "arrêté"
            self.stdout.write(f"{one.id}  {one.name} ({one.structure}), {state}")


def _structure(words: str) -> UUID:
    """One structure, by its id or its exact name."""
    with suppress(ValueError):
        return UUID(words)
    found = list(Organization.objects.filter(name__iexact=words.strip()).values_list("pk")[:2])
    if len(found) != 1:
        raise NotFound
    return UUID(str(found[0][0]))
