"""The scene of January: the maison de santé of the demonstration and its payer, alone."""

from maillon.apps.accounts.models import Account
from maillon.apps.directory.models import Commune
from maillon.kernel import clock
from maillon.project.demo.accounts import ACCOUNTS
from maillon.project.demo.house import READER, TERRITORY, open_house
from tests.journeys import scene

__all__ = ["COMMANDS", "COORDINATOR", "NURSE", "PAYER", "build"]

MAILS = {told.name: told.email for told in ACCOUNTS if told.territory == TERRITORY}
COORDINATOR, PAYER = MAILS["Judith Lacombe"], MAILS[READER]
NURSE = MAILS["Sarah Nivet"]
COMMANDS = (
    ("migrate", "--verbosity=0"),
    ("shell", "--command", "from tests.journeys.january import build; build()"),
)


def build() -> None:
    """The house in a real commune, with two years of acts; everybody is invented."""
    now = clock.now()
    Commune.objects.get_or_create(
        insee="42186",
        defaults={
            "name": "Rive-de-Gier", "folded_name": "rive-de-gier", "departement": "42",
            "region": "84", "postal_codes": "42800", "population": 14_000, "longitude": 4.6167,
            "latitude": 45.5306, "source": "COG 2026", "as_of": now.date(),
        },
    )  # fmt: skip
    open_house("42186", now)
    for account in Account.objects.filter(email__in=(COORDINATOR, PAYER, NURSE)):
        account.set_password(scene.PASSWORD)
        account.save()
