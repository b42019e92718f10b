"""What was said in meetings about the person of the circle, with its planted words."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from maillon.apps.care import actions as care
from maillon.apps.meetings import actions
from maillon.apps.meetings.models import Meeting
from maillon.kernel.access import AccountViewer
from maillon.kernel.chance import new_id
from tests.factories.desk import MORNING

if TYPE_CHECKING:
    from tests.access.cast import Tenant

__all__ = ["Spoken", "spoken_of"]

LATER = MORNING + timedelta(minutes=20)


@dataclass
class Spoken:
    """Closed minutes about her, a meeting to which she may be brought, and her circle's own."""

    minutes_id: UUID = field(default_factory=new_id)
    agenda_id: UUID = field(default_factory=new_id)
    circle_meeting_id: UUID = field(default_factory=new_id)


def spoken_of(tenant: "Tenant", by: AccountViewer) -> None:
    """Closed minutes where she is a case, a next meeting that waits, and one of her own circle."""
    tenant.spoken.minutes_id = _held(tenant, by).pk
    tenant.spoken.agenda_id = _called(tenant, by, "next").pk
    tenant.spoken.circle_meeting_id = care.prepare_circle_meeting(
        patient_id=tenant.patient_id, by=by, now=LATER,
        new=care.NewGathering(
            LATER + timedelta(days=2), [tenant.member_id],
            [("health", tenant.words["gather_point"])],
        ),
    ).pk  # fmt: skip


def _called(tenant: "Tenant", by: AccountViewer, subject: str) -> Meeting:
    guest = actions.NewGuest("Invité d’essai")
    new = actions.NewMeeting(
        organization_id=tenant.world.desk.organization_id, kind="case",
        subject=tenant.words[f"case_{subject}"], minutes=60, dates=[LATER], guests=[guest],
    )  # fmt: skip
    return actions.call_meeting(new=new, by=by, now=LATER)


def _held(tenant: "Tenant", by: AccountViewer) -> Meeting:
    words, meeting = tenant.words, _called(tenant, by, "subject")
    item = actions.add_case(
        meeting_id=meeting.pk, case_id=tenant.patient_id, title=words["case_question"], by=by,
        now=LATER,
    )  # fmt: skip
    for guest in meeting.guests.all():
        actions.note_presence(guest_id=guest.pk, presence="present", by=by, now=LATER)
    actions.write_notes(item_id=item.pk, seen="", text=words["case_note"], by=by, now=LATER)
    owner = meeting.guests.earliest("pk").pk
    actions.decide(
        meeting_id=meeting.pk, text=words["case_decision"], owner_id=owner, item_id=item.pk,
        due_on=(LATER + timedelta(days=9)).date(), by=by, now=LATER,
    )  # fmt: skip
    return actions.close_minutes(meeting_id=meeting.pk, by=by, now=LATER)
