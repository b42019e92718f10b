"""A call that rang and was not answered is owed a call-back, unless its number rings again."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.queries import viewer_of
from maillon.apps.desk import actions
from maillon.apps.desk.actions import Word
from maillon.apps.desk.models import Call
from maillon.apps.desk.queries.missed import MissedCall
from maillon.apps.desk.queries.today import today
from maillon.apps.journal.models import Entry
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused
from maillon.interop.telephony.incoming import SWITCHBOARD
from maillon.kernel import clock
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
CALLER = "+33199000066"
MINUTE = timedelta(minutes=1)
SOON = MORNING + 10 * MINUTE


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def hear(
    world: DeskWorld, *kinds: str, key: str = "c-1", at: datetime = MORNING, phone: str = CALLER
) -> Call:
    for place, kind in enumerate(kinds):
        word = Word(kind, key, at + place * timedelta(seconds=20), phone=phone)  # type: ignore[arg-type]
        actions.hear_call(desk_id=world.desk.pk, word=word, by=SWITCHBOARD, now=word.at)
    return Call.objects.get(key=key)


def owed(world: DeskWorld, now: datetime = SOON) -> tuple[MissedCall, ...]:
    return today(world.by, now=now).missed


def test_a_call_that_nobody_answered_is_a_task_within_a_quarter_of_an_hour(
    world: DeskWorld,
) -> None:
    hear(world, "started", "ended")
    (line,) = owed(world)
    assert (line.number, line.times) == ("01 99 00 00 66", 1)
    task = Task.objects.get(kind="desk.missed_call")
    assert task.due_at == MORNING + timedelta(seconds=20) + 15 * MINUTE
    assert (task.owner_group, task.owner_group_id) == ("desk", world.desk.pk)


@pytest.mark.parametrize("words", [("started", "answered", "ended"), ("started",)])
def test_an_answered_call_or_one_that_still_rings_owes_nothing(
    world: DeskWorld, words: tuple[str, ...]
) -> None:
    hear(world, *words)
    assert owed(world) == ()


def test_words_in_another_order_end_the_same(world: DeskWorld) -> None:
    hear(world, "ended", "started")
    assert len(owed(world)) == 1
    hear(world, "answered")
    assert owed(world) == ()


def test_a_hidden_number_cannot_be_called_back(world: DeskWorld) -> None:
    hear(world, "started", "ended", phone="")
    assert not Task.objects.filter(kind="desk.missed_call").exists()


def test_a_number_that_rings_again_and_is_answered_is_owed_nothing(world: DeskWorld) -> None:
    hear(world, "started", "ended")
    hear(world, "started", "answered", key="c-2", at=SOON)
    assert owed(world) == ()
    assert Task.objects.get(kind="desk.missed_call").outcome == "called_again"


def test_a_number_missed_twice_is_called_back_once(world: DeskWorld) -> None:
    hear(world, "started", "ended")
    second = hear(world, "started", "ended", key="c-2", at=SOON)
    (line,) = owed(world, SOON + MINUTE)
    assert (line.call_id, line.times) == (second.pk, 2)


def test_another_number_changes_nothing(world: DeskWorld) -> None:
    hear(world, "started", "ended")
    hear(world, "started", "answered", key="c-2", at=SOON, phone="+33199000067")
    assert len(owed(world)) == 1


def test_called_back_it_is_journalled_and_owed_no_more(world: DeskWorld) -> None:
    call = hear(world, "started", "ended")
    actions.call_back(call_id=call.pk, outcome="reached", by=world.by, now=SOON)
    assert owed(world) == ()
    assert Entry.objects.get(act="desk.missed_called").data == {"outcome": "reached"}
    with pytest.raises(Refused, match="missed_settled"):
        actions.call_back(call_id=call.pk, outcome="reached", by=world.by, now=SOON)


def test_nobody_there_it_comes_back_later(world: DeskWorld) -> None:
    call = hear(world, "started", "ended")
    actions.call_back(call_id=call.pk, outcome="no_answer", by=world.by, now=SOON)
    assert len(owed(world)) == 1
    assert Task.objects.get(kind="desk.missed_call").due_at == SOON + 30 * MINUTE


def test_taken_from_the_list_its_intake_opens_with_the_number(world: DeskWorld) -> None:
    call = hear(world, "started", "ended")
    actions.take_call(call_id=call.pk, by=world.by, now=SOON)
    assert owed(world) == ()


def test_after_thirty_days_the_number_and_its_call_back_are_forgotten(world: DeskWorld) -> None:
    hear(world, "started", "ended")
    later = MORNING + timedelta(days=31)
    hear(world, "started", key="c-2", at=later, phone="+33199000067")
    assert owed(world, later) == ()
    assert Task.objects.get(kind="desk.missed_call").outcome == "forgotten"


def test_an_agent_of_another_desk_neither_sees_nor_settles_it(world: DeskWorld) -> None:
    call = hear(world, "started", "ended")
    stranger = viewer_of(situations.elsewhere().agent, now=MORNING)
    assert today(stranger, now=SOON).missed == ()
    with pytest.raises(NotFound):
        actions.call_back(call_id=call.pk, outcome="reached", by=stranger, now=SOON)


def test_it_stands_on_the_first_page_and_is_settled_there(world: DeskWorld) -> None:
    call = hear(world, "started", "ended")
    client = Client()
    client.force_login(world.agent)
    with clock.frozen(SOON):
        page = client.get(reverse("home")).content.decode()
        assert "Appels manqués" in page
        assert "01 99 00 00 66" in page
        answer = client.post(reverse("call-back", args=[call.pk]), {"outcome": "lost"}, follow=True)
        assert "parmi les choix proposés" in answer.content.decode()
        client.post(reverse("call-back", args=[call.pk]), {"outcome": "needless"})
        assert "Appels manqués" not in client.get(reverse("home")).content.decode()
