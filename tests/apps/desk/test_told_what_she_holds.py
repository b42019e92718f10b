"""What a carer is told of several watches is what she holds, and what she asked and did not get."""

from datetime import timedelta

import pytest

from maillon.apps.desk import actions
from maillon.apps.desk.models import Assignment, Offer, ServiceRequest
from maillon.apps.desk.queries import links
from maillon.apps.directory.models import Responder
from maillon.kernel.access import SYSTEM, LinkViewer
from tests.apps.desk.test_seats import SOON, held, last_sent, says, searching, take_all
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
LATER = SOON + timedelta(minutes=30)


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def code_of(request: ServiceRequest, who: Responder) -> str:
    return Offer.objects.get(need__request=request, responder=who).code


def first_night_full(world: DeskWorld) -> ServiceRequest:
    """Two seats each of three nights; the first night is another's and another's."""
    request = searching(world, seats=1)
    says(world.zone[1], f"OUI {code_of(request, world.zone[1])} 1")
    return request


def told(who: Responder) -> tuple[str, list[str]]:
    """The last sentence she was sent, and the watches it names."""
    sent = last_sent(who)
    return sent.template, [one[0] for one in sent.params.get("watches", [])]


def test_i3_a_night_that_is_gone_is_not_hers_because_another_is(world: DeskWorld) -> None:
    request, nurse = first_night_full(world), world.zone[0]
    code = code_of(request, nurse)
    assert says(nurse, f"OUI {code} 2") == "accepted"
    assert says(nurse, f"Oui {code} la 1", LATER) == "missed"
    assert told(nurse) == ("watch_gone", ["3"])
    assert [night for night, _, name in held(request) if name == nurse.name] == [2]


def test_where_nothing_else_is_left_she_is_told_what_she_keeps(world: DeskWorld) -> None:
    request, nurse = first_night_full(world), world.zone[0]
    code = code_of(request, nurse)
    says(nurse, f"OUI {code} 2 et 3")
    assert says(nurse, f"OUI {code} 1", LATER) == "missed"
    assert told(nurse) == ("watch_gone_held", ["2", "3"])


def test_of_two_nights_named_the_one_that_was_gone_is_said(world: DeskWorld) -> None:
    request, nurse = first_night_full(world), world.zone[0]
    assert says(nurse, f"OUI {code_of(request, nurse)} 1 et 3") == "accepted"
    assert told(nurse) == ("accepted_some", ["3"])


def test_what_she_got_whole_needs_no_second_message(world: DeskWorld) -> None:
    request, nurse = first_night_full(world), world.zone[0]
    assert says(nurse, f"OUI {code_of(request, nurse)} 2 et 3") == "accepted"
    assert told(nurse) == ("accepted_watches", ["2", "3"])


def test_i13_a_night_given_back_and_asked_again_is_not_hers(world: DeskWorld) -> None:
    request, nurse = searching(world), world.zone[0]
    code = code_of(request, nurse)
    says(nurse, f"OUI {code} 1 et 2")
    says(nurse, f"ANNULE {code} 2", LATER)
    assert says(nurse, f"OUI {code} 2", LATER + timedelta(minutes=5)) == "missed"
    assert told(nurse) == ("watch_gone", ["3"])
    assert [night for night, _, name in held(request) if name == nurse.name] == [1]


def test_a_bare_yes_from_who_holds_one_night_says_which_and_how_to_take_more(
    world: DeskWorld,
) -> None:
    request, nurse = searching(world), world.zone[0]
    code = code_of(request, nurse)
    says(nurse, f"OUI {code} 2")
    assert says(nurse, f"OUI {code}", LATER) == "already_yours"
    assert told(nurse) == ("watches_held", ["2"])
    take_all(request, nurse, LATER)
    says(nurse, f"OUI {code} toutes", LATER + timedelta(minutes=5))
    assert told(nurse) == ("watches_yours", ["1", "2", "3"])


def test_who_gave_her_only_night_back_is_not_told_that_nobody_is_needed(world: DeskWorld) -> None:
    request, nurse = searching(world), world.zone[0]
    offer = Offer.objects.get(need__request=request, responder=nurse)
    says(nurse, f"OUI {offer.code} 3")
    says(nurse, f"ANNULE {offer.code}", LATER)
    says(nurse, f"OUI {offer.code} 1 2", LATER + timedelta(minutes=5))
    assert told(nurse)[0] == "gave_back"
    viewer = LinkViewer("offer", offer.pk, nurse.pk, "")
    assert links.offer_page(viewer, now=LATER).state == "given_back"


def test_a_late_bare_yes_is_about_what_was_asked_last_not_what_she_has_held_for_hours(
    world: DeskWorld,
) -> None:
    first = situations.request_searching(world)
    nurse = world.usual
    says(nurse, f"OUI {code_of(first, nurse)}")
    second = situations.request_searching(world, MORNING + timedelta(hours=1), duplicate_seen=True)
    hers = Offer.objects.get(need__request=second, responder=nurse)
    actions.cancel_need(
        need_id=hers.need_id, reason="solved", by=world.by, now=MORNING + timedelta(hours=2)
    )
    now = LATER + timedelta(hours=2)
    assert says(nurse, "oui", now) == "late"
    sent = last_sent(nurse)
    assert (sent.template, sent.params["reference"]) == ("withdrawn", second.reference)
    assert says(nurse, f"OUI {code_of(first, nurse)}", now) == "already_yours"
    assert Assignment.objects.filter(withdrawn_at=None).count() == 1


@pytest.mark.parametrize(
    ("words", "word"),
    [("je ne peux plus la 1, désolée", "ANNULE"), ("je suis malade", "ANNULE"), ("fait", "FAIT")],
)
def test_who_holds_two_requests_is_asked_which_and_never_for_a_yes(
    world: DeskWorld, words: str, word: str
) -> None:
    codes = []
    for hour in (0, 1):
        moment = MORNING + timedelta(hours=hour)
        request = situations.request_searching(world, moment, duplicate_seen=True)
        codes.append(code_of(request, world.usual))
        assert says(world.usual, f"OUI {codes[-1]}", moment + timedelta(minutes=5)) == "accepted"
    assert says(world.usual, words, LATER + timedelta(hours=2)) == "ask_reference"
    sent = last_sent(world.usual)
    assert (sent.template, sent.params["word"]) == ("which_request", word)
    assert [one.split()[1] for one in sent.params["codes"]] == codes


def test_i11_a_yes_said_twice_to_the_only_thing_she_holds_is_thanked_again(
    world: DeskWorld,
) -> None:
    request = situations.request_searching(world)
    says(world.usual, f"OUI {code_of(request, world.usual)}")
    assert says(world.usual, "ok c'est bon pour moi", LATER) == "already_yours"
    assert last_sent(world.usual).template == "accepted"
    assert (
        actions.accept_offer(
            offer_id=Offer.objects.get(responder=world.usual).pk,
            channel="sms",
            by=SYSTEM,
            now=LATER,
        ).kind
        == "already_yours"
    )
