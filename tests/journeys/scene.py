"""What stands before each journey: a desk open day and night, its people, carers and callers.

Laid down once per run by ``maillon shell``, on the clock of the day. Everybody is invented.
"""

from datetime import UTC, datetime, timedelta

from maillon.apps.accounts.models import ScopedRole
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care import actions as care
from maillon.apps.desk.models import Desk, Requester
from maillon.apps.directory.models import Organization, Responder
from maillon.apps.directory.wording import search_text
from maillon.kernel.crypto import blind_index, fold
from tests.factories import desk as situations
from tests.factories.desk import PASSWORD, DeskWorld
from tests.factories.grids import document
from tests.factories.help import open_door
from tests.factories.region import region
from tests.factories.resources import local_resource

__all__ = [
    "AGENT",
    "ALBI",
    "ANNECY",
    "COLLEAGUE",
    "COMMANDS",
    "COORDINATOR",
    "DOCTOR",
    "DOOR",
    "GP",
    "HOUSE",
    "HOUSE_NUMBER",
    "LYON",
    "LYON_LEAD",
    "NEWCOMER",
    "PASSWORD",
    "PHARMACISTS",
    "STRANGER",
    "USUAL",
    "WARD",
    "WARD_PHONE",
    "ZONE",
    "build",
]

COMMANDS = (
    ("migrate", "--verbosity=0"),
    ("shell", "--command", "from tests.journeys.scene import build; build()"),
)
AGENT = "lea.roche@exemple.test"
COLLEAGUE = "anouk.dumas@exemple.test"
LYON, LYON_LEAD = "agathe.lyon@exemple.test", "maud.lyon@exemple.test"
ANNECY = "agathe.annecy@exemple.test"
COORDINATOR, DOOR = "ines.carrel@exemple.test", "gier"
ALBI = "nora.albi@exemple.test"
STRANGER = "inconnue.etrangere@exemple.test"
WARD, WARD_PHONE = "Chirurgie, hôpital de la vallée", "0199000014"
GP = "Marc Gonin"
DOCTOR = "marc.gonin@exemple.test"
PHARMACISTS = ("Iris Hamon", "Noé Garin")
USUAL = "Claire Vial"
HOUSE, HOUSE_NUMBER = "EHPAD fictif du Cœur Vert", "420999011"
NEWCOMER = "Inès Vasseur"  # known to the register, asked by no desk
ZONE = ("Samira Benali", "Jeanne Perrin", "Hugo Lacroix", "Inaya Sauze", "Ondine Tamet")
ALWAYS = {str(day): [["00:00", "24:00"]] for day in range(7)}
# The usual carer stays alone a quarter of a minute for what is due today, hours otherwise.
MOMENTS = {"immediate": 15, "today": 0.25, "within_48h": 120, "planned": 120}


def build() -> None:
    """Lay it all down on the database the settings name."""
    world = situations.saint_chamond(
        policy={"quiet_start": "00:00", "quiet_end": "00:00", "exclusive_window": MOMENTS}
    )
    _open_always(world)
    _open_always(situations.elsewhere())
    situations.account("Maud Serre", world.desk, "lead")
    situations.responder("Inaya", "Sauze", "42207", "+33639980007")
    situations.responder("Ondine", "Tamet", "42207", "+33639980008")
    situations.role("Inès", "Vasseur", "42207")
    _light_team(world)
    _region()
    _albi()
    _helpers()
    _houses()
    _coordination(world)
    _ward(world)
    for nurse in world.zone[:2]:
        _signs_in(nurse)
    now = datetime.now(UTC)
    Responder.objects.filter(availability="yes").update(
        availability_declared_at=now - timedelta(hours=13)
    )


def _light_team(world: DeskWorld) -> None:
    """The usual doctor signs in; two pharmacists of the place; the grid his house entered."""
    for given, family in (name.split() for name in PHARMACISTS):
        situations.role(given, family, "42207", "21")
    house = situations.organization("Cabinet d’essai du Gier", "cabinet")
    doctor = situations.account(GP, practitioner=world.gp.practitioner)
    ScopedRole.objects.create(
        account=doctor, organization=house, code="practitioner", starts_on=situations.TODAY
    )
    now = datetime.now(UTC)
    care.save_grid(document=document(), by=viewer_of(doctor, now=now), now=now)


def _region() -> None:
    """One regional number, two sites; Lyon's lead may close it, Annecy answers in the evening."""
    sites = region()
    for site in (sites.lyon, sites.annecy):
        _open_always(site)
    situations.account("Maud Lyon", sites.lyon.desk, "lead")
    _caller(sites.lyon.desk, "hospital", "Inès Marchand", WARD)


def _albi() -> None:
    """The geriatric number, held by the nurses of the mobile unit."""
    desk = situations.desk(
        "Numéro gériatrique d’Albi",
        "Albi",
        ("81004",),
        kind="clinical",
        opening_hours=ALWAYS,
        professionals_only=False,
    )
    situations.account("Nora Albi", desk)
    _caller(desk, "gp", "Docteur Gonin", "Cabinet du Tarn")


def _houses() -> None:
    """Two establishments that the register would know."""
    for name, number in ((HOUSE, HOUSE_NUMBER), ("EHPAD fictif du Pilat", "420999029")):
        Organization.objects.create(
            kind="ehpad", name=name, folded_name=fold(name), identifier_system="FINESS",
            identifier=number, category="500", category_label="EHPAD", commune_id="42207",
            address="7 RUE DES ESSAIS", postal_code="42400", town="SAINT CHAMOND",
            search_text=search_text([fold(name)], ["Saint-Chamond"]), synthetic=True,
            source="FINESS", as_of=datetime.now(UTC).date(),
        )  # fmt: skip


def _open_always(world: DeskWorld) -> None:
    world.desk.opening_hours = ALWAYS
    world.desk.closed_notice = ""
    world.desk.save()


def _signs_in(nurse: Responder) -> None:
    """A nurse of the zone with an account: she may read what she took."""
    assert nurse.practitioner_role is not None
    account = situations.account(
        nurse.name, code="practitioner", practitioner=nurse.practitioner_role.practitioner
    )
    assert account.practitioner is not None


def _helpers() -> None:
    """A home-help service answers for meals and shopping."""
    helper = situations.responder("Portage", "des Essais", "42207", "+33639980009")
    helper.profession = "HH"
    helper.save()


def _ward(world: DeskWorld) -> None:
    _caller(world.desk, "hospital", "Inès Marchand", WARD)


def _caller(desk: Desk, kind: str, name: str, house: str) -> None:
    """A card of the number that every journey calls from."""
    phone = f"+33{WARD_PHONE[1:]}"
    Requester.objects.create(
        organization=desk.organization,
        kind=kind,
        name=name,
        house=house,
        phone=phone,
        phone_index=blind_index("phone", phone),
        created_at=datetime.now(UTC),
        synthetic=True,
    )


def _coordination(world: DeskWorld) -> None:
    """A coordinator of the same association, her public page, a resource near."""
    account = situations.account("Inès Carrel")
    house = world.desk.organization
    ScopedRole.objects.create(
        account=account, organization=house, code="coordinator",
        starts_on=situations.TODAY - timedelta(days=300),
    )  # fmt: skip
    now = datetime.now(UTC)
    by = viewer_of(account, now=now)
    open_door(by, house.pk, now, DOOR)
    local_resource(by=by)
