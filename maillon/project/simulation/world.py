"""A small country of squares, its desk and the one beside, agents, carers. Nobody in it exists."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import isqrt
from typing import Any, Final

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.desk.models import Desk, DeskCommune
from maillon.apps.directory.models import (
    Commune,
    CoverageArea,
    CoverageCommune,
    Organization,
    Practitioner,
    PractitionerRole,
    Responder,
)
from maillon.engines.dispatch.declared import declared_hours
from maillon.kernel.access import AccountViewer
from maillon.kernel.crypto import blind_index, fold
from maillon.project.simulation.draws import Draws
from maillon.project.simulation.shape import Shape

__all__ = ["Carer", "World", "lay"]

SOURCE: Final = "simulation, personnes inventées"
STEP: Final = (0.052, 0.036)  # degrees, about four kilometres
BEFORE: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Carer:
    """What the simulator knows of a carer, kept apart from what the database says."""

    number: int
    responder: Responder
    covers: frozenset[str]
    near: frozenset[str]

    @property
    def capacity(self) -> int:
        return self.responder.weekly_capacity

    @property
    def hours(self) -> int:
        """Hours a week that she declared; 0 when she told none."""
        told = self.responder.works
        return declared_hours(told["days"], told["parts"]) if told else 0


@dataclass(frozen=True, slots=True)
class World:
    """One desk and everybody around it; the desk beside takes no calls, only what it is given."""

    desk: Desk
    agents: tuple[AccountViewer, ...]
    beside: Desk
    voice: AccountViewer  # of the desk beside
    carers: tuple[Carer, ...]
    communes: tuple[Commune, ...]

    def of_profession(self, profession: str) -> tuple[Carer, ...]:
        """Carers of one profession, in the order they enrolled."""
        return tuple(c for c in self.carers if c.responder.profession == profession)


def lay(shape: Shape, draws: Draws, now: datetime) -> World:
    """Write the whole world, as of ``now``."""
    communes = _communes(shape.communes, now.date())
    house = Organization.objects.create(
        kind=Organization.Kind.DESK_HOLDER, name="Association simulée", synthetic=True,
        folded_name="association simulee", source=SOURCE, as_of=now.date(),
    )  # fmt: skip
    desk = _desk(house, 42, shape, communes[0])
    DeskCommune.objects.bulk_create(DeskCommune(desk=desk, commune=c) for c in communes)
    agents = tuple(_agent(number, desk, now) for number in range(shape.agents))
    carers = _carers(shape, communes, draws, now)
    beside = _desk(house, 43, shape, communes[0])
    return World(desk, agents, beside, _agent(shape.agents, beside, now), carers, communes)


def _desk(house: Organization, number: int, shape: Shape, commune: Commune) -> Desk:
    return Desk.objects.create(
        organization=house, name=f"Poste simulé {number}", phone=f"+331990000{number}",
        opening_hours=dict(shape.hours), professionals_only=False, commune=commune,
        sector="Ailleurs", policy=dict(shape.policy), timezone=shape.timezone, synthetic=True,
    )  # fmt: skip


def _communes(count: int, day: date) -> tuple[Commune, ...]:
    side = isqrt(count - 1) + 1
    made = [
        Commune(
            insee=f"99{number:03d}", name=f"Carré {number}", folded_name=f"carre {number}",
            kind="COM", departement="99", region="84", postal_codes=f"99{number:03d}",
            population=2000, longitude=4.5 + number % side * STEP[0],
            latitude=45.4 + number // side * STEP[1], source=SOURCE, as_of=day,
        )
        for number in range(count)
    ]  # fmt: skip
    return tuple(Commune.objects.bulk_create(made))


def _agent(number: int, desk: Desk, now: datetime) -> AccountViewer:
    account = Account.objects.create(
        email=f"agent{number}@simulation.example", name=f"Agent {number}",
        initials=f"A{number}", synthetic=True,
    )  # fmt: skip
    ScopedRole.objects.create(
        account=account, organization_id=desk.organization_id, desk_id=desk.pk, code="agent",
        starts_on=(now - BEFORE).date(),
    )  # fmt: skip
    return viewer_of(account, now=now)


def _carers(
    shape: Shape, communes: tuple[Commune, ...], draws: Draws, now: datetime
) -> tuple[Carer, ...]:
    professions = [code for code, count in shape.people.items() for _ in range(count)]
    roles = [_role(n, code, communes, now) for n, code in enumerate(professions)]
    Practitioner.objects.bulk_create([role.practitioner for role in roles])
    PractitionerRole.objects.bulk_create(roles)
    lines = [_line(n, role, shape, draws, now) for n, role in enumerate(roles)]
    Responder.objects.bulk_create(lines)
    return tuple(_zone(n, line, communes, draws, now) for n, line in enumerate(lines))


def _role(
    number: int, profession: str, communes: tuple[Commune, ...], now: datetime
) -> PractitionerRole:
    commune, name = communes[number % len(communes)], f"Soignant {number}"
    practitioner = Practitioner(
        national_id=f"simule-{number}", id_type="8", family_name=name, given_name="Personne",
        folded_name=fold(name), synthetic=True, source=SOURCE, as_of=now.date(),
    )  # fmt: skip
    return PractitionerRole(
        practitioner=practitioner, site_key=f"simule-{number}", profession=profession,
        profession_label="", mode="L", commune=commune, town=commune.name,
        source=SOURCE, as_of=now.date(),
    )  # fmt: skip


def _line(
    number: int, role: PractitionerRole, shape: Shape, draws: Draws, now: datetime
) -> Responder:
    draw, phone = draws.of("carer", number), f"+3363998{number:04d}"
    said = draw.choices(list(shape.availability), list(shape.availability.values()))[0]
    return Responder(
        kind=Responder.Kind.PRACTITIONER_ROLE, practitioner_role=role, name=f"Soignant {number}",
        folded_name=f"soignant {number}", profession=role.profession, commune=role.commune,
        phone=phone, phone_index=blind_index("phone", phone), sms_ok=draw.random() > 0.06,
        enrolled_at=now - BEFORE, availability=said,
        works=_works(number, draws) if shape.tells_hours else None,
        takes=["dressing", "injection", "hygiene"] if draw.random() < 0.15 else None,
        availability_declared_at=None
        if said == "unknown"
        else now - timedelta(hours=draw.randint(2, 160)),
        weekly_capacity=draw.randint(1, 8) if said == "yes" else draw.randint(0, 2),
        live_limit=draw.choice((1, 2, 3)),
        paused_until=now + timedelta(days=3) if draw.random() < 0.05 else None,
    )  # fmt: skip


def _works(number: int, draws: Draws) -> dict[str, list[Any]]:
    """Two to seven days, one to three parts of the day."""
    draw = draws.of("works", number)
    days = draw.sample(range(7), draw.choice((2, 3, 4, 5, 5, 6, 7)))
    parts = draw.sample(("morning", "noon", "evening"), draw.choice((1, 2, 2, 3)))
    return {"days": sorted(days), "parts": parts}


def _zone(
    number: int, line: Responder, communes: tuple[Commune, ...], draws: Draws, now: datetime
) -> Carer:
    side = isqrt(len(communes) - 1) + 1
    home, reach = number % len(communes), draws.of("zone", number).choice((1, 1, 2))
    far = {
        c.pk: abs(n % side - home % side) + abs(n // side - home // side)
        for n, c in enumerate(communes)
    }
    covers = frozenset(pk for pk, steps in far.items() if steps <= reach)
    near = frozenset(pk for pk, steps in far.items() if steps == reach + 1)
    area = CoverageArea.objects.create(
        responder=line, kind="communes", shape={"communes": sorted(covers)}, declared_at=now
    )
    CoverageCommune.objects.bulk_create(
        CoverageCommune(area=area, responder=line, commune_id=pk, near=pk in near)
        for pk in sorted(covers | near)
    )
    return Carer(number, line, covers, near)
