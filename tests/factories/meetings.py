"""Named situations of meetings. Every person is invented."""

from dataclasses import dataclass
from datetime import timedelta

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.meetings import actions
from maillon.apps.meetings.actions import NewGuest, NewMeeting
from maillon.apps.meetings.models import Guest, Meeting
from maillon.kernel.access import AccountViewer
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

__all__ = ["AFTER", "AT_NOON", "Table", "around_a_table", "held", "new"]

AT_NOON = MORNING + timedelta(hours=4)
AFTER = AT_NOON + timedelta(hours=2)


@dataclass(frozen=True)
class Table:
    """A meeting with its organizer, a colleague, and a guest without account."""

    world: DeskWorld
    meeting: Meeting
    by: AccountViewer

    @property
    def colleague(self) -> AccountViewer:
        return viewer_of(self.world.colleague, now=MORNING)

    def guest(self, name: str) -> Guest:
        """The guest of this name."""
        return next(one for one in self.meeting.guests.all() if one.name == name)

    @property
    def outsider(self) -> Guest:
        return self.guest("Camille Essai")


def new(world: DeskWorld, **changed: object) -> NewMeeting:
    """A team meeting at noon with a colleague and an outsider."""
    given: dict[str, object] = {
        "organization_id": world.desk.organization_id,
        "kind": "team",
        "subject": "Sorties du vendredi",
        "minutes": 60,
        "dates": [AT_NOON],
        "guests": [
            NewGuest(account_id=world.colleague.pk),
            NewGuest("Camille Essai", "camille@exemple.test"),
        ],
        "agenda": ["Les retours de la semaine", "Le protocole pansements"],
        "place": "Salle du bas",
        **changed,
    }
    return NewMeeting(**given)  # type: ignore[arg-type]


def around_a_table(world: DeskWorld | None = None, **changed: object) -> Table:
    """A meeting called by the agent of a desk."""
    world = world or situations.saint_chamond()
    meeting = actions.call_meeting(new=new(world, **changed), by=world.by, now=MORNING)
    return Table(world, meeting, world.by)


def held(table: Table, *, owner: str = "Camille Essai") -> Table:
    """The same, held and closed, with one decision."""
    by = table.by
    for guest in table.meeting.guests.all():
        actions.note_presence(guest_id=guest.pk, presence="present", by=by, now=AFTER)
    actions.decide(
        meeting_id=table.meeting.pk, text="Appeler le service chaque jeudi",
        owner_id=table.guest(owner).pk, due_on=(AFTER + timedelta(days=7)).date(), by=by, now=AFTER,
        item_id=table.meeting.agenda.earliest("position").pk,
    )  # fmt: skip
    actions.close_minutes(meeting_id=table.meeting.pk, by=by, now=AFTER)
    table.meeting.refresh_from_db()
    return table


def account_of(viewer: AccountViewer) -> Account:
    """The account behind a viewer."""
    return Account.objects.get(pk=viewer.account_id)
