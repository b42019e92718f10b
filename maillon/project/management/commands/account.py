"""`maillon account`: the first structure and its administrator; a way in for anybody."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import transaction

from maillon.apps.accounts import doors
from maillon.apps.accounts.actions import NewRole, open_account
from maillon.apps.accounts.models import Account
from maillon.apps.directory.actions import open_structure
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.access import SYSTEM
from maillon.kernel.sentences import sentence
from maillon.project.management.french import FrenchCommand


class Command(FrenchCommand):
    help = "Crée une structure et son premier administrateur, ou redonne à un compte son lien."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, title="actions")
        first = verbs.add_parser("first", help="une structure, et son premier administrateur")
        first.add_argument("structure", help="son nom, par exemple « Association du Gier »")
        first.add_argument("--kind", default="desk", help="nature de la structure (desk)")
        first.add_argument("--commune", required=True, help="code INSEE de son siège")
        first.add_argument("--email", required=True, help="adresse de l’administrateur")
        first.add_argument("--name", required=True, help="son prénom et son nom")
        link = verbs.add_parser("link", help="un lien pour choisir un mot de passe")
        link.add_argument("email", help="adresse du compte")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            account = _first(options) if options["verb"] == "first" else _known(options["email"])
        except Refused as refused:
            raise CommandError(sentence(refused), returncode=2) from refused
        self.stdout.write(
            f"{account.name} choisit son mot de passe ici, une seule fois :\n"
            f"{doors.way_in(account)}"
        )


def _first(options: dict[str, Any]) -> Account:
    now = clock.now()
    with transaction.atomic():
        organization_id = open_structure(
            name=options["structure"], kind=options["kind"], commune_id=options["commune"],
            by=SYSTEM, now=now,
        )  # fmt: skip
        return open_account(
            email=options["email"], name=options["name"], by=SYSTEM, now=now,
            role=NewRole("administrator", organization_id),
        )  # fmt: skip


def _known(email: str) -> Account:
    account = Account.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if account is None:
        raise CommandError("Aucun compte ouvert à cette adresse.", returncode=2)
    return account
