"""Requests as callers make them: invented persons at home in real communes."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from maillon.apps.care.actions import NewPerson
from maillon.apps.desk.actions import NewNeed, NewRequest, NewRequester
from maillon.apps.desk.models import Desk, Requester
from maillon.apps.directory.models import Commune
from maillon.kernel.crypto import blind_index
from maillon.project.demo import names
from maillon.project.demo.professionals import Staff

__all__ = ["Callers", "new_request", "welcome_callers"]

NEEDS = {
    ("dressing", "daily"): 22,
    ("anticoagulant", "daily"): 12,
    ("hygiene", "daily"): 14,
    ("blood_sample", "once"): 12,
    ("insulin", "twice_daily"): 8,
    ("infusion", "thrice_daily"): 5,
    ("medication", "weekly"): 7,
    ("monitoring", "daily"): 6,
    ("physiotherapy", "twice_weekly"): 7,
    ("meals", "daily"): 4,
    ("shopping", "weekly"): 3,
}
URGENCIES = {"immediate": 4, "today": 24, "within_48h": 42, "planned": 30}
CALLERS = (
    ("hospital", "Service de chirurgie", "Hôpital fictif de la vallée", 30),
    ("hospital", "Soins de suite", "Hôpital fictif de la vallée", 14),
    ("emergency", "Urgences", "Hôpital fictif de la vallée", 12),
    ("gp", "Secrétariat", "Cabinet médical fictif", 14),
    ("social", "Assistante sociale", "Maison fictive des solidarités", 8),
    ("ehpad", "Infirmière coordinatrice", "EHPAD fictif Les Tilleuls", 6),
    ("laboratory", "Accueil", "Laboratoire fictif du pont", 8),
    ("had", "Coordination", "HAD fictive", 4),
    ("relative", "Fille de la personne", "", 6),
    ("elected", "Mairie", "Mairie (appel fictif)", 2),
)
NOTES = ("Sonner longtemps.", "Clé chez la voisine du premier.", "Chien gentil.", "", "", "")


@dataclass(frozen=True, slots=True)
class Callers:
    """The requester cards of a desk and how often each calls."""

    cards: tuple[Requester, ...]
    weights: tuple[int, ...]


def welcome_callers(desk: Desk, account_id: UUID | None, now: datetime) -> Callers:
    """Cards of the services that call this desk; the first one may have an account."""
    cards = list(
        Requester.objects.filter(organization_id=desk.organization_id).order_by("phone_index")
    )
    if cards:  # another site of the same region knows them
        return Callers(tuple(cards), (1,) * len(cards))
    for number, (kind, name, house, _) in enumerate(CALLERS):
        relative = kind == "relative"
        prefix = "+3363998" if relative else "+331990"
        phone = f"{prefix}{9000 + number if relative else 70000 + number}"
        card = Requester(
            organization_id=desk.organization_id,
            kind=kind,
            name=name,
            house=house,
            phone=phone,
            phone_index=blind_index("phone", phone),
            account_id=account_id if number == 0 else None,
            created_at=now,
            synthetic=True,
        )
        card.save(force_insert=True)
        cards.append(card)
    return Callers(tuple(cards), tuple(weight for *_, weight in CALLERS))


def new_request(
    desk: Desk,
    communes: list[Commune],
    callers: Callers,
    staff: Staff,
    draw: random.Random,
    at: datetime,
) -> NewRequest:
    """One call, drawn."""
    card = draw.choices(callers.cards, callers.weights)[0]
    commune = draw.choices(communes, [c.population or 1 for c in communes])[0]
    urgency = draw.choices(list(URGENCIES), list(URGENCIES.values()))[0]
    nurse = draw.choice(staff.nurses) if draw.random() < 0.45 else None
    gp = draw.choice(staff.gps) if staff.gps and draw.random() < 0.8 else None
    return NewRequest(
        desk_id=desk.pk,
        requester=NewRequester(id=card.pk, kind=card.kind, name=card.name, house=card.house),
        needs=_needs(draw, urgency, at),
        commune_id=commune.pk,
        urgency=urgency,
        prescription=draw.choices(("held", "awaited", "none"), (0.7, 0.2, 0.1))[0],
        informed_by="requester",
        agreement=draw.choices(("agreed", "unable"), (0.93, 0.07))[0],
        gp_wish=("tell" if draw.random() < 0.85 else "refused") if gp else "none",
        gp_role_id=gp.pk if gp else None,
        person=_person(commune, draw, at),
        quarter=draw.choice(("centre-ville", "près de la gare", "le haut du bourg", "")),
        living=_living(draw, at),
        note=draw.choice(NOTES),
        may_tell_requester=draw.random() < 0.5,
        usual=(nurse.pk,) if nurse else (),
        started_at=at - timedelta(seconds=draw.randint(35, 130)),
        synthetic=True,
    )


def _needs(draw: random.Random, urgency: str, at: datetime) -> tuple[NewNeed, ...]:
    count = 1 if draw.random() < 0.85 else 2
    drawn = dict(draw.choices(list(NEEDS), list(NEEDS.values()), k=count))
    wait = {"immediate": 0, "today": 0, "within_48h": 1, "planned": draw.randint(2, 6)}[urgency]
    start = (at + timedelta(days=wait)).date()
    return tuple(
        NewNeed(
            code=code,
            frequency=frequency,
            starts_on=start,
            ends_on=start + timedelta(days=draw.choice((7, 14, 21)))
            if draw.random() < 0.6
            else None,
            part_of_day=draw.choice(("", "", "morning", "evening")),
        )
        for code, frequency in drawn.items()
    )


def _person(commune: Commune, draw: random.Random, at: datetime) -> NewPerson:
    sex = "F" if draw.random() < 0.62 else "M"
    born = (at - timedelta(days=draw.randint(62 * 365, 97 * 365))).date()
    return NewPerson(
        birth_name=names.family(draw),
        given_name=names.given(draw, sex, elder=True),
        birth_date=born.isoformat(),
        sex=sex,
        phone=f"+331990{draw.randint(80000, 99999)}",
        address=f"{draw.randint(1, 60)} rue des Acacias",
        commune_id=commune.pk,
    )


def _living(draw: random.Random, at: datetime) -> dict[str, object]:
    told: dict[str, object] = {"alone": draw.random() < 0.55}
    floor = draw.choice((0, 0, 1, 2, 3))
    if floor:
        told |= {"floor": floor, "no_lift": draw.random() < 0.6}
    told["hard_of_hearing"] = draw.random() < 0.3
    if draw.random() < 0.2:
        told["helper_until"] = (at + timedelta(days=draw.randint(1, 4))).date().isoformat()
    return {code: value for code, value in told.items() if value}
