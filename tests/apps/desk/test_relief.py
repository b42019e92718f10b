"""I6: a shift cannot end with ownerless requests; each finds somebody, with a word."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.desk import actions
from maillon.apps.desk.actions import Handed, Receiver
from maillon.apps.desk.models import Presence, Relay, ServiceRequest
from maillon.apps.journal.models import Entry
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.models import AccessLogEntry
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
EVENING = MORNING + timedelta(hours=9)
WORD = "La fille rappelle à 18 h"


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def two(world: DeskWorld) -> tuple[ServiceRequest, ServiceRequest]:
    return situations.request_found(world), situations.request_received(world, duplicate_seen=True)


def handed(request: ServiceRequest, to: Receiver, word: str = WORD) -> Handed:
    return Handed(request.pk, to, word)


def owners(request: ServiceRequest) -> set[tuple[object, object]]:
    """Of the request and of every step it owes: they never part."""
    request.refresh_from_db()
    rows = {(request.owner_account_id, request.owner_shift_id)}
    tasks = Task.objects.about("request", request.pk).open()
    return rows | {(t.owner_account_id, t.owner_group_id) for t in tasks}


def test_i6_a_shift_cannot_end_while_a_request_has_nobody(world: DeskWorld) -> None:
    first, second = two(world)
    given = [handed(first, Receiver(account_id=world.colleague.pk))]
    with pytest.raises(Refused, match="requests_left") as refused:
        actions.sign_off(desk_id=world.desk.pk, handed=given, by=world.by, now=EVENING)
    assert refused.value.data["count"] == 1
    for request in (first, second):
        assert owners(request) == {(world.agent.pk, None)}, "all of it, or nothing"
    assert not Relay.objects.exists()


def test_each_request_finds_a_colleague_or_the_next_shift_with_its_word(world: DeskWorld) -> None:
    first, second = two(world)
    actions.sign_off(
        desk_id=world.desk.pk,
        handed=[
            handed(first, Receiver(account_id=world.colleague.pk)),
            handed(second, Receiver(shift="next"), "à trier demain"),
        ],
        by=world.by,
        now=EVENING,
    )
    assert owners(first) == {(world.colleague.pk, None)}
    (held,) = owners(second)
    assert held[0] is None
    assert second.owner_shift is not None
    assert second.owner_shift.starts_at == MORNING.replace(hour=8, minute=0) + timedelta(days=1)
    words = {relay.request_id: relay.word for relay in Relay.objects.all()}
    assert words == {first.pk: WORD, second.pk: "à trier demain"}
    assert Entry.objects.filter(act="desk.signed_off", data={"handed": 2}).count() == 1


def test_the_word_is_never_in_the_journal(world: DeskWorld) -> None:
    request = situations.request_received(world)
    actions.relay_request(
        request_id=request.pk, to=Receiver(shift="now"), word=WORD, by=world.by, now=EVENING
    )
    assert not any(WORD in str(entry.data) for entry in Entry.objects.all())


def test_a_word_is_asked_for_each(world: DeskWorld) -> None:
    request = situations.request_received(world)
    given = [handed(request, Receiver(shift="next"), "  ")]
    with pytest.raises(Refused, match="word_missing"):
        actions.sign_off(desk_id=world.desk.pk, handed=given, by=world.by, now=EVENING)


def test_what_a_colleague_took_meanwhile_is_left_to_her(world: DeskWorld) -> None:
    request = situations.request_received(world)
    colleague = viewer_of(world.colleague, now=EVENING)
    actions.take_request(request_id=request.pk, by=colleague, now=EVENING)
    given = [handed(request, Receiver(shift="next"))]
    assert actions.sign_off(desk_id=world.desk.pk, handed=given, by=world.by, now=EVENING) == ()
    assert owners(request) == {(world.colleague.pk, None)}


def test_only_somebody_of_this_desk_may_take_over(world: DeskWorld) -> None:
    request = situations.request_received(world)
    stranger = situations.elsewhere()
    gone = situations.account("Partie Hier", world.desk)
    ScopedRole.objects.filter(account=gone).update(ends_on=EVENING.date())
    for who in (stranger.agent, gone):
        with pytest.raises(Refused, match="not_at_this_desk"):
            give(world, request, Receiver(account_id=who.pk))
    for nobody in (Receiver(), Receiver(shift="someday")):
        with pytest.raises(Refused, match="receiver_missing"):
            give(world, request, nobody)
    with pytest.raises(NotFound):
        give(world, request, Receiver(desk_id=stranger.desk.pk))
    with pytest.raises(NotFound):
        give(stranger, request, Receiver(account_id=stranger.colleague.pk))
    assert owners(request) == {(world.agent.pk, None)}


def give(world: DeskWorld, request: ServiceRequest, to: Receiver) -> None:
    actions.relay_request(request_id=request.pk, to=to, word=WORD, by=world.by, now=EVENING)


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_the_page_refuses_with_a_sentence_and_keeps_what_was_typed(world: DeskWorld) -> None:
    first, second = two(world)
    client = signed_in(world.agent)
    with clock.frozen(EVENING):
        page = client.post(
            reverse("relief"),
            {f"to-{first.pk}": f"account:{world.colleague.pk}", f"word-{first.pk}": WORD},
        )
    text = page.content.decode()
    assert page.status_code == 422
    assert "encore à votre nom, sans personne pour les reprendre : 1" in text
    assert WORD in text
    assert f'value="account:{world.colleague.pk}" selected' in text
    assert text.count("relief-line invalid") == 1
    assert second.reference in text


def test_all_go_to_one_except_those_for_whom_another_is_chosen(world: DeskWorld) -> None:
    first, second = two(world)
    typed = {
        "to-all": "shift:next", f"to-{first.pk}": f"account:{world.colleague.pk}",
        f"word-{first.pk}": WORD, f"word-{second.pk}": WORD,
    }  # fmt: skip
    with clock.frozen(EVENING):
        assert signed_in(world.agent).post(reverse("relief"), typed).status_code == 303
    assert owners(first) == {(world.colleague.pk, None)}
    second.refresh_from_db()
    assert second.owner_account_id is None
    assert second.owner_shift_id is not None


def test_the_page_ends_the_shift_and_the_list_prints(world: DeskWorld) -> None:
    request = situations.request_found(world)
    client = signed_in(world.agent)
    Presence.objects.create(desk=world.desk, account=world.agent, seen_at=EVENING)
    with clock.frozen(EVENING):
        assert "Rien n’est à votre nom" not in client.get(reverse("relief")).content.decode()
        done = client.post(
            reverse("relief"), {f"to-{request.pk}": "shift:next", f"word-{request.pk}": WORD}
        )
        after = client.get(reverse("relief")).content.decode()
        paper = signed_in(world.colleague).get(reverse("relief-print")).content.decode()
        sheet = signed_in(world.colleague).get(reverse("request", args=[request.pk]))
    assert done.status_code == 303
    assert "1 demande confiée" in after
    assert "Rien n’est à votre nom" in after
    assert not Presence.objects.exists()
    for words in (WORD, request.reference, "Léa Roche"):
        assert words in paper
    assert "Fournier" not in paper, "the person’s name stays off paper"
    assert WORD in sheet.content.decode()
    assert "confiée à la garde, avec un mot" in sheet.content.decode()
    assert AccessLogEntry.objects.filter(ground="desk_relief").count() == 1
