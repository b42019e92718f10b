"""The communes that a carer types on her page, one after the other, as one says them."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from django.forms import ValidationError

from maillon.apps.desk.queries.enrolments import MyPage
from maillon.apps.directory.queries import (
    CommuneCard,
    communes_at,
    communes_called,
    communes_matching,
)
from maillon.engines.common import haversine_km
from maillon.kernel.access import LinkViewer

__all__ = ["LONGEST", "places_typed"]

LONGEST: Final = 20_000  # characters: far beyond what a page ever shows of a zone
MOST_NEW: Final = 40  # names or codes at once, each of them looked up
FAR_KM: Final = 100
_BETWEEN: Final = re.compile(r"[,;\n]")
_CODE: Final = re.compile(r"(?<!\d)\d{5}(?!\d)")


def places_typed(viewer: LinkViewer, page: MyPage, told: str) -> tuple[str, ...]:
    """INSEE codes, each once, in the order typed; what was left as shown stands for the same.

    Raises ``ValidationError`` for what names no commune, one far away, or too many at once.
    """
    words = list(_split(told))
    if sum(one not in page.places for one in words) > MOST_NEW:
        raise ValidationError(f"Ajoutez au plus {MOST_NEW} communes ou codes postaux à la fois.")
    found: list[str] = []
    for one in words:
        kept = page.places.get(one)
        found += kept or [place.insee for place in _found(viewer, page, one)]
    return tuple(dict.fromkeys(found))


def _split(told: str) -> Iterator[str]:
    """Commas part names; codes alone may be parted by a space."""
    for part in _BETWEEN.split(told):
        only_codes = not _CODE.sub("", part).strip()
        yield from _CODE.findall(part) if only_codes else [part.strip()]


def _found(viewer: LinkViewer, page: MyPage, words: str) -> Sequence[CommuneCard]:
    codes = _CODE.findall(words)
    name = " ".join(re.sub(r"[()]", " ", _CODE.sub(" ", words)).split())
    if len(codes) > 1:
        raise ValidationError(f"« {words} » : séparez les communes par des virgules.")
    if not name:
        places: Sequence[CommuneCard] = communes_at(viewer, codes[0]) if codes else ()
    else:
        places = _called(viewer, page, name, *codes)
    if not places:
        raise ValidationError(f"« {words} » n’est pas une commune connue.")
    return places


def _called(viewer: LinkViewer, page: MyPage, name: str, code: str = "") -> Sequence[CommuneCard]:
    """The one of that name nearest to where she works; one far away needs its postal code."""
    places = communes_called(viewer, name, near=page.near)
    if not places and not name.isdigit():
        places = communes_matching(viewer, name, limit=400, near=page.near)
    if code:
        return [one for one in places if code in one.postal_codes][:1]
    if places and _is_far(places[0], page.near):
        raise ValidationError(
            f"« {name} » : nous ne connaissons que {places[0].label}, loin d’ici. "
            "Si c’est bien elle, donnez son code postal."
        )
    return places[:1]


def _is_far(place: CommuneCard, near: tuple[float, float] | None) -> bool:
    if near is None or place.lon is None or place.lat is None:
        return False
    return haversine_km(*near, place.lon, place.lat) > FAR_KM
