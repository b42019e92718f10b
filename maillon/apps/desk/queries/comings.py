"""Who comes to a person's home by the desk, told to the room of her circle."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q

from maillon.apps.care.comings import Told
from maillon.apps.desk.models import Assignment, Need
from maillon.apps.desk.vocabulary import FREQUENCIES, NEEDS, PROFESSIONS, need_label

__all__ = ["comings"]

RECENT: Final = timedelta(days=92)  # care without an end is told again after a season
OPEN: Final = (Need.State.WAITING, Need.State.SEARCHING)
HELD: Final = (Need.State.FOUND, Need.State.BEGUN)


def comings(patient_id: UUID, now: datetime) -> Iterator[Told]:
    """Carers who accepted and whose care lasts, then needs for which somebody is looked for."""
    day = now.date()
    lasting = Q(ends_on=None, starts_on__gt=day - RECENT) | Q(ends_on__gte=day)
    needs = Need.objects.filter(lasting, request__patient_id=patient_id).order_by("starts_on")
    held = Assignment.objects.filter(
        need__in=needs.filter(state__in=HELD), withdrawn_at=None
    ).select_related("need", "responder")
    seen: set[tuple[UUID, UUID]] = set()
    for one in held.order_by("need__starts_on"):
        pair = (one.need_id, one.responder_id)
        if pair not in seen and not (one.need.frequency == "once" and one.need.starts_on < day):
            seen.add(pair)
            trade = PROFESSIONS.get(one.responder.profession, "")
            yield _told(one.need, one.responder.name, trade, one.responder.phone)
    for need in needs.filter(state__in=OPEN, request__closed_at=None):
        yield _told(need, "", "", "")


def _told(need: Need, who: str, trade: str, phone: str) -> Told:
    kind = NEEDS.get(need.code)
    return Told(
        who=who, trade=trade, phone=phone, what=need_label(need.code),
        theme="daily" if kind is not None and kind.daily else "health",
        how_often=FREQUENCIES.get(need.frequency, ""), starts_on=need.starts_on,
        ends_on=need.ends_on,
    )  # fmt: skip
