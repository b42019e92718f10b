"""A meeting, from the date chosen together to the decisions that somebody does."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail

from maillon.apps.journal.models import Entry
from maillon.apps.meetings import actions, queries
from maillon.apps.meetings.actions import NewGuest
from maillon.apps.meetings.invariants import INVARIANTS
from maillon.apps.meetings.models import AgendaItem, Guest, Meeting
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused
from maillon.kernel import jobs
from maillon.kernel.access import AccountViewer
from tests.factories import desk as situations
from tests.factories.desk import MORNING
from tests.factories.meetings import AFTER, AT_NOON, around_a_table, held, new

pytestmark = pytest.mark.django_db
TWO_DAYS = [AT_NOON, AT_NOON + timedelta(days=1)]


def refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda error: error.code == code)


def test_whoever_calls_is_the_first_guest_and_nobody_is_told_yet() -> None:
    table = around_a_table()
    names = [guest.name for guest in table.meeting.guests.all()]
    assert names[0] == table.world.agent.name
    assert names[1:] == [table.world.colleague.name, "Camille Essai"]
    assert mail.outbox == []
    assert Entry.objects.get(act="meetings.planned").subjects.get().object_id == table.meeting.pk


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"dates": []}, "meeting_without_date"), ({"guests": []}, "meeting_without_guest"),
     ({"agenda": ["un point"] * 51}, "meeting_too_many")],
)  # fmt: skip
def test_a_meeting_without_what_makes_one_is_refused_and_nothing_is_written(
    changed: dict[str, object], code: str
) -> None:
    world = situations.saint_chamond()
    with refused(code):
        actions.call_meeting(new=new(world, **changed), by=world.by, now=MORNING)
    assert not Meeting.objects.exists()


def test_the_same_page_sent_twice_is_one_meeting_and_nobody_takes_anothers() -> None:
    world, other = situations.saint_chamond(), situations.elsewhere()
    typed = new(world)
    first = actions.call_meeting(new=typed, by=world.by, now=MORNING)
    assert actions.call_meeting(new=typed, by=world.by, now=MORNING) == first
    assert (Meeting.objects.count(), first.guests.count()) == (1, 3)
    with pytest.raises(NotFound):
        actions.call_meeting(new=new(other, id=typed.id), by=other.by, now=MORNING)


def test_the_next_meeting_waits_until_this_one_is_closed() -> None:
    table = around_a_table()
    with refused("meeting_still_open"):
        actions.follow_up(meeting_id=table.meeting.pk, dates=[AFTER], by=table.by, now=AFTER)


def test_a_meeting_is_called_in_the_name_of_ones_own_structure_only() -> None:
    world, other = situations.saint_chamond(), situations.elsewhere()
    with pytest.raises(NotFound):
        actions.call_meeting(
            new=new(world, organization_id=other.desk.organization_id), by=world.by, now=MORNING
        )


def test_each_guest_with_an_address_gets_her_own_link_once_and_the_mail_says_nothing() -> None:
    table = around_a_table()
    assert actions.invite(meeting_id=table.meeting.pk, by=table.by, now=MORNING) == 2
    assert actions.invite(meeting_id=table.meeting.pk, by=table.by, now=MORNING) == 0
    jobs.run_due(MORNING)
    jobs.run_due(MORNING)
    assert sorted(one.to[0] for one in mail.outbox) == sorted(
        ["camille@exemple.test", table.world.colleague.email]
    )
    for one in mail.outbox:
        told = f"{one.subject} {one.body}"
        assert not any(word in told for word in ("Sorties", "vendredi", "Salle", "Camille"))


def test_the_link_of_the_mail_answers_the_dates_and_the_last_word_counts() -> None:
    table = around_a_table(dates=TWO_DAYS)
    link = actions.new_link(guest_id=table.outsider.pk, by=table.by, now=MORNING)
    viewer = queries.link_viewer(link.rstrip("/").rsplit("/", 1)[1])
    first, second = table.meeting.options.all()
    actions.answer_dates(words={first.pk: "yes", second.pk: "no"}, by=viewer, now=MORNING)
    actions.answer_dates(words={second.pk: "yes"}, by=viewer, now=MORNING)
    actions.answer_dates(
        words={second.pk: "yes"}, by=table.colleague, now=MORNING, meeting_id=table.meeting.pk
    )
    page = queries.meeting_page(table.by, table.meeting.pk, now=MORNING)
    assert [(one.yes, one.no, one.best) for one in page.options] == [(1, 0, False), (2, 0, True)]
    actions.choose_date(option_id=second.pk, by=table.by, now=MORNING)
    assert table.outsider.coming is True
    with refused("meeting_date_chosen"):
        actions.answer_dates(words={first.pk: "yes"}, by=viewer, now=MORNING)


def test_a_date_of_another_meeting_is_nobodys() -> None:
    table = around_a_table(dates=TWO_DAYS)
    other = around_a_table(table.world, dates=TWO_DAYS, subject="Autre")
    foreign = other.meeting.options.earliest("starts_at")
    with pytest.raises(NotFound):
        actions.answer_dates(
            words={foreign.pk: "yes"}, by=table.colleague, now=MORNING, meeting_id=table.meeting.pk
        )


def test_a_new_link_kills_the_one_before_it() -> None:
    table = around_a_table()
    old = actions.new_link(guest_id=table.outsider.pk, by=table.by, now=MORNING)
    actions.new_link(guest_id=table.outsider.pk, by=table.by, now=MORNING)
    with pytest.raises(NotFound):
        queries.link_viewer(old.rstrip("/").rsplit("/", 1)[1])


def test_by_a_link_neither_notes_nor_decisions_nor_addresses_are_read() -> None:
    table = held(around_a_table())
    link = actions_link(table.outsider)
    page = queries.link_page(queries.link_viewer(link), now=AFTER)
    assert page.decisions == ()
    assert {guest.email for guest in page.guests} == {""}
    assert {item.notes for item in page.agenda} == {""}


def actions_link(guest: Guest) -> str:
    """A token for a guest of a meeting that is over, as her old mail holds it."""
    import hashlib

    guest.token_hash = hashlib.sha256(b"vieux-lien").hexdigest()
    guest.save(update_fields=["token_hash"])
    return "vieux-lien"


def test_two_hands_on_one_point_never_silently_overwrite() -> None:
    table = around_a_table()
    point = table.meeting.agenda.earliest("position")

    def write(seen: str, text: str, by: AccountViewer) -> None:
        actions.write_notes(item_id=point.pk, seen=seen, text=text, by=by, now=AT_NOON)

    write("", "Trois retours", table.by)
    with refused("meeting_changed_meanwhile"):
        write("", "Deux retours", table.colleague)
    write("Trois retours\r\n", "Trois, et un", table.colleague)
    assert AgendaItem.objects.get(pk=point.pk).notes == "Trois, et un"


def test_closing_makes_decisions_tasks_and_one_act_with_who_came() -> None:
    table = held(around_a_table())
    task = Task.objects.get(kind="meetings.decision")
    assert (task.owner_group, task.owner_group_id) == (
        "organization", table.world.desk.organization_id
    )  # fmt: skip
    entry = Entry.objects.get(act="meetings.team_held")
    assert entry.occurred_at == AT_NOON
    assert entry.minutes == Decimal(60)
    assert entry.documents == [table.meeting.digest]
    assert entry.participants.count() == 3
    assert "Sorties" not in str(entry.data)
    with refused("meeting_is_over"):
        actions.close_minutes(meeting_id=table.meeting.pk, by=table.by, now=AFTER)


@pytest.mark.parametrize(
    ("when", "there", "code"),
    [(MORNING, True, "meeting_not_begun"), (AFTER, False, "meeting_nobody_came")],
)
def test_minutes_close_after_the_start_and_with_somebody(
    when: object, there: bool, code: str
) -> None:
    table = around_a_table()
    if there:
        actions.note_presence(
            guest_id=table.outsider.pk, presence="present", by=table.by, now=MORNING
        )
    with refused(code):
        actions.close_minutes(meeting_id=table.meeting.pk, by=table.by, now=when)  # type: ignore[arg-type]


def test_the_next_meeting_opens_with_what_was_decided_and_is_not_done() -> None:
    table = held(around_a_table())
    following = actions.follow_up(
        meeting_id=table.meeting.pk, dates=[AFTER + timedelta(days=7)], by=table.by, now=AFTER
    )
    page = queries.meeting_page(table.by, following.pk, now=AFTER)
    assert page.agenda[0].title.startswith("Appeler le service chaque jeudi (Camille Essai")
    assert page.agenda[0].before is not None
    assert [one.name for one in page.guests] == [one.name for one in table.meeting.guests.all()]
    with refused("meeting_followed"):
        actions.follow_up(
            meeting_id=table.meeting.pk, dates=[AFTER + timedelta(days=9)], by=table.by, now=AFTER
        )


def test_what_became_of_a_decision_is_said_once_by_who_does_it() -> None:
    table = around_a_table()
    held(table, owner=table.world.colleague.name)
    (owed,) = queries.owed_decisions(table.colleague, now=AFTER)
    actions.settle_decision(decision_id=owed.id, outcome="done", by=table.colleague, now=AFTER)
    assert queries.owed_decisions(table.colleague, now=AFTER) == ()
    assert Task.objects.get(kind="meetings.decision").outcome == "done"
    with refused("decision_settled"):
        actions.settle_decision(decision_id=owed.id, outcome="dropped", by=table.by, now=AFTER)


def test_a_guest_who_owns_a_decision_stays_on_the_list() -> None:
    table = around_a_table()
    actions.decide(
        meeting_id=table.meeting.pk, text="Écrire", owner_id=table.outsider.pk,
        due_on=AFTER.date(), by=table.by, now=AT_NOON,
    )  # fmt: skip
    with refused("guest_owns_decision"):
        actions.drop_guest(guest_id=table.outsider.pk, by=table.by, now=AT_NOON)
    actions.drop_guest(
        guest_id=table.guest(table.world.colleague.name).pk, by=table.by, now=AT_NOON
    )
    assert table.meeting.guests.count() == 2


def test_nobody_is_asked_twice() -> None:
    table = around_a_table()
    with refused("guest_already_asked"):
        actions.add_guest(
            meeting_id=table.meeting.pk, new=NewGuest("camille essai", "Camille@exemple.test"),
            by=table.by, now=MORNING,
        )  # fmt: skip


def test_a_meeting_called_off_takes_nothing_more_and_mails_nobody() -> None:
    table = around_a_table()
    actions.invite(meeting_id=table.meeting.pk, by=table.by, now=MORNING)
    actions.cancel_meeting(meeting_id=table.meeting.pk, by=table.by, now=MORNING)
    jobs.run_due(MORNING)
    assert mail.outbox == []
    with refused("meeting_is_over"):
        actions.add_item(meeting_id=table.meeting.pk, title="x", by=table.by, now=MORNING)


def test_points_change_places_and_stop_at_the_ends() -> None:
    table = around_a_table()
    first, second = table.meeting.agenda.all()
    for _ in range(2):
        actions.move_item(item_id=second.pk, up=True, by=table.by, now=MORNING)
    assert [one.pk for one in table.meeting.agenda.all()] == [second.pk, first.pk]


def test_minutes_changed_behind_the_back_are_found_by_verify() -> None:
    table = held(around_a_table())
    assert [list(check(AFTER)) for check in INVARIANTS.values()] == [[], [], []]
    AgendaItem.objects.filter(meeting=table.meeting).delete()
    Task.objects.filter(kind="meetings.decision").update(closed_at=AFTER, outcome="done")
    found = [list(check(AFTER)) for check in INVARIANTS.values()]
    assert [len(sentences) for sentences in found] == [1, 0, 1]
