"""I17: who is at the desk, who has a request open; silence takes it away."""

import itertools
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.queries import viewer_of
from maillon.apps.desk import actions
from maillon.apps.desk.actions.presence import ALIVE
from maillon.apps.desk.models import Presence
from maillon.apps.desk.queries.board import board
from maillon.apps.desk.queries.presence import also_before, present
from maillon.errors import NotFound
from maillon.kernel import clock, events
from maillon.kernel.access import AccountViewer
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def colleague(world: DeskWorld) -> AccountViewer:
    return viewer_of(world.colleague, now=MORNING)


def version(world: DeskWorld) -> int:
    return events.numbers([f"desk:{world.desk.pk}"]).get(f"desk:{world.desk.pk}", 0)


def test_a_colleague_sees_who_is_here_and_what_she_has_open(world: DeskWorld) -> None:
    request = situations.request_received(world)
    desk_id = world.desk.pk
    actions.be_present(desk_id=desk_id, request_id=request.pk, by=world.by, now=MORNING)
    actions.be_present(desk_id=desk_id, request_id=None, by=colleague(world), now=MORNING)
    shown = board(colleague(world), world.desk.pk, now=MORNING)
    assert [one.name for one in shown.present] == ["Anouk Dumas", "Léa Roche"]
    (card,) = [card for lane in shown.lanes for card in lane.cards]
    assert card.before == ("Léa Roche",)
    assert also_before(colleague(world), request.pk, now=MORNING) == ("Léa Roche",)
    assert also_before(world.by, request.pk, now=MORNING) == (), "not herself"


def test_presence_ends_with_silence(world: DeskWorld) -> None:
    actions.be_present(desk_id=world.desk.pk, request_id=None, by=world.by, now=MORNING)
    assert present(world.by, world.desk.pk, now=MORNING + ALIVE) == ()
    later = MORNING + ALIVE
    actions.be_present(desk_id=world.desk.pk, request_id=None, by=colleague(world), now=later)
    assert Presence.objects.count() == 1, "whoever speaks next forgets the silent"


def test_the_board_moves_only_when_something_is_to_be_seen(world: DeskWorld) -> None:
    request = situations.request_received(world)
    numbers = [version(world)]
    for seconds, opened in ((0, None), (20, None), (40, request.pk), (60, request.pk), (80, None)):
        now = MORNING + timedelta(seconds=seconds)
        actions.be_present(desk_id=world.desk.pk, request_id=opened, by=world.by, now=now)
        numbers.append(version(world))
    moved = [after > before for before, after in itertools.pairwise(numbers)]
    assert moved == [True, False, True, False, True]


def test_the_stranger_is_neither_seen_nor_may_look(world: DeskWorld) -> None:
    stranger = situations.elsewhere()
    request, hers = situations.request_received(world), situations.request_received(stranger)
    actions.be_present(desk_id=stranger.desk.pk, request_id=hers.pk, by=stranger.by, now=MORNING)
    assert present(world.by, world.desk.pk, now=MORNING) == ()
    for looked in (
        lambda: present(world.by, stranger.desk.pk, now=MORNING),
        lambda: also_before(world.by, hers.pk, now=MORNING),
    ):
        with pytest.raises(NotFound):
            looked()
    client = Client()
    client.force_login(stranger.agent)
    with clock.frozen(MORNING):
        answer = client.post(reverse("presence"), {"demande": request.pk})
        nonsense = client.post(reverse("presence"), {"demande": "n’importe quoi"})
    assert (answer.status_code, nonsense.status_code) == (404, 404)


def test_the_page_says_so_and_shows_it(world: DeskWorld) -> None:
    request = situations.request_received(world)
    lea, anouk = Client(), Client()
    lea.force_login(world.agent)
    anouk.force_login(world.colleague)
    with clock.frozen(MORNING):
        assert lea.post(reverse("presence"), {"demande": request.pk}).status_code == 204
        also = anouk.get(reverse("request-also", args=[request.pk])).content.decode()
        lanes = anouk.get(reverse("board-lanes")).content.decode()
    assert "Léa Roche a aussi cette demande à l’écran" in also
    assert "Léa Roche : à l’écran" in lanes
