"""The scene of the shared post: the four rural structures of the demonstration, alone."""

from maillon.apps.accounts.models import Account
from maillon.apps.directory.models import Commune
from maillon.kernel import clock
from maillon.kernel.crypto import fold
from maillon.project.demo.rural import RURAL, open_rural
from tests.journeys import scene

__all__ = ["COMMANDS", "MANAGER", "NEIGHBOUR", "build"]

MANAGER, NEIGHBOUR = RURAL[0].email, RURAL[2].email
COMMANDS = (
    ("migrate", "--verbosity=0"),
    ("shell", "--command", "from tests.journeys.rural import build; build()"),
)


PLACES = {
    "05132": ("Saint-Bonnet-en-Champsaur", 6.07632, 44.6828),
    "05142": ("Saint-Firmin", 6.02967, 44.78126),
    "38128": ("Corps", 5.9474, 44.81826),
    "05179": ("Veynes", 5.82421, 44.53476),
}


def build() -> None:
    """The structures, in real communes; everybody is invented."""
    now = clock.now()
    for insee, (name, longitude, latitude) in PLACES.items():
        told = {
            "name": name, "folded_name": fold(name), "departement": insee[:2], "region": "93",
            "postal_codes": "", "longitude": longitude, "latitude": latitude,
            "source": "COG 2026", "as_of": now.date(),
        }  # fmt: skip
        Commune.objects.get_or_create(insee=insee, defaults=told)
    open_rural(now)
    for manager in Account.objects.filter(email__in=(MANAGER, NEIGHBOUR)):
        manager.set_password(scene.PASSWORD)
        manager.save()
