"""The communes somebody means in haste: by a postal code, a name without its small words."""

from collections.abc import Iterable
from typing import Final

from django.db.models import F, Q

from maillon.apps.directory.geography.zones import within
from maillon.apps.directory.models import Commune, FormerCommune
from maillon.apps.directory.queries.communes import CommuneCard, card_of, spoken_name
from maillon.engines.common import haversine_km
from maillon.kernel.access import Viewer

__all__ = ["around", "communes_at", "communes_called"]

# She writes « rive gier », « horme »: politeness and the small words of a name look alike.
_SMALL: Final = frozenset(
    {"l", "le", "la", "les", "d", "de", "du", "des", "en", "sur", "sous", "au"}
)


def communes_at(viewer: Viewer, postal_code: str) -> tuple[CommuneCard, ...]:
    """Every commune of this postal code, the most peopled first; none for half a code."""
    if len(postal_code) != 5:
        return ()
    peopled_first = F("population").desc(nulls_last=True), "pk"
    rows = Commune.objects.filter(postal_codes__contains=postal_code).order_by(*peopled_first)
    return tuple(card_of(row) for row in rows)


def communes_called(
    viewer: Viewer,
    words: str,
    *,
    near: tuple[float, float] | None = None,
    within_km: float | None = None,
) -> tuple[CommuneCard, ...]:
    """Communes of exactly this name, present or former; « st » and small words do not matter.

    The nearest to ``near`` (longitude, latitude) first, else the most peopled. ``within_km``:
    no further than that from ``near``; a commune without a point is as far as can be.
    """
    wanted = _plain(words)
    if not wanted:
        return ()
    holds = Q(*(Q(folded_name__contains=word) for word in wanted.split()))
    former = FormerCommune.objects.select_related("commune").filter(holds).exclude(name="")
    found = {
        one.commune_id: card_of(one.commune, one.name)
        for one in former
        if _plain(one.folded_name) == wanted
    }
    names = Commune.objects.filter(holds).values_list("pk", "folded_name")
    same = [insee for insee, name in names if _plain(name) == wanted]
    found.update((row.pk, card_of(row)) for row in Commune.objects.filter(pk__in=same))
    if near is None:
        return tuple(sorted(found.values(), key=lambda one: -(one.population or 0)))
    far = {insee: _km(one, near) for insee, one in found.items()}
    ordered = sorted(found.values(), key=lambda one: far[one.insee])
    return tuple(one for one in ordered if within_km is None or far[one.insee] <= within_km)


def around(viewer: Viewer, places: Iterable[CommuneCard], km: float) -> set[str]:
    """These communes, and those whose point lies within ``km`` of one of them: INSEE codes."""
    found = set[str]()
    for one in places:
        found.add(one.insee)
        if one.lon is not None and one.lat is not None:
            found |= within(one.lon, one.lat, km).keys()
    return found


def _plain(words: str) -> str:
    return " ".join(word for word in spoken_name(words).split() if word not in _SMALL)


def _km(one: CommuneCard, near: tuple[float, float]) -> float:
    if one.lon is None or one.lat is None:
        return float("inf")
    return haversine_km(*near, one.lon, one.lat)
