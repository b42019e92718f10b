from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from maillon.apps.governance.actions.owing import PARIS, today_of
from maillon.apps.governance.actions.seating import locked_body
from maillon.apps.governance.counting import Rule, Tally, decided, quorum_of
from maillon.apps.governance.models import Attendance, Ballot, GoverningBody, Motion
from maillon.apps.governance.vocabulary import CHOICES
from maillon.apps.governance.voters import voters
from maillon.apps.journal import actions as journal
from maillon.apps.journal.models import Entry
from maillon.apps.meetings.models import Meeting
from maillon.errors import Refused
from maillon.kernel.access import AccountViewer

__all__ = ["NewVote", "record_vote"]


@dataclass(frozen=True, slots=True)
class NewVote:
    """A vote as it was held. By name: ``ballots``. Secret: who was there, and three sums."""

    text: str
    day: date
    secret: bool
    ballots: Mapping[UUID, str] = field(default_factory=dict)
    present: Collection[UUID] = ()
    sums: tuple[int, int, int] = (0, 0, 0)  # for, against, abstention
    meeting_id: UUID | None = None


def record_vote(*, body_id: UUID, new: NewVote, by: AccountViewer, now: datetime) -> Motion:
    """Write a vote and what it decides by the body's own rule. A secret one stores no voice of
    anybody, whatever was sent.

    Raises ``NotFound`` for who does not write this structure, ``Refused``: ``vote_wordless``,
    ``vote_later``, ``vote_nobody``, ``vote_stranger``, ``vote_sum``, ``vote_meeting``.
    """
    if not new.text.strip():
        raise Refused("vote_wordless")
    if new.day > today_of(now):
        raise Refused("vote_later")
    with transaction.atomic():
        body = locked_body(body_id, by)
        meeting = _meeting(body, new.meeting_id)
        there, tally = _counted(body, new)
        motion = Motion(
            body=body, meeting=meeting, text=new.text.strip()[:2000], day=new.day,
            secret=new.secret, eligible=tally.eligible, present=tally.present, yes=tally.yes,
            no=tally.no, abstain=tally.abstain, majority=body.majority, written_at=now,
            quorum=quorum_of(tally.eligible, body.quorum_percent),
            result=decided(Rule(body.quorum_percent, body.majority), tally),
        )  # fmt: skip
        motion.entry = _tell(body, motion, meeting, by, now)
        motion.save(force_insert=True)
        # In the order of ids, drawn at random: the rows tell no order of voting.
        Attendance.objects.bulk_create(
            Attendance(motion=motion, member_id=pk) for pk in sorted(there)
        )
        if not new.secret:
            Ballot.objects.bulk_create(
                Ballot(motion=motion, member_id=pk, choice=said) for pk, said in new.ballots.items()
            )
    return motion


def _counted(body: GoverningBody, new: NewVote) -> tuple[set[UUID], Tally]:
    may = {one.pk for one in voters(body, new.day)}
    there = set(new.present) if new.secret else set(new.ballots)
    if not there:
        raise Refused("vote_nobody")
    if there - may or set(new.ballots.values()) - set(CHOICES):
        raise Refused("vote_stranger")
    said = list(new.ballots.values())
    yes, no, abstain = new.sums if new.secret else tuple(said.count(code) for code in CHOICES)
    if min(yes, no, abstain) < 0 or yes + no + abstain != len(there):
        raise Refused("vote_sum", sum=yes + no + abstain, present=len(there))
    return there, Tally(len(may), len(there), yes, no, abstain)


def _meeting(body: GoverningBody, meeting_id: UUID | None) -> Meeting | None:
    if meeting_id is None:
        return None
    found = Meeting.objects.filter(
        pk=meeting_id, organization_id=body.organization_id, kind__in=("team", "partners"),
        cancelled_at=None,
    ).first()  # fmt: skip
    if found is None:
        raise Refused("vote_meeting")
    return found


def _tell(
    body: GoverningBody, motion: Motion, meeting: Meeting | None, by: AccountViewer, now: datetime
) -> Entry:
    subjects = [("motion", motion.pk), ("body", body.pk)]
    if meeting is not None:
        subjects.append(("meeting", meeting.pk))
    return journal.record(
        act="governance.vote_recorded", organization_id=body.organization_id, by=by, now=now,
        occurred_at=min(datetime.combine(motion.day, time(12), PARIS), now), subjects=subjects,
        data={"body": body.kind, "result": motion.result, "secret": motion.secret,
              "present": motion.present},
        documents=[meeting.digest] if meeting is not None and meeting.digest else [],
    )  # fmt: skip
