"""A case brought to a meeting of a coordinator: who reads it, who does not."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care.actions import NewWord
from maillon.apps.directory.models import Organization
from maillon.apps.meetings import actions
from maillon.apps.meetings.actions import NewGuest, NewMeeting
from maillon.apps.meetings.models import AgendaItem, Meeting
from maillon.kernel.access import AccountViewer
from tests.factories import desk as situations
from tests.factories.circle import CircleWorld, account_with, circle_world
from tests.factories.desk import MORNING

__all__ = ["AFTER", "DECISION", "NOTE", "QUESTION", "CaseTable", "case_table"]

AFTER = MORNING + timedelta(hours=6)
QUESTION, NOTE, DECISION = "Zqquestion", "Zqnote", "Zqdecision"


@dataclass(frozen=True)
class CaseTable:
    """The coordinator who calls, the GP of the care team, a colleague who does not know her."""

    world: CircleWorld
    meeting: Meeting
    item: AgendaItem
    other: Account

    @property
    def by(self) -> AccountViewer:
        return self.world.by

    @property
    def stranger(self) -> AccountViewer:
        """Asked to the meeting, a stranger to the person."""
        return viewer_of(self.other, now=MORNING)

    def guest(self, account: Account) -> UUID:
        """The guest behind an account."""
        return self.meeting.guests.get(account=account).pk

    def hold(self, *, close: bool = True) -> None:
        """Note, decide, close."""
        by, pk = self.by, self.meeting.pk
        for guest in self.meeting.guests.all():
            actions.note_presence(guest_id=guest.pk, presence="present", by=by, now=AFTER)
        actions.write_notes(item_id=self.item.pk, seen="", text=NOTE, by=by, now=AFTER)
        actions.decide(
            meeting_id=pk, text=DECISION, owner_id=self.guest(self.world.doctor),
            item_id=self.item.pk, due_on=(AFTER + timedelta(days=9)).date(), by=by, now=AFTER,
        )  # fmt: skip
        if close:
            actions.close_minutes(meeting_id=pk, by=by, now=AFTER)


def case_table(rhythm: str = "") -> CaseTable:
    """A weekly meeting about cases, called for this afternoon."""
    world = circle_world()
    world.join("gp", NewWord("recognised", "voice"), practitioner_role_id=world.gp.pk)
    elsewhere: Organization = situations.organization("Cabinet voisin", "msp")
    other = account_with("Voisin d’essai", "practitioner", elsewhere)
    new = NewMeeting(
        organization_id=world.house.pk, kind="case", subject="Concertation", minutes=60,
        dates=[MORNING + timedelta(hours=4)], rhythm=rhythm, agenda=["Les congés"],
        guests=[NewGuest(account_id=world.doctor.pk), NewGuest(account_id=other.pk)],
    )  # fmt: skip
    meeting = actions.call_meeting(new=new, by=world.by, now=MORNING)
    item = actions.add_case(
        meeting_id=meeting.pk, case_id=world.patient.pk, title=QUESTION, by=world.by, now=MORNING
    )
    return CaseTable(world, meeting, item, other)
