"""What a carer was asked and took, beside the median of her colleagues.

No request can be recognised in it: no need, no place, no person. A median is told only over at
least eleven colleagues, so that it is nobody's own figure (ADR 0019).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any, Final
from uuid import UUID

from maillon.apps.desk.models import Assignment, Offer
from maillon.apps.directory.models import CoverageCommune, Responder
from maillon.engines.dispatch.declared import declared_hours
from maillon.engines.secrecy import FLOOR
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer, LinkViewer

__all__ = ["PERIODS", "Asked", "Medians", "Received", "received"]

PERIODS: Final = (1, 4, 13)  # weeks
LATEST: Final = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """One offer she received: when, how, what became of it, and why her."""

    made_at: datetime
    timezone: str
    channel: str  # sms, call
    outcome: str  # accepted, declined, silent, taken, withdrawn, open
    minutes: int | None  # to her answer
    reasons: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Medians:
    """Of her colleagues, ``count`` of them; ``hours`` is ``None`` where too few told theirs."""

    count: int
    asked: float
    taken: float
    capacity: float
    hours: float | None


@dataclass(frozen=True, slots=True)
class Received:
    """Her own figures over the last ``weeks``; ``colleagues`` is ``None`` under eleven of them.

    ``hours``: a week, ``None`` where she told none. ``outcomes`` adds up to ``asked``.
    """

    weeks: int
    since: datetime
    until: datetime
    asked: int
    outcomes: Mapping[str, int]
    taken: int
    capacity: int
    hours: int | None
    latest: tuple[Asked, ...]
    colleagues: Medians | None
    lines: tuple[tuple[UUID, str], ...]  # the lines she may read, when she has several
    line: UUID


def received(
    viewer: AccountViewer | LinkViewer, *, weeks: int, now: datetime, line: UUID | None = None
) -> Received:
    """Her own page; ``NotFound`` for a line that is not hers, and for a link of another kind."""
    hers = _own(viewer)
    chosen = next((one for one in hers if line in (None, one.pk)), None)
    if chosen is None:
        raise NotFound
    since = now - timedelta(weeks=weeks)
    offers = _offers([chosen.pk], since, now).select_related("need__request__desk")
    rows = [_asked(offer) for offer in offers.order_by("-made_at")]
    return Received(
        weeks=weeks,
        since=since,
        until=now,
        asked=len(rows),
        outcomes=Counter(row.outcome for row in rows),
        taken=_taken([chosen.pk], since, now)[chosen.pk],
        capacity=chosen.weekly_capacity,
        hours=_hours(chosen.works),
        latest=tuple(rows[:LATEST]),
        colleagues=_medians(_colleagues(chosen), since, now),
        lines=tuple((one.pk, one.name) for one in hers) if len(hers) > 1 else (),
        line=chosen.pk,
    )


def _own(viewer: AccountViewer | LinkViewer) -> list[Responder]:
    ids = {viewer.responder_id} if isinstance(viewer, LinkViewer) else {*viewer.responder_ids}
    if isinstance(viewer, LinkViewer) and viewer.purpose != "enrolment":
        return []
    known = [pk for pk in ids if pk is not None]
    return list(Responder.objects.filter(pk__in=known).order_by("name", "pk"))


def _offers(ids: Iterable[UUID], since: datetime, now: datetime) -> Any:
    return Offer.objects.filter(responder_id__in=list(ids), made_at__gt=since, made_at__lte=now)


def _taken(ids: Iterable[UUID], since: datetime, now: datetime) -> Counter[UUID]:
    held = Assignment.objects.filter(
        responder_id__in=list(ids), accepted_at__gt=since, accepted_at__lte=now
    )
    return Counter(held.values_list("responder_id", flat=True))


def _asked(offer: Offer) -> Asked:
    answered = offer.answered_at if offer.state in ("accepted", "declined") else None
    return Asked(
        made_at=offer.made_at,
        timezone=offer.need.request.desk.timezone,
        channel=offer.channel,
        outcome=_outcome(offer),
        minutes=round((answered - offer.made_at) / timedelta(minutes=1)) if answered else None,
        reasons=tuple(offer.reasons),
    )


def _outcome(offer: Offer) -> str:
    """A call that nobody answered is silence, not a refusal."""
    if offer.state == "expired" or offer.refusal == "no_answer":
        return "silent"
    return offer.state


def _hours(works: Mapping[str, Any] | None) -> int | None:
    return declared_hours(works["days"], works["parts"]) if works else None


def _colleagues(line: Responder) -> list[Responder]:
    """Those of her profession whom the desk may ask in at least one commune of her zone."""
    ground = CoverageCommune.objects.filter(responder=line, near=False).values("commune")
    there = CoverageCommune.objects.filter(near=False, commune__in=ground).values("responder")
    others = Responder.objects.filter(
        profession=line.profession, enrolled_at__isnull=False, opted_out_at=None,
        practitioner_role__ended_on=None, pk__in=there,
    )  # fmt: skip
    return list(others.exclude(pk=line.pk))


def _medians(others: Sequence[Responder], since: datetime, now: datetime) -> Medians | None:
    if len(others) < FLOOR:
        return None
    ids = [one.pk for one in others]
    asked = Counter(_offers(ids, since, now).values_list("responder_id", flat=True))
    taken = _taken(ids, since, now)
    hours = [told for one in others if (told := _hours(one.works)) is not None]
    return Medians(
        count=len(others),
        asked=median(asked[pk] for pk in ids),
        taken=median(taken[pk] for pk in ids),
        capacity=median(one.weekly_capacity for one in others),
        hours=median(hours) if len(hours) >= FLOOR else None,
    )
