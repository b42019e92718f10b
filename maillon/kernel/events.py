"""Live pages: a version row per topic, bumped in the transaction of the change."""

from collections.abc import Iterable

from django.db.models import F

from maillon.kernel.models import Version

__all__ = ["bump", "numbers"]


def bump(topic: str) -> None:
    """Say that what ``topic`` shows has changed; call inside the transaction."""
    if Version.objects.filter(topic=topic).update(number=F("number") + 1):
        return
    _, created = Version.objects.get_or_create(topic=topic, defaults={"number": 1})
    if not created:
        Version.objects.filter(topic=topic).update(number=F("number") + 1)


def numbers(topics: Iterable[str]) -> dict[str, int]:
    """The present number of each topic; a topic never bumped is absent."""
    return dict(Version.objects.filter(topic__in=list(topics)).values_list("topic", "number"))
