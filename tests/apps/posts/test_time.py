"""Coordination time: a click, a timer, a closed meeting; each minute once, nothing erased."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from maillon.apps.journal import actions as journal
from maillon.apps.journal.models import Entry
from maillon.apps.posts import actions, queries
from maillon.apps.posts.actions import NewTime
from maillon.apps.posts.counting import Noted, counted
from maillon.apps.posts.invariants import INVARIANTS
from maillon.apps.posts.models import CoordinationTime, RunningTimer
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld
from tests.factories.meetings import AFTER, AT_NOON, Table, around_a_table, held
from tests.factories.posts import client_of, noted
from tests.factories.structures import coordinator, refused

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=2)


def sound() -> bool:
    return not [words for one in INVARIANTS.values() for words in one(LATER)]


def week(by: AccountViewer, house: UUID, now: datetime = LATER) -> list[tuple[str, int, int]]:
    page = queries.time_page(by, house, now=now)
    return [(one.task, one.minutes, one.counted) for one in page.lines]


def test_thirty_minutes_are_a_line_and_an_act_of_their_kind(by: AccountViewer, house: UUID) -> None:
    line = noted(by, house)
    assert (line.entry.act, line.entry.minutes) == ("posts.project_time", Decimal(30))
    assert line.entry.data == {"task": "partners", "origin": "click"}  # no word in the journal
    assert noted(by, house, kind="pathway").entry.kind == "pathway"
    page = queries.time_page(by, house, now=LATER)
    assert (page.minutes, dict(page.by_kind)) == (60, {"équipe": 0, "projet": 30, "parcours": 30})
    assert sound()


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("time_nothing", {"minutes": 0}),
        ("time_nothing", {"minutes": 1441}),
        ("time_later", {"day": MORNING.date() + timedelta(days=1)}),
        ("time_unknown", {"task": "gardening"}),
        ("time_unknown", {"kind": "leisure"}),
    ],
)
def test_what_cannot_be_is_not_noted(
    by: AccountViewer, house: UUID, code: str, changed: dict[str, object]
) -> None:
    with refused(code):
        noted(by, house, **changed)


def test_a_day_has_twenty_four_hours_in_all_structures_together(
    by: AccountViewer, house: UUID
) -> None:
    noted(by, house, minutes=1400)
    with refused("time_too_much"):
        noted(by, house, minutes=41)
    noted(by, house, minutes=40)


def test_a_correction_keeps_what_was_written(by: AccountViewer, house: UUID) -> None:
    first = noted(by, house)
    new = NewTime("contract", 45, first.day, "preuves")
    again = actions.correct_time(line_id=first.pk, new=new, by=by, now=LATER)
    page = queries.line_page(by, first.pk, now=LATER)
    assert [(one.words, one.minutes) for one in page.history] == [
        ("réunion CPAM", 30), ("preuves", 45)
    ]  # fmt: skip
    assert week(by, house) == [("contract", 45, 45)]
    assert Entry.objects.filter(cancels=first.entry).exists()
    with refused("time_withdrawn"):
        actions.correct_time(line_id=first.pk, new=new, by=by, now=LATER)
    actions.withdraw_time(line_id=again.pk, by=by, now=LATER)
    assert (week(by, house), CoordinationTime.objects.count()) == ([], 2)
    assert sound()


def test_hours_are_read_by_herself_and_by_managers_and_changed_by_herself(
    world: DeskWorld, by: AccountViewer, house: UUID
) -> None:
    line = noted(by, house)
    colleague, manager = (coordinator(world, code) for code in ("practitioner", "manager"))
    stranger = coordinator(situations.elsewhere(), "manager")
    for other in (colleague, stranger):
        with pytest.raises(NotFound):
            queries.line_page(other, line.pk, now=LATER)
    assert queries.time_page(colleague, house, now=LATER).lines == ()
    page = queries.line_page(manager, line.pk, now=LATER)
    assert (page.line.minutes, page.writes) == (30, False)
    for other in (colleague, manager, stranger):
        with pytest.raises(NotFound):
            actions.withdraw_time(line_id=line.pk, by=other, now=LATER)
    with pytest.raises(NotFound):
        queries.time_page(stranger, house, now=LATER)
    with pytest.raises(NotFound):
        noted(stranger, house)


def test_a_timer_runs_without_its_page_and_there_is_one(by: AccountViewer, house: UUID) -> None:
    actions.start_timer(organization_id=house, task="contract", words="A2", by=by, now=MORNING)
    with refused("timer_running"):
        actions.start_timer(organization_id=house, task="other", by=by, now=LATER)
    found = queries.time_page(by, house, now=LATER).running
    assert found is not None
    assert (found.minutes, found.here, found.long) == (120, True, False)
    with refused("timer_more"):
        actions.stop_timer(by=by, now=LATER, minutes=121)
    line = actions.stop_timer(by=by, now=LATER)
    assert (line.minutes, line.words, line.began_at) == (120, "A2", MORNING)
    with refused("timer_none"):
        actions.stop_timer(by=by, now=LATER)
    assert not RunningTimer.objects.exists()
    assert sound()


def test_a_forgotten_timer_asks_how_long_it_really_was(by: AccountViewer, house: UUID) -> None:
    actions.start_timer(organization_id=house, task="contract", by=by, now=MORNING)
    tomorrow = MORNING + timedelta(hours=20)
    with refused("timer_long"):
        actions.stop_timer(by=by, now=tomorrow)
    assert actions.stop_timer(by=by, now=tomorrow, minutes=50).day == MORNING.date()
    actions.start_timer(organization_id=house, task="contract", by=by, now=tomorrow)
    actions.drop_timer(by=by, now=tomorrow)
    assert CoordinationTime.objects.count() == 1


def table(world: DeskWorld) -> Table:
    return held(around_a_table(world))


def test_a_closed_meeting_is_offered_and_counts_once(world: DeskWorld, house: UUID) -> None:
    by = table(world).by
    (offer,) = queries.time_page(by, house, now=AFTER).offers
    assert (offer.minutes, offer.kind_label) == (60, "équipe")
    act = offer.entry_id
    line = actions.take_meeting(organization_id=house, entry_id=act, by=by, now=AFTER)
    assert (line.minutes, line.began_at, line.entry.minutes) == (60, AT_NOON, None)
    assert queries.time_page(by, house, now=AFTER).offers == ()
    with refused("meeting_counted"):
        actions.take_meeting(organization_id=house, entry_id=act, by=by, now=AFTER)
    with refused("time_meeting_length"):
        new = NewTime("minutes", 90, line.day)
        actions.correct_time(line_id=line.pk, new=new, by=by, now=AFTER)
    assert sound()


def test_a_meeting_set_aside_is_proposed_no_more_until_she_says_so(
    world: DeskWorld, house: UUID
) -> None:
    by = table(world).by
    (offer,) = queries.time_page(by, house, now=AFTER).offers
    where, client = reverse("time-meeting", args=[house]), client_of(by)
    with clock.frozen(AFTER):
        for _ in range(2):
            client.post(where, {"acte": offer.entry_id, "geste": "aside"})
        found = queries.time_page(by, house, now=AFTER)
        assert (found.offers, found.aside) == ((), (offer,))
        assert "Mises de côté (1)" in client.get(reverse("time", args=[house])).content.decode()
        client.post(where, {"acte": offer.entry_id, "geste": "back"})
        client.post(where, {"acte": offer.entry_id, "geste": "back"})
    found = queries.time_page(by, house, now=AFTER)
    assert (found.offers, found.aside) == ((offer,), ())
    acts = Entry.objects.filter(act__startswith="posts.meeting_").order_by("recorded_at", "act")
    assert [one.act for one in acts] == ["posts.meeting_aside", "posts.meeting_back"]
    stranger = coordinator(situations.elsewhere())
    with pytest.raises(NotFound):
        actions.set_meeting_aside(
            organization_id=house, entry_id=offer.entry_id, by=stranger, now=AFTER
        )


def test_a_timer_over_a_meeting_counts_what_is_left(world: DeskWorld, house: UUID) -> None:
    by = table(world).by
    began = AT_NOON - timedelta(minutes=20)
    actions.start_timer(organization_id=house, task="minutes", by=by, now=began)
    actions.stop_timer(by=by, now=AT_NOON + timedelta(minutes=30))
    (offer,) = queries.time_page(by, house, now=AFTER).offers
    actions.take_meeting(organization_id=house, entry_id=offer.entry_id, by=by, now=AFTER)
    assert sorted(week(by, house, AFTER)) == [("meetings", 60, 30), ("minutes", 50, 50)]


def test_a_meeting_whose_act_is_cancelled_counts_no_more(world: DeskWorld, house: UUID) -> None:
    by = table(world).by
    (offer,) = queries.time_page(by, house, now=AFTER).offers
    actions.take_meeting(organization_id=house, entry_id=offer.entry_id, by=by, now=AFTER)
    journal.cancel(entry_id=offer.entry_id, by=by, now=AFTER, reason="mistaken")
    assert week(by, house, AFTER) == []
    stranger = coordinator(world)
    with pytest.raises(NotFound):
        actions.take_meeting(organization_id=house, entry_id=offer.entry_id, by=stranger, now=AFTER)


def test_the_page_notes_with_one_touch_and_corrects(by: AccountViewer, house: UUID) -> None:
    client = client_of(by)
    typed = {"task": "partners", "words": "réunion CPAM", "day": str(MORNING.date())}
    with clock.frozen(LATER):
        sent = client.post(reverse("time-note", args=[house]), {**typed, "duree": "30"})
        assert sent.status_code == 303
        wrong = client.post(reverse("time-note", args=[house]), typed)
        assert wrong.status_code == 422
        page = client.get(reverse("time", args=[house])).content.decode()
        assert "réunion CPAM" in page
        assert client.get(reverse("my-time")).status_code == 302
        line = CoordinationTime.objects.get()
        where = reverse("time-line", args=[line.pk])
        again = client.post(where, {**typed, "minutes": "20"})
        assert (again.status_code, client.get(where).status_code) == (303, 200)
        timer = reverse("time-timer", args=[house])
        client.post(timer, {"geste": "start", "t-task": "contract"})
        assert "Un chronomètre tourne" in client.get(reverse("time", args=[house])).content.decode()
        client.post(timer, {"geste": "stop", "minutes": ""})
    assert {one.minutes for one in CoordinationTime.objects.standing()} == {20, 1}


BEGAN = datetime(2026, 3, 2, 8, tzinfo=UTC)
lines = st.lists(
    st.builds(
        lambda pk, who, minutes, start: Noted(
            pk, UUID(int=who), minutes,
            None if start is None else BEGAN + timedelta(minutes=start), BEGAN,
        ),
        st.uuids(), st.integers(1, 2), st.integers(1, 90), st.none() | st.integers(0, 300),
    ),
    max_size=8, unique_by=lambda one: one.id,
)  # fmt: skip


@given(lines)
def test_a_minute_is_counted_once_whatever_the_lines(found: list[Noted]) -> None:
    told = counted(found)
    assert set(told) == {one.id for one in found}
    for who in (UUID(int=1), UUID(int=2)):
        mine = [one for one in found if one.account == who]
        passed = {
            one.began + timedelta(minutes=n)
            for one in mine if one.began for n in range(one.minutes)
        }  # fmt: skip
        clicked = sum(one.minutes for one in mine if one.began is None)
        assert sum(told[one.id] for one in mine) == len(passed) + clicked
    assert all(0 <= told[one.id] <= one.minutes for one in found)
