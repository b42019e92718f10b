"""The desk on paper: what is needed to go on by telephone, and each reading traced."""

from datetime import timedelta

import pytest
from django.test import Client

from maillon.apps.desk import actions
from maillon.apps.desk.models import Offer
from maillon.apps.desk.queries.paper import paper_board, spaced
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.models import AccessLogEntry
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(minutes=21)


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def called(world: DeskWorld) -> str:
    """The usual nurse's number, which no line of the paper cuts."""
    return spaced(world.usual.phone).replace(" ", "\u00a0")


def test_a_line_holds_what_the_telephone_needs(world: DeskWorld) -> None:
    situations.request_searching(world)
    (row,) = paper_board(world.by, world.desk.pk, now=LATER).rows
    assert (row.reference, row.place, row.phone) == (
        "1124-001",
        "Saint-Chamond",
        "01 99 00 00 14",
    )
    assert row.needs == ("Pansement et surveillance, 1\u00a0×\u00a0par\u00a0jour, dès 25/11/2026",)
    assert row.asked == (f"Claire Vial {called(world)} (SMS)",)


def test_a_reinforcement_says_which_nights_still_lack_somebody(world: DeskWorld) -> None:
    request = situations.request_searching(
        world, **situations.for_ehpad(needs=(situations.nights(2, 2),))
    )
    offer = Offer.objects.get(need__request=request, responder=world.usual)
    first = frozenset(offer.need.shifts.filter(number=1).values_list("pk", flat=True))
    actions.accept_offer(offer_id=offer.pk, channel="call", by=world.by, now=LATER, shifts=first)
    (row,) = paper_board(world.by, world.desk.pk, now=LATER).rows
    assert [words.split(" : ")[1] for words in row.needs[1:]] == ["1 sur 2", "0 sur 2"]
    assert row.needs[1].startswith("01/12 20")
    assert len(row.asked) == Offer.objects.filter(state__in=("open", "accepted")).count()


def test_who_said_yes_is_told_from_who_is_asked(world: DeskWorld) -> None:
    situations.request_found(world)
    (row,) = paper_board(world.by, world.desk.pk, now=LATER).rows
    assert row.asked == (f"Claire Vial {called(world)} (a dit oui)",)


def test_each_line_is_a_traced_reading(world: DeskWorld) -> None:
    first, second = situations.request_received(world), situations.request_received(world)
    paper_board(world.by, world.desk.pk, now=LATER)
    traces = AccessLogEntry.objects.filter(ground="desk_paper")
    assert {trace.object_id for trace in traces} == {str(first.pk), str(second.pk)}
    assert {trace.viewer_id for trace in traces} == {str(world.agent.pk)}


def test_the_paper_is_not_for_a_desk_of_others(world: DeskWorld) -> None:
    stranger = situations.elsewhere()
    situations.request_received(world)
    with pytest.raises(NotFound):
        paper_board(stranger.by, world.desk.pk, now=LATER)
    assert paper_board(stranger.by, stranger.desk.pk, now=LATER).rows == ()


def test_the_person_stays_off_paper(world: DeskWorld, client: Client) -> None:
    situations.request_found(world)
    client.force_login(world.agent)
    with clock.frozen(LATER):
        text = client.get("/demandes/papier/").content.decode()
    assert "01 99 00 00 14" in text
    assert not [word for word in ("Fournier", "Suzanne", "rue des Essais") if word in text]
