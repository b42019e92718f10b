"""A carer's words that no rule understands are answered, and read by somebody."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.queries import viewer_of
from maillon.apps.desk import actions
from maillon.apps.desk.models import Offer
from maillon.apps.desk.queries.misread import MisreadWords
from maillon.apps.desk.queries.today import today
from maillon.apps.directory.models import Responder
from maillon.apps.journal.models import Entry
from maillon.apps.messaging.models import InboundMessage, OutboxMessage
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld
from tests.factories.misread import WORDS, wrote

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
SOON = MORNING + 10 * MINUTE


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


@pytest.fixture
def carer(world: DeskWorld) -> Responder:
    """Enrolled, and never asked for anything yet."""
    return situations.responder("Ariane", "Fauvel", world.desk.commune_id, "+33639980055")


def owed(world: DeskWorld) -> tuple[MisreadWords, ...]:
    return today(world.by, now=SOON).misread


def answers(carer: Responder) -> list[str]:
    sent = OutboxMessage.objects.filter(phone_index=carer.phone_index).order_by("created_at", "pk")
    return list(sent.values_list("template", flat=True))


def test_a_carer_never_asked_is_answered_and_her_words_are_read_within_a_quarter(
    world: DeskWorld, carer: Responder
) -> None:
    assert wrote(carer)[0] == "not_understood"
    assert answers(carer) == ["not_understood"]
    (line,) = owed(world)
    assert (line.words, line.who, line.number) == (WORDS, carer.name, "06 39 98 00 55")
    task = Task.objects.get(kind="desk.misread_words")
    assert (task.due_at, task.owner_group_id) == (MORNING + 15 * MINUTE, world.desk.pk)


def test_it_is_counted_with_what_presses(world: DeskWorld, carer: Responder) -> None:
    wrote(carer)
    soon, late = (today(world.by, now=MORNING + n * MINUTE) for n in (5, 16))
    assert (soon.soon, soon.late) == (1, 0)
    assert (late.soon, late.late) == (0, 1)


def test_a_yes_to_nothing_is_told_so_and_read(world: DeskWorld, carer: Responder) -> None:
    assert wrote(carer, "OUI")[0] == "nothing_open"
    assert answers(carer) == ["nothing_open"]
    assert len(owed(world)) == 1


def test_only_her_last_words_wait(world: DeskWorld, carer: Responder) -> None:
    wrote(carer)
    wrote(carer, "je ne comprends pas", MORNING + 3 * MINUTE)
    assert [line.words for line in owed(world)] == ["je ne comprends pas"]
    assert Task.objects.get(outcome="written_again").closed_at


def test_the_same_words_twice_wait_once(world: DeskWorld, carer: Responder) -> None:
    wrote(carer)
    assert wrote(carer, at=MORNING + MINUTE)[0] == "duplicate"
    assert len(owed(world)) == 1


def test_once_she_is_understood_nobody_has_to_read(world: DeskWorld, carer: Responder) -> None:
    situations.request_searching(world, usual=(carer.pk,))
    code = Offer.objects.get(responder=carer).code
    wrote(carer, "heu peut-être")
    other = situations.responder("Odile", "Prat", world.desk.commune_id, "+33639980056")
    wrote(other)
    assert len(owed(world)) == 2
    assert wrote(carer, f"OUI {code}", SOON)[0] == "accepted"
    assert [line.who for line in owed(world)] == [other.name]
    assert Task.objects.get(outcome="understood").closed_at


def test_a_carer_of_another_place_is_read_by_the_desk_of_her_place(world: DeskWorld) -> None:
    there = situations.elsewhere()
    far = situations.responder("Rose", "Adam", there.desk.commune_id, "+33639980057")
    wrote(far)
    assert owed(world) == ()
    assert len(today(viewer_of(there.agent, now=MORNING), now=SOON).misread) == 1


def test_what_came_of_it_is_journalled_and_said_once(world: DeskWorld, carer: Responder) -> None:
    words = wrote(carer)[1].pk
    with pytest.raises(Refused, match="misread_outcome"):
        actions.answer_words(inbound_id=words, outcome="lost", by=world.by, now=SOON)
    actions.answer_words(inbound_id=words, outcome="no_answer", by=world.by, now=SOON)
    assert Task.objects.get(kind="desk.misread_words").due_at == SOON + 30 * MINUTE
    actions.answer_words(inbound_id=words, outcome="called", by=world.by, now=SOON)
    assert owed(world) == ()
    said = Entry.objects.filter(act="desk.misread_answered").order_by("recorded_at", "pk")
    assert {one.data["outcome"] for one in said} == {"no_answer", "called"}
    with pytest.raises(Refused, match="misread_settled"):
        actions.answer_words(inbound_id=words, outcome="read", by=world.by, now=SOON)


def test_an_agent_of_another_desk_neither_reads_nor_settles(
    world: DeskWorld, carer: Responder
) -> None:
    words = wrote(carer)[1].pk
    stranger = viewer_of(situations.elsewhere().agent, now=MORNING)
    assert today(stranger, now=SOON).misread == ()
    with pytest.raises(NotFound):
        actions.answer_words(inbound_id=words, outcome="read", by=stranger, now=SOON)


def test_after_thirty_days_the_words_and_who_wrote_them_are_forgotten(
    world: DeskWorld, carer: Responder
) -> None:
    words = wrote(carer)[1]
    assert len(InboundMessage.objects.filter(phone_index=carer.phone_index)) == 1
    other = situations.responder("Odile", "Prat", world.desk.commune_id, "+33639980056")
    wrote(other, at=MORNING + timedelta(days=29))
    words.refresh_from_db()
    assert words.body == WORDS
    wrote(other, "encore", at=MORNING + timedelta(days=31))
    words.refresh_from_db()
    assert (words.body, words.phone, words.phone_index, words.body_index) == ("", "", "", "")
    assert words.outcome == "not_understood"
    line = next(one for one in owed(world) if one.inbound_id == words.pk)
    assert (line.words, line.who, line.number) == ("", "", "")


def test_it_stands_on_the_first_page_and_is_settled_there(
    world: DeskWorld, carer: Responder
) -> None:
    words = wrote(carer, "<b>rappel</b> svp")[1].pk
    client = Client()
    client.force_login(world.agent)
    with clock.frozen(SOON):
        page = client.get(reverse("home")).content.decode()
        assert "Messages non compris" in page
        assert "&lt;b&gt;rappel&lt;/b&gt;" in page
        answer = client.post(reverse("words-read", args=[words]), {"outcome": "x"}, follow=True)
        assert "parmi les choix proposés" in answer.content.decode()
        client.post(reverse("words-read", args=[words]), {"outcome": "read"})
        assert "Messages non compris" not in client.get(reverse("home")).content.decode()
