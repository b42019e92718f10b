"""Practitioners at plausible densities, their lines, zones and declared availability."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from maillon.apps.directory.actions import declare_coverage
from maillon.apps.directory.models import (
    Commune,
    Organization,
    Practitioner,
    PractitionerRole,
    Responder,
)
from maillon.apps.directory.wording import search_text
from maillon.kernel.access import SYSTEM
from maillon.kernel.crypto import blind_index, fold
from maillon.kernel.elision import of_place
from maillon.project.demo import names
from maillon.project.demo.cabinets import house_of, open_cabinet
from maillon.project.demo.territories import Territory

__all__ = ["SOURCE", "Staff", "settle"]

SOURCE = "monde de démonstration (synthétique)"
# per 10,000 inhabitants; national orders of magnitude of the years 2018–2021
DENSITY = {
    "60": ("Infirmier", 15.0),
    "10": ("Médecin", 8.5),
    "70": ("Masseur-Kinésithérapeute", 9.0),
    "21": ("Pharmacien", 3.2),
    "50": ("Sage-Femme", 1.5),
}
ASKED = ("60", "70")  # professions that enrol at the desk here
STREETS = ("rue de la République", "place de l’Église", "rue des Écoles", "Grande Rue")
NOT_ALL = ("dressing", "injection", "anticoagulant", "insulin", "blood_sample", "hygiene")


@dataclass(slots=True)
class Staff:
    """Who works in a territory."""

    nurses: list[Responder]
    gps: list[PractitionerRole]
    everyone: list[Responder]


class Numbers:
    """Identifiers and phones never given twice."""

    def __init__(self) -> None:
        self.practitioner = 0
        self.phone = 0

    def next_rpps(self) -> str:
        self.practitioner += 1
        return names.rpps(self.practitioner)

    def next_phone(self) -> str:
        self.phone += 1
        return names.mobile(self.phone)


def settle(
    territory: Territory,
    organization: Organization,
    numbers: Numbers,
    draw: random.Random,
    now: datetime,
) -> Staff:
    """People the territory: professionals, one shared line of nurses, a home-help service per big
    commune.
    """
    communes = list(Commune.objects.filter(pk__in=territory.communes).order_by("pk"))
    roles = _everybody(communes, numbers, draw, now)
    asked = [role for role in roles if role.profession in ASKED]
    enrolled = [role for role in asked if draw.random() < territory.enrolled]
    responders = [_line(role, numbers, draw, now) for role in enrolled]
    responders += [
        _home_help(c, numbers, draw, now) for c in communes if (c.population or 0) > 3000
    ]
    centre = next(commune for commune in communes if commune.pk == territory.centre)
    lines = {role.pk for role in enrolled}
    apart = [role for role in asked if role.pk not in lines]
    responders += open_cabinet(centre, apart, numbers.next_phone(), SOURCE, now)
    Responder.objects.bulk_create(responders)
    for responder in responders:
        _zone(responder, communes, draw, now)
    return Staff(
        nurses=[r for r in responders if r.profession == "60"],
        gps=[role for role in roles if role.profession == "10"],
        everyone=responders,
    )


def _everybody(
    communes: list[Commune], numbers: Numbers, draw: random.Random, now: datetime
) -> list[PractitionerRole]:
    roles = [
        role
        for commune in communes
        for profession, (label, density) in DENSITY.items()
        for role in _roles(commune, profession, label, density, numbers, draw, now)
    ]
    Practitioner.objects.bulk_create([role.practitioner for role in roles])
    PractitionerRole.objects.bulk_create(roles)
    return roles


def _roles(
    commune: Commune,
    profession: str,
    label: str,
    density: float,
    numbers: Numbers,
    draw: random.Random,
    now: datetime,
) -> list[PractitionerRole]:
    expected = (commune.population or 0) / 10_000 * density
    count = int(expected) + (draw.random() < expected % 1)
    return [_role(commune, profession, label, numbers, draw, now) for _ in range(count)]


def _role(
    commune: Commune,
    profession: str,
    label: str,
    numbers: Numbers,
    draw: random.Random,
    now: datetime,
) -> PractitionerRole:
    sex = "F" if draw.random() < (0.83 if profession in ("60", "50") else 0.5) else "M"
    given, family, rpps = names.given(draw, sex), names.family(draw), numbers.next_rpps()
    day = now.date() - timedelta(days=8)
    practitioner = Practitioner(
        national_id=f"8{rpps}",
        id_type="8",
        civility="MME" if sex == "F" else "M",
        family_name=family.upper(),
        given_name=given,
        folded_name=fold(f"{family} {given}"),
        synthetic=True,
        source=SOURCE,
        as_of=day,
    )
    street = draw.choice(STREETS)
    return PractitionerRole(
        practitioner=practitioner,
        site_key=f"demo-{rpps}",
        profession=profession,
        profession_label=label,
        mode="L",
        site_name="Cabinet fictif",
        address=f"{draw.randint(1, 80)} {street}",
        postal_code=commune.postal_codes.split()[0],
        town=commune.name,
        commune=commune,
        phone=f"+331990{numbers.practitioner:05d}",
        search_text=search_text([practitioner.folded_name], [label, commune.name]),
        source=SOURCE,
        as_of=day,
    )


def _line(
    role: PractitionerRole, numbers: Numbers, draw: random.Random, now: datetime
) -> Responder:
    phone = numbers.next_phone()
    person = role.practitioner
    name = f"{person.given_name} {person.family_name.title()}"
    availability = draw.choices(("yes", "no", "unknown"), (0.6, 0.12, 0.28))[0]
    declared = None if availability == "unknown" else now - timedelta(hours=draw.randint(2, 200))
    return Responder(
        kind=Responder.Kind.PRACTITIONER_ROLE,
        practitioner_role=role,
        name=name,
        folded_name=fold(name),
        profession=role.profession,
        commune=role.commune,
        phone=phone,
        phone_index=blind_index("phone", phone),
        sms_ok=draw.random() > 0.06,
        enrolled_at=now - timedelta(days=draw.randint(20, 400)),
        takes=list(NOT_ALL) if role.profession == "60" and draw.random() < 0.2 else None,
        availability=availability,
        availability_declared_at=declared,
        availability_origin=Responder.Origin.SMS if declared else "",
        weekly_capacity=draw.randint(1, 6) if availability == "yes" else draw.randint(0, 2),
        live_limit=draw.choice((2, 3, 3, 4)),
        paused_until=now + timedelta(days=3) if draw.random() < 0.05 else None,
    )


def _home_help(commune: Commune, numbers: Numbers, draw: random.Random, now: datetime) -> Responder:
    name = f"Aide à domicile {of_place(commune.name)} (fictive)"
    house = house_of(commune, Organization.Kind.HOME_HELP, name, "Aide à domicile", SOURCE, now)
    phone = numbers.next_phone()
    return Responder(
        kind=Responder.Kind.ORGANIZATION,
        organization=house,
        name=name,
        folded_name=fold(name),
        profession="HH",
        commune=commune,
        phone=phone,
        phone_index=blind_index("phone", phone),
        enrolled_at=now - timedelta(days=100),
        availability="yes",
        availability_declared_at=now - timedelta(hours=30),
        weekly_capacity=8,
        live_limit=6,
    )


def _zone(
    responder: Responder, communes: list[Commune], draw: random.Random, now: datetime
) -> None:
    here = next(c for c in communes if c.pk == responder.commune_id)
    if responder.profession == "HH" or draw.random() < 0.5:
        km = 12 if responder.profession == "HH" else draw.choice((4, 6, 8))
        shape: dict[str, object] = {"lon": here.longitude, "lat": here.latitude, "km": km}
        kind = "radius"
    else:
        near = sorted(communes, key=lambda c: _square_distance(c, here))
        shape = {"communes": [c.pk for c in near[: draw.randint(1, 4)]]}
        kind = "communes"
    declare_coverage(responder_id=responder.pk, kind=kind, shape=shape, by=SYSTEM, now=now)


def _square_distance(a: Commune, b: Commune) -> float:
    pairs = ((a.longitude, b.longitude), (a.latitude, b.latitude))
    return sum(((x or 0.0) - (y or 0.0)) ** 2 for x, y in pairs)
