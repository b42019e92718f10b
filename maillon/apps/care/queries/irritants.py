"""What a structure's professionals lose their time on: sums, nobody named."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from uuid import UUID

from maillon.apps.care import working
from maillon.apps.care.actions.irritants import UNDO
from maillon.apps.care.irritants import FREQUENCIES, KINDS, monthly
from maillon.apps.care.models import Irritant
from maillon.apps.directory.models import Organization
from maillon.kernel.access import AccountViewer, Viewer

__all__ = ["IrritantPage", "IrritantSum", "irritants", "may_undo", "workplaces"]

LOOKED_BACK: Final = timedelta(days=365)
SHOWN: Final = 6  # words of one kind


@dataclass(frozen=True, slots=True)
class IrritantSum:
    """One kind: how many times it was said, by how many professionals, minutes a month."""

    kind: str
    label: str
    said: int
    people: int
    minutes: int
    monthly: int
    often: str  # the most usual frequency
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IrritantPage:
    """The kinds said within a year, the heaviest first."""

    organization: str
    since: datetime
    sums: tuple[IrritantSum, ...]

    @property
    def said(self) -> int:
        """How many times something was said."""
        return sum(one.said for one in self.sums)

    @property
    def monthly(self) -> int:
        """Minutes a month, all kinds."""
        return sum(one.monthly for one in self.sums)


def irritants(
    viewer: Viewer, *, now: datetime, organization_id: UUID | None = None
) -> IrritantPage:
    """The sums of a structure for who coordinates or manages it; ``NotFound`` for anybody else.

    What one professional said again of one kind replaces what she said before: her time is
    counted once.
    """
    house = working.require_led(viewer, organization_id)
    since = now - LOOKED_BACK
    rows = Irritant.objects.filter(organization_id=house, at__gt=since).order_by("at")
    kinds: dict[str, list[Irritant]] = defaultdict(list)
    for row in rows:
        kinds[row.kind].append(row)
    sums = [_sum(kind, found) for kind, found in kinds.items()]
    sums.sort(key=lambda one: (-one.monthly, one.label))
    return IrritantPage(Organization.objects.get(pk=house).name, since, tuple(sums))


def _sum(kind: str, rows: list[Irritant]) -> IrritantSum:
    latest = {row.account_id: row for row in rows}
    lost = sum((monthly(row.minutes, row.frequency) for row in latest.values()), Decimal(0))
    said = [row.frequency for row in latest.values()]
    usual = max(FREQUENCIES, key=said.count)
    words = dict.fromkeys(row.words for row in reversed(rows) if row.words)
    return IrritantSum(
        kind=kind,
        label=KINDS[kind],
        said=len(rows),
        people=len(latest),
        minutes=sum(row.minutes for row in latest.values()),
        monthly=int(lost.quantize(Decimal(1), ROUND_HALF_UP)),
        often=FREQUENCIES[usual],
        words=tuple(words)[:SHOWN],
    )


def may_undo(viewer: AccountViewer, irritant_id: UUID, *, now: datetime) -> bool:
    """Whether she said this herself, a moment ago."""
    mine = Irritant.objects.filter(pk=irritant_id, account_id=viewer.account_id)
    return mine.filter(at__gte=now - UNDO).exists()


def workplaces(viewer: Viewer) -> tuple[tuple[UUID, str], ...]:
    """The structures where the viewer works, in the order of her roles."""
    names = dict(
        Organization.objects.filter(pk__in=working.worked(viewer)).values_list("pk", "name")
    )
    return tuple((pk, names[pk]) for pk in working.worked(viewer))
