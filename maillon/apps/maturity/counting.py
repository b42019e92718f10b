"""What the journal tells of a structure's year, for its vitality."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from maillon.apps.journal.models import Entry, Participant, Subject
from maillon.apps.maturity.vitality import Counts
from maillon.apps.meetings.acts import HELD
from maillon.apps.structures.models import Member
from maillon.apps.structures.registers import act_code

__all__ = ["counts"]

MEETINGS: Final = frozenset(one.code for one in HELD.values())
PROTOCOLS: Final = (act_code("protocol"), act_code("national_protocol"))
OFTEN: Final = 3  # times somebody came to count as one who comes


def _standing(organization_id: UUID, since: datetime, now: datetime) -> QuerySet[Entry]:
    return Entry.objects.filter(
        credits__organization_id=organization_id, cancels=None, cancelled_by=None,
        occurred_at__gt=since, occurred_at__lte=now,
    )  # fmt: skip


def counts(organization_id: UUID, now: datetime) -> Counts:
    """A structure's last twelve months; the caller has checked the right to them."""
    acts = _standing(organization_id, now - timedelta(days=365), now)
    held = acts.filter(act__in=MEETINGS)
    team = Member.objects.of(organization_id).on(now.date())
    accounts = set(team.exclude(account=None).values_list("account_id", flat=True))
    came = Counter(
        Participant.objects.filter(entry__in=held, kind="account", object_id__in=accounts)
        .values_list("object_id", flat=True)
    )  # fmt: skip
    told = list(acts.filter(act="meetings.settled").values_list("data", flat=True))
    helped = Subject.objects.filter(kind="patient", entry__in=acts.filter(kind="pathway"))
    return Counts(
        meetings=held.count(), came=sum(times >= OFTEN for times in came.values()),
        team=len(accounts), protocols=acts.filter(act__in=PROTOCOLS).count(),
        persons=helped.values("object_id").distinct().count(),
        done=sum(one.get("outcome") == "done" for one in told), settled=len(told),
    )  # fmt: skip
