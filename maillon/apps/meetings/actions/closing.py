from collections.abc import Iterable, Sequence
from datetime import datetime, time
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from maillon.apps.accounts.queries import account_cards
from maillon.apps.journal import actions as journal
from maillon.apps.journal.models import Entry
from maillon.apps.meetings import access, cases
from maillon.apps.meetings.acts import HELD
from maillon.apps.meetings.models import AgendaItem, DateOption, Decision, Guest, Meeting
from maillon.apps.meetings.paper import fingerprint
from maillon.apps.meetings.rhythm import next_moment
from maillon.apps.tasks import actions as tasks
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["close_minutes", "follow_up", "settle_decision", "write_act"]


def close_minutes(*, meeting_id: UUID, by: AccountViewer, now: datetime) -> Meeting:
    """End the meeting: the minutes do not change any more, decisions become tasks.

    The journal gets the act with who came and for how long, each once, and the fingerprint
    of the minutes; a meeting with a rhythm calls the next one. Raises ``Refused`` before the
    start, without a date, or with nobody there.
    """
    with transaction.atomic():
        meeting = access.require_change(by, meeting_id)
        if meeting.starts_at is None:
            raise Refused("meeting_date_not_chosen")
        if now < meeting.starts_at:
            raise Refused("meeting_not_begun")
        came = [guest for guest in meeting.guests.all() if guest.came]
        if not came:
            raise Refused("meeting_nobody_came")
        for decision in meeting.decisions.filter(task=None).select_related("owner"):
            _open_task(meeting, decision, by, now)
        meeting.closed_at, meeting.digest = now, fingerprint(meeting)
        meeting.save(update_fields=["closed_at", "digest"])
        told = [("patient", pk) for pk in cases.persons(meeting.pk)]
        write_act(meeting, came, by, now, subjects=[("meeting", meeting.pk), *told])
        cases.moved(meeting.pk)
        if meeting.rhythm and not Meeting.objects.filter(follows=meeting).exists():
            day = next_moment(meeting.starts_at, meeting.timezone, meeting.rhythm)
            follow_up(meeting_id=meeting.pk, dates=[day], by=by, now=now)
    return meeting


def _open_task(meeting: Meeting, decision: Decision, by: AccountViewer, now: datetime) -> None:
    account = decision.owner.account_id
    owner = (
        tasks.Owner(account_id=account)
        if account
        else tasks.Owner(group="organization", group_id=meeting.organization_id)
    )
    evening = datetime.combine(decision.due_on, time(18), ZoneInfo(meeting.timezone))
    decision.task = tasks.open_task(
        kind="meetings.decision",
        organization_id=meeting.organization_id,
        owner=owner,
        origin=("decision", decision.pk),
        due_at=evening,
        by=by,
        now=now,
    )
    decision.save(update_fields=["task"])


def write_act(
    meeting: Meeting, came: Sequence[Guest], by: AccountViewer, now: datetime, *,
    subjects: Iterable[tuple[str, UUID]], credits: Iterable[UUID] = (),
) -> Entry:  # fmt: skip
    """The act of a meeting in the journal: who came, for how long, the fingerprint of its
    minutes; in the caller's transaction.
    """
    spent = Decimal(meeting.minutes)
    return journal.record(
        act=HELD[meeting.kind].code,
        organization_id=meeting.organization_id,
        by=by,
        now=now,
        occurred_at=meeting.starts_at,
        subjects=subjects,
        credits=credits,
        participants=[
            ("account", guest.account_id, spent) if guest.account_id else ("guest", guest.pk, spent)
            for guest in came
        ],
        minutes=spent,
        data={"present": len(came), "decisions": meeting.decisions.count()},
        documents=[meeting.digest],
    )


def settle_decision(*, decision_id: UUID, outcome: str, by: AccountViewer, now: datetime) -> None:
    """Say what became of a decision, once: ``done`` or ``dropped``; its task closes.

    By its owner, or by somebody who may write the meeting.
    """
    with transaction.atomic():
        known = Decision.objects.select_related("owner", "meeting", "task")
        found = known.filter(pk=decision_id).first()
        if found is None:
            raise NotFound
        access.require_reader(by, found.meeting_id)
        hers = found.task is not None and found.task.owner_account_id == by.account_id
        if not hers and found.owner.account_id != by.account_id:
            access.require_caller(by, found.meeting_id)
        if found.task_id is None or found.outcome:
            raise Refused("decision_settled")
        tasks.close_task(task_id=found.task_id, outcome=outcome, by=by, now=now)
        found.outcome = outcome
        found.save(update_fields=["outcome"])
        journal.record(
            act="meetings.settled",
            organization_id=found.meeting.organization_id,
            by=by,
            now=now,
            subjects=[("meeting", found.meeting_id)],
            data={"outcome": outcome},
        )
        cases.moved(found.meeting_id)


def follow_up(
    *, meeting_id: UUID, dates: list[datetime], by: AccountViewer, now: datetime
) -> Meeting:
    """Call the next meeting of the series: same people, same length, and an agenda that opens
    with what was decided and is not done, then the cases nobody came to. ``Refused``:
    ``meeting_followed`` the second time, and where the person says who comes.
    """
    with transaction.atomic():
        last = access.require_caller(by, meeting_id)
        if last.closed_at is None:
            raise Refused("meeting_still_open")
        if not dates:
            raise Refused("meeting_without_date")
        cases.guard(last.pk)
        if Meeting.objects.filter(follows=last).exists():
            raise Refused("meeting_followed")
        dates = sorted(set(dates))
        new = Meeting(
            organization_id=last.organization_id, kind=last.kind, subject=last.subject,
            place=last.place, link=last.link, timezone=last.timezone, minutes=last.minutes,
            rhythm=last.rhythm,
            starts_at=dates[0] if len(dates) == 1 else None, organizer_id=by.account_id,
            follows=last, created_at=now,
        )  # fmt: skip
        new.save(force_insert=True)
        _carried(last, new, dates if len(dates) > 1 else [], by)
        journal.record(
            act="meetings.planned",
            organization_id=new.organization_id,
            by=by,
            now=now,
            subjects=[("meeting", new.pk), ("meeting", last.pk)],
            data={"kind": new.kind},
        )
    return new


def _carried(last: Meeting, new: Meeting, dates: list[datetime], by: AccountViewer) -> None:
    guests = list(last.guests.all())
    if by.account_id not in {guest.account_id for guest in guests}:
        name = account_cards({by.account_id})[by.account_id].name
        Guest.objects.create(meeting=new, account_id=by.account_id, name=name, position=0)
    for guest in guests:
        Guest.objects.create(
            meeting=new, account_id=guest.account_id, name=guest.name, email=guest.email,
            position=guest.position,
        )  # fmt: skip
    for day in dates:
        DateOption.objects.create(meeting=new, starts_at=day)
    _agenda(last, new)


def _agenda(last: Meeting, new: Meeting) -> None:
    """What was decided and is not done, each in its case; then the cases nobody came to."""
    waiting = last.decisions.filter(outcome="").select_related("owner", "item")
    points: list[tuple[AgendaItem | None, AgendaItem]] = [
        (one.item, AgendaItem(title=_title(one), about=one)) for one in waiting
    ]
    untouched = last.agenda.filter(is_case=True, decisions=None)
    points += [(one, AgendaItem(title=one.title)) for one in untouched if not one.notes]
    for place, (before, point) in enumerate(points, 1):
        point.meeting, point.position = new, place
        point.is_case = before is not None and before.is_case
        point.save(force_insert=True)
    cases.carry((before.pk, one.pk) for before, one in points if before and before.is_case)


def _title(decision: Decision) -> str:
    return f"{decision.text} ({decision.owner.name}, pour le {decision.due_on:%d/%m/%Y})"
