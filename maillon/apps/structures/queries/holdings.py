import base64
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from maillon.apps.structures import access
from maillon.apps.structures.actions.holding import PARIS
from maillon.apps.structures.holdings import HOLDINGS
from maillon.apps.structures.models import Holding
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["HoldingLine", "holding_paper", "holdings", "house_of_holding", "owed_holdings"]


@dataclass(frozen=True, slots=True)
class HoldingLine:
    """A line as the team reads it; ``by``: the last day to decide, its notice taken off."""

    id: UUID
    kind: str
    title: str
    notes: tuple[tuple[str, str], ...]
    starts_on: date
    ends_on: date | None
    by: date | None
    proven: bool
    state: str  # running, soon, late, closed


def holdings(
    viewer: AccountViewer, organization_id: UUID, *, now: datetime
) -> tuple[HoldingLine, ...]:
    """What a structure holds, the nearest date first; ``NotFound`` for strangers."""
    access.require_reader(viewer, organization_id)
    today = now.astimezone(PARIS).date()
    rows = Holding.objects.of(organization_id).defer("content")
    return tuple(_line(one, today) for one in rows)


def _line(one: Holding, today: date) -> HoldingLine:
    kind, said = HOLDINGS[one.kind], json.loads(one.notes or "{}")
    words = {field.code: dict(field.choices) for field in kind.fields}
    notes = (
        (field.label, words[field.code].get(said.get(field.code, ""), said.get(field.code, "")))
        for field in kind.fields
    )
    by = one.ends_on - timedelta(days=one.notice_days) if one.ends_on else None
    return HoldingLine(
        one.pk, one.kind, one.title, tuple((label, told) for label, told in notes if told),
        one.starts_on, one.ends_on, by, bool(one.digest),
        _state(one, by, today, kind.ahead),
    )  # fmt: skip


def _state(one: Holding, by: date | None, today: date, ahead: timedelta) -> str:
    if one.closed_at is not None:
        return "closed"
    if by is None or by - max(ahead, timedelta(days=14)) > today:
        return "running"
    return "late" if by < today else "soon"


def house_of_holding(viewer: AccountViewer, holding_id: UUID) -> UUID:
    """The structure of a line, for who writes it; ``NotFound`` for anybody else."""
    found = Holding.objects.filter(pk=holding_id).values_list("organization_id", flat=True).first()
    if found is None:
        raise NotFound
    access.require_writer(viewer, found)
    return found


def holding_paper(viewer: AccountViewer, holding_id: UUID) -> tuple[bytes, str]:
    """The document of a line and its type; ``NotFound`` for strangers and where there is none."""
    found = Holding.objects.filter(pk=holding_id).exclude(digest="").first()
    if found is None:
        raise NotFound
    access.require_reader(viewer, found.organization_id)
    return base64.b64decode(found.content), found.media_type


def owed_holdings(
    viewer: AccountViewer, ids: Collection[UUID]
) -> dict[UUID, tuple[UUID, str, str]]:
    """Lines to look at again, in her structures: structure, what to do, about what."""
    rows = Holding.objects.filter(pk__in=ids, organization_id__in=access.read_by(viewer))
    return {
        one.pk: (one.organization_id, HOLDINGS[one.kind].todo, one.title)
        for one in rows.defer("content")
    }
