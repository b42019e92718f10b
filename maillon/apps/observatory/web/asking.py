"""Which desk and which period an address asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from uuid import UUID

from maillon.apps.observatory.periods import KINDS, Kind, Period, around, free
from maillon.apps.observatory.queries.report import today_at
from maillon.errors import NotFound, Refused
from maillon.kernel.access import Viewer

__all__ = ["Asked", "asked", "query_of"]

DEFAULT: Kind = "month"


@dataclass(frozen=True, slots=True)
class Asked:
    """The desk (none named: the first one) and the period."""

    desk_id: UUID | None
    period: Period


def asked(viewer: Viewer, words: Mapping[str, str], *, now: datetime) -> Asked:
    """Read ``poste``, ``periode``, ``jour``, ``du``, ``au``; refused where they make no sense."""
    desk_id = _desk(words.get("poste", ""))
    today = today_at(viewer, desk_id, now=now)
    kind = words.get("periode", "") or DEFAULT
    if kind not in KINDS:
        raise Refused("period_unread")
    if kind == "free":
        return Asked(
            desk_id, free(_day(words.get("du", ""), today), _day(words.get("au", ""), today))
        )
    return Asked(desk_id, around(kind, _day(words.get("jour", ""), today)))  # type: ignore[arg-type]


def _desk(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise NotFound from None


def _day(text: str, otherwise: date) -> date:
    if not text:
        return otherwise
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refused("period_unread") from None
    if not 2000 <= day.year <= 2199:
        raise Refused("period_unread")
    return day


def query_of(desk_id: UUID, period: Period, **more: str) -> str:
    """The same desk and period as the words of an address."""
    words = {"poste": str(desk_id), "periode": period.kind}
    if period.kind == "free":
        words |= {"du": period.start.isoformat(), "au": period.last.isoformat()}
    else:
        words["jour"] = period.start.isoformat()
    return urlencode({**words, **more})
