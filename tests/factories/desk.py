"""Named situations of a desk, made by the real actions. Every person and number is invented.

``saint_chamond()`` is a desk at work on a Tuesday morning; ``elsewhere()`` is a second desk
whose agent is the stranger who holds the same right elsewhere. ``request_…`` functions
leave a request in the state their name says and return it.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care.actions import NewPerson
from maillon.apps.care.models import Patient
from maillon.apps.desk import actions
from maillon.apps.desk.models import Assignment, Callback, Desk, DeskCommune, Offer, ServiceRequest
from maillon.apps.directory.models import (
    Commune,
    CoverageArea,
    CoverageCommune,
    Organization,
    Practitioner,
    PractitionerRole,
    Responder,
)
from maillon.apps.directory.wording import search_text
from maillon.kernel.access import SYSTEM, AccountViewer
from maillon.kernel.crypto import blind_index, fold

MORNING = datetime(2026, 11, 24, 8, 41, tzinfo=UTC)  # a Tuesday, 9:41 at the desk
TODAY = date(2026, 11, 24)
SOURCE = "Jeu d’essai, personnes inventées"
HOURS = {str(day): [["09:00", "19:30"]] for day in range(6)}
Situation = Callable[..., ServiceRequest]
PASSWORD = "essai-sans-secret-42"
COMMUNES = {
    "42207": ("Saint-Chamond", "42400", 4.515, 45.477),
    "42110": ("L’Horme", "42152", 4.551, 45.487),
    "42123": ("Lorette", "42420", 4.583, 45.511),
    "42186": ("Rive-de-Gier", "42800", 4.617, 45.529),
    "26107": ("Crépol", "26350", 5.054, 45.182),
    "81004": ("Albi", "81000", 2.148, 43.929),
    "69123": ("Lyon", "69001", 4.835, 45.758),
    "74010": ("Annecy", "74000", 6.129, 45.899),
    "97209": ("Fort-de-France", "97200", -61.067, 14.604),
    "97411": ("Saint-Denis", "97400", 55.448, -20.879),
    "26281": ("Romans-sur-Isère", "26100", 5.052, 45.046),
}


@dataclass(frozen=True)
class DeskWorld:
    """A desk, its people, and the carers around it."""

    desk: Desk
    agent: Account
    colleague: Account
    usual: Responder
    zone: tuple[Responder, ...]
    neighbour: Responder
    landline: Responder  # in the zone, reached by calls only
    gp: PractitionerRole

    @property
    def by(self) -> AccountViewer:
        """The agent at work."""
        return viewer_of(self.agent, now=MORNING)


def commune(insee: str) -> Commune:
    name, postal, lon, lat = COMMUNES[insee]
    found, _ = Commune.objects.get_or_create(
        insee=insee,
        defaults={
            "name": name,
            "folded_name": fold(name),
            "departement": insee[:2],
            "region": "84",
            "postal_codes": postal,
            "longitude": lon,
            "latitude": lat,
            "source": SOURCE,
            "as_of": TODAY,
        },
    )
    return found


def organization(name: str, kind: str = "desk") -> Organization:
    return Organization.objects.create(
        kind=kind, name=name, folded_name=fold(name), synthetic=True, source=SOURCE, as_of=TODAY
    )


def rpps(serial: int) -> str:
    """A number that no register gives: it starts with 999 and its check digit is right."""
    body = f"999{serial:07d}"
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return body + str(-total % 10)


def role(given: str, family: str, insee: str, profession: str = "60") -> PractitionerRole:
    practitioner = Practitioner.objects.create(
        national_id="8" + rpps(Practitioner.objects.count() + 1),
        id_type="8",
        civility="MME",
        family_name=family,
        given_name=given,
        folded_name=fold(f"{given} {family}"),
        synthetic=True,
        source=SOURCE,
        as_of=TODAY,
    )
    return PractitionerRole.objects.create(
        practitioner=practitioner,
        site_key=f"essai-{practitioner.national_id}",
        profession=profession,
        profession_label="Infirmier" if profession == "60" else "Médecin",
        mode="L",
        commune=commune(insee),
        town=COMMUNES[insee][0],
        search_text=search_text([fold(given), fold(family)], [COMMUNES[insee][0]]),
        phone="+33199000099" if profession == "10" else "",
        source=SOURCE,
        as_of=TODAY,
    )


def responder(given: str, family: str, insee: str, phone: str, **more: Any) -> Responder:
    """A nurse enrolled and reachable; ``covers`` and ``near`` list communes of her zone."""
    covers, near = more.pop("covers", (insee,)), more.pop("near", ())
    name = f"{given} {family}"
    known = Responder(
        kind="practitioner_role",
        practitioner_role=role(given, family, insee),
        name=name,
        folded_name=fold(name),
        profession="60",
        commune=commune(insee),
        phone=phone,
        phone_index=blind_index("phone", phone),
        sms_ok=phone.startswith(("+336", "+337")),
        enrolled_at=MORNING - timedelta(days=90),
        **{"weekly_capacity": 4, **more},
    )
    known.save(force_insert=True)
    area = CoverageArea.objects.create(
        responder=known, kind="communes", shape={"communes": list(covers)}, declared_at=MORNING
    )
    for codes, is_near in ((covers, False), (near, True)):
        for code in codes:
            CoverageCommune.objects.create(
                area=area, responder=known, commune=commune(code), near=is_near
            )
    return known


@functools.cache
def _hashed() -> str:
    """The hash of everybody's password: slow on purpose, so made once."""
    return make_password(PASSWORD)


def account(name: str, desk: Desk | None = None, code: str = "agent", **more: Any) -> Account:
    """Somebody who signs in; an agent of ``desk`` unless told otherwise."""
    initials = "".join(word[0] for word in name.split())
    email = f"{fold(name).replace(' ', '.')}@exemple.test"
    made = Account.objects.create(
        email=email, password=_hashed(), name=name, initials=initials, synthetic=True, **more
    )
    if desk is not None:
        ScopedRole.objects.create(
            account=made,
            organization=desk.organization,
            desk_id=desk.pk,
            code=code,
            starts_on=date(2026, 1, 1),
        )
    return made


def desk(name: str, sector: str, insee: tuple[str, ...], **more: Any) -> Desk:
    usual: dict[str, Any] = {
        "phone": "+33199000042",
        "opening_hours": HOURS,
        "closed_notice": "La nuit, la garde médicale répond au 15.",
        "synthetic": True,
    }
    if "organization" not in more:
        usual["organization"] = organization(f"Association du {name}")
    made = Desk.objects.create(
        name=name, commune=commune(insee[0]), sector=sector, **{**usual, **more}
    )
    for code in insee:
        DeskCommune.objects.create(desk=made, commune=commune(code))
    return made


def saint_chamond(**more: Any) -> DeskWorld:
    """The desk of Saint-Chamond, two agents, one usual nurse, five others, one GP.

    It answers everybody, relatives too, unless ``professionals_only=True``.
    """
    communes = ("42207", "42110", "42123", "42186")
    here = desk("Poste de Saint-Chamond", "Gier", communes, **{"professionals_only": False, **more})
    said = {"availability": "yes", "availability_declared_at": MORNING - timedelta(hours=13)}
    return DeskWorld(
        desk=here,
        agent=account("Léa Roche", here),
        colleague=account("Anouk Dumas", here),
        usual=responder("Claire", "Vial", "42207", "+33639980001"),
        zone=(
            responder("Samira", "Benali", "42207", "+33639980002", **said),
            responder("Jeanne", "Perrin", "42110", "+33639980003", covers=("42110", "42207")),
            responder("Hugo", "Lacroix", "42207", "+33639980004"),
        ),
        neighbour=responder(
            "Nadia", "Morel", "42123", "+33639980005", covers=("42123",), near=("42207",)
        ),
        landline=responder("Odile", "Faure", "42207", "+33199000006"),
        gp=role("Marc", "Gonin", "42207", "10"),
    )


def elsewhere() -> DeskWorld:
    """A desk in the Drôme: its agent holds the same right, on other requests."""
    here = desk("Poste de Crépol", "Herbasse", ("26107", "26281"))
    nurse = responder("Paule", "Ailleurs", "26107", "+33639980051")
    return DeskWorld(
        desk=here,
        agent=account("Inconnue Étrangère", here),
        colleague=account("Autre Étrangère", here),
        usual=nurse,
        zone=(responder("Rose", "Lointaine", "26107", "+33639980052"),),
        neighbour=responder("Lise", "Voisine", "26281", "+33639980053", near=("26107",)),
        landline=responder("Ève", "Fixe", "26107", "+33199000056"),
        gp=role("Luc", "Distant", "26107", "10"),
    )


def intake(world: DeskWorld, *, on: date = TODAY, **changes: Any) -> actions.NewRequest:
    """What a ward says on the phone: a dressing, once a day from tomorrow, usual nurse known."""
    new = actions.NewRequest(
        desk_id=world.desk.pk,
        requester=actions.NewRequester(
            kind="hospital",
            name="Inès Marchand",
            house="Chirurgie, hôpital de la vallée",
            phone="+33199000014",
        ),
        needs=(actions.NewNeed("dressing", "daily", on + timedelta(days=1)),),
        commune_id=world.desk.commune_id,
        urgency="today",
        prescription="held",
        informed_by="requester",
        agreement="agreed",
        gp_wish="tell",
        person=NewPerson(
            birth_name="Fournier",
            given_name="Suzanne",
            birth_date="1941-05-04",
            sex="F",
            phone="+33199000077",
            address="3 rue des Essais",
            commune_id=world.desk.commune_id,
        ),
        quarter="le Creux",
        living={"floor": "2", "no_lift": True, "alone": True, "hard_of_hearing": True},
        gp_role_id=world.gp.pk,
        usual=(world.usual.pk,),
        synthetic=True,
    )
    return replace(new, **changes)


def request_received(world: DeskWorld, now: datetime = MORNING, **changes: Any) -> ServiceRequest:
    """Just hung up: nothing decided yet."""
    told, by = intake(world, on=now.date(), **changes), world.by
    return actions.receive_request(new=told, by=by, now=now)


def request_searching(world: DeskWorld, now: datetime = MORNING, **changes: Any) -> ServiceRequest:
    """The agent decided to search: the usual nurse alone holds an offer."""
    pk = request_received(world, now, **changes).pk
    return actions.triage_for_care(request_id=pk, by=world.by, now=now + timedelta(minutes=1))


def request_found(world: DeskWorld, now: datetime = MORNING, **changes: Any) -> ServiceRequest:
    """The first nurse asked said yes by SMS: details to give, requester to call."""
    request = request_searching(world, now, **changes)
    offer = Offer.objects.filter(need__request=request, state="open").earliest("rank")
    actions.accept_offer(
        offer_id=offer.pk, channel="sms", by=SYSTEM, now=now + timedelta(minutes=5)
    )
    request.refresh_from_db()
    return request


def request_to_call_back(
    world: DeskWorld, now: datetime = MORNING, **changes: Any
) -> ServiceRequest:
    """Care has begun next morning: the requester is owed the second word, and only that."""
    request = request_found(world, now, **changes)
    answer_callbacks(world, request, now + timedelta(minutes=10))
    assignment = Assignment.objects.get(need__request=request, withdrawn_at=None)
    return actions.confirm_begun(
        assignment_id=assignment.pk, channel="sms", by=SYSTEM, now=now + timedelta(days=1)
    )


def request_closed(world: DeskWorld, now: datetime = MORNING, **changes: Any) -> ServiceRequest:
    """Care has begun and everybody knows."""
    request = request_to_call_back(world, now, **changes)
    answer_callbacks(world, request, now + timedelta(days=1, minutes=10))
    request.refresh_from_db()
    return request


def nights(seats: int = 3, count: int = 4, first: date = date(2026, 12, 1)) -> actions.NewNeed:
    """So many nurses for so many nights in a row, 20:00 to 8:00 at the desk."""
    start = datetime.combine(first, time(19), tzinfo=UTC)  # 20:00 in winter
    return actions.NewNeed(
        "reinforcement",
        "nights",
        first,
        ends_on=first + timedelta(days=count),
        watches=tuple(
            actions.NewWatch(
                start + timedelta(days=day), start + timedelta(days=day, hours=12), seats
            )
            for day in range(count)
        ),
    )


def for_ehpad(**changes: Any) -> dict[str, Any]:
    """What changes in a call when a nursing home asks for itself: three nurses, four nights."""
    asks = actions.NewRequester(
        kind="ehpad", name="Maud Serre", house="EHPAD fictif Les Tilleuls", phone="+33199000021"
    )
    return {
        "requester": asks,
        "needs": (nights(),),
        "person": None,
        "establishment": "EHPAD fictif Les Tilleuls",
        "establishment_address": "12 allée des Essais",
        "urgency": "planned",
        "prescription": "none",
        "usual": (),
        "living": {},
        **changes,
    }


def cabinet(name: str, insee: str, phone: str, *people: tuple[str, str]) -> Responder:
    """Several nurses behind one number, known to the directory."""
    house = organization(name, "cabinet")
    for given, family in people:
        PractitionerRole.objects.filter(pk=role(given, family, insee).pk).update(organization=house)
    line = Responder.objects.create(
        kind="cabinet",
        organization=house,
        name=name,
        folded_name=fold(name),
        profession="60",
        commune=commune(insee),
        phone=phone,
        phone_index=blind_index("phone", phone),
        enrolled_at=MORNING - timedelta(days=90),
        weekly_capacity=4,
    )
    area = CoverageArea.objects.create(
        responder=line, kind="communes", shape={"communes": [insee]}, declared_at=MORNING
    )
    CoverageCommune.objects.create(area=area, responder=line, commune=commune(insee))
    return line


def person_of(request: ServiceRequest) -> Patient:
    """Whom the request is for; these situations all have a person."""
    assert request.patient is not None
    return request.patient


def answer_callbacks(
    world: DeskWorld, request: ServiceRequest, now: datetime, *, but: str = ""
) -> None:
    """Every call the desk owes now reaches somebody; the carer's proof is not the desk's."""
    owed = Callback.objects.filter(request=request, closed_at=None)
    for one in owed.exclude(kind__in=("confirm_care", but)):
        actions.record_outcome(callback_id=one.pk, outcome="reached", by=world.by, now=now)
