"""Live pages: a version row per topic, bumped in the transaction of the change."""

from collections.abc import Iterable
from typing import Final

from django.db.models import F

from maillon.kernel.models import Version
from maillon.kernel.prepared import Change, Prepared

__all__ = ["bump", "number", "numbers"]

_NUMBER: Final = Prepared(
    lambda topic: Version.objects.filter(topic=topic).values_list("number"), str
)

_BUMPED: Final = Change(
    lambda topic: (Version.objects.filter(topic=topic), {"number": F("number") + 1}), str
)


def bump(topic: str) -> None:
    """Say that what ``topic`` shows has changed; call inside the transaction."""
    if _BUMPED.done(topic):
        return
    _, created = Version.objects.get_or_create(topic=topic, defaults={"number": 1})
    if not created:
        _BUMPED.done(topic)


def numbers(topics: Iterable[str]) -> dict[str, int]:
    """The present number of each topic; a topic never bumped is absent."""
    return dict(Version.objects.filter(topic__in=list(topics)).values_list("topic", "number"))


def number(topic: str) -> int:
    """The present number of one topic; 0 when it was never bumped."""
    found = _NUMBER.rows(topic)
    return int(found[0][0]) if found else 0
