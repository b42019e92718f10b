"""A commune: who practises there, and which structures stand there."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max

from maillon.apps.directory.models import Commune, PractitionerRole
from maillon.apps.directory.queries.communes import CommuneCard, commune
from maillon.kernel.access import Viewer
from maillon.kernel.crypto import fold

__all__ = ["PlaceCard", "Practising", "place"]


@dataclass(frozen=True, slots=True)
class Practising:
    """How many of one profession practise in a commune, and how many a desk may ask."""

    profession: str
    label: str
    count: int
    enrolled: int
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """A commune in force and who practises in it, the most numerous first."""

    commune: CommuneCard
    source: str
    as_of: date
    practising: tuple[Practising, ...]


def place(viewer: Viewer, insee: str) -> PlaceCard:
    """The commune of this code, followed through mergers; raises ``NotFound``."""
    card = commune(viewer, insee)
    told = Commune.objects.values_list("source", "as_of").get(pk=card.insee)
    return PlaceCard(card, *told, practising=_practising(card.insee))


def _practising(insee: str) -> tuple[Practising, ...]:
    """Persons and not sites: who has two of them in the commune counts once."""
    rows = (
        PractitionerRole.objects.filter(commune_id=insee, ended_on=None)
        .values("profession")
        .annotate(
            label=Max("profession_label"),
            count=Count("practitioner", distinct=True),
            enrolled=Count("responder", distinct=True),
            source=Max("source"),
            as_of=Max("as_of"),
        )
        .order_by()
    )
    found = [Practising(**row) for row in rows]
    return tuple(sorted(found, key=lambda one: (-one.count, fold(one.label))))
