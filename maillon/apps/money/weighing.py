"""What each member weighs in a share-out, from the journal or as typed."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from maillon.apps.contracts.knowing import PARIS
from maillon.apps.contracts.presence import presence
from maillon.apps.money.sharing import Part, Weightless, share
from maillon.apps.money.vocabulary import TYPED_KEYS
from maillon.apps.structures.models import Member
from maillon.errors import NotFound, Refused
from maillon.kernel.crypto import fold

__all__ = ["weighed"]


def weighed(
    organization_id: UUID, year: int, key: str, euros: Decimal, chosen: Mapping[UUID, Decimal],
    now: datetime,
) -> tuple[Part, ...]:  # fmt: skip
    """The parts of a sum by a key, members in the order of their names; the caller has checked the
    right to it. Raises ``NotFound`` for a member of another structure,
    ``Refused('share_weightless')``.
    """
    rows = Member.objects.of(organization_id).filter(pk__in=list(chosen))
    team = sorted(rows, key=lambda one: (fold(one.name.split()[-1]), fold(one.name)))
    if len(team) != len(chosen):
        raise NotFound
    if key in TYPED_KEYS:
        weights = dict(chosen)
    elif key == "presence":
        weights = dict(_minutes(organization_id, year, now))
    else:
        weights = dict.fromkeys(chosen, Decimal(1))
    try:
        return share(euros, [(one.pk, weights.get(one.pk, Decimal(0))) for one in team])
    except Weightless as error:
        raise Refused("share_weightless") from error


def _minutes(organization_id: UUID, year: int, now: datetime) -> dict[UUID, Decimal]:
    """Minutes of presence of each member in a year, each counted once."""
    found: dict[UUID, Decimal] = defaultdict(Decimal)
    told = presence(organization_id, year, now.astimezone(PARIS).date())
    for line in (one.line for one in told.owed.lines):
        if line.member is not None:
            found[line.member] += line.counted
    return found
