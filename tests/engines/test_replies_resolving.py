"""A reply acts on an offer only when there is no doubt which one."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.engines.replies import Intent, OpenOffer, Reply, Resolution, parse, resolve

BATH = OpenOffer("bath", "4821", "1121-014")
INSULIN = OpenOffer("insulin", "1430", "1121-015")
DRESSING = OpenOffer("dressing", "0457", "1121-015")


def answer(
    text: str, open_offers: list[OpenOffer], taken: list[OpenOffer] | None = None
) -> Resolution:
    held = taken or []
    codes = frozenset(offer.code for offer in [*open_offers, *held])
    return resolve(parse(text, codes), open_offers, held)


@pytest.mark.parametrize(
    ("text", "kind"), [("Oui", "accept"), ("non désolée", "decline"), ("Ok demain 8h", "accept")]
)
def test_a_bare_answer_goes_to_the_only_open_offer(text: str, kind: str) -> None:
    assert answer(text, [BATH]) == Resolution(kind, "bath")  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["OUI", "ok merci", "non", "Tournée complète", "👍"])
def test_i12_a_bare_answer_with_two_open_offers_asks_for_the_reference(text: str) -> None:
    assert answer(text, [BATH, INSULIN]) == Resolution("ask_reference")


def test_the_code_tells_which_of_two_offers() -> None:
    assert answer("OUI 1430", [BATH, INSULIN]) == Resolution("accept", "insulin")
    assert answer("NON 4821", [BATH, INSULIN]) == Resolution("decline", "bath")


def test_the_reference_of_the_request_tells_it_too() -> None:
    assert answer("oui 1121-014", [BATH, INSULIN]) == Resolution("accept", "bath")


def test_a_reference_shared_by_two_needs_is_not_enough() -> None:
    assert answer("oui 1121-015", [BATH, INSULIN, DRESSING]) == Resolution("ask_reference")


def test_a_code_and_a_reference_that_disagree_are_asked_again() -> None:
    assert answer("oui 4821 1121-015", [BATH, INSULIN]) == Resolution("ask_reference")


def test_a_mistyped_code_never_passes_for_a_bare_yes() -> None:
    assert answer("OUI 4281", [BATH]) == Resolution("unknown_code")
    assert answer("OUI 1121-099", [BATH]) == Resolution("unknown_code")


@pytest.mark.parametrize("text", ["Oui", "OUI 4821", "non", "fait", "finalement je ne peux plus"])
def test_an_answer_when_nothing_waits_is_said_to_be_late(text: str) -> None:
    assert answer(text, []) == Resolution("nothing_open")


def test_a_second_yes_to_what_she_holds_changes_nothing() -> None:
    assert answer("oui", [], [BATH]) == Resolution("already_taken", "bath")
    assert answer("OUI 4821", [INSULIN], [BATH]) == Resolution("already_taken", "bath")


def test_a_yes_with_one_open_and_one_held_is_for_the_open_one() -> None:
    assert answer("oui", [INSULIN], [BATH]) == Resolution("accept", "insulin")


def test_a_bare_no_to_what_she_holds_is_asked_again_and_with_the_code_withdraws() -> None:
    assert answer("non", [], [BATH]) == Resolution("ask_clearly", "bath")
    assert answer("NON 4821", [], [BATH]) == Resolution("withdraw", "bath")


def test_she_gives_back_what_she_holds_and_declines_what_she_does_not() -> None:
    assert answer("finalement je ne peux plus", [], [BATH]) == Resolution("withdraw", "bath")
    assert answer("finalement je ne peux plus", [BATH]) == Resolution("decline", "bath")
    assert answer("finalement je ne peux plus", [INSULIN], [BATH]) == Resolution("ask_reference")


def test_done_confirms_what_she_holds_only() -> None:
    assert answer("soin fait", [], [BATH]) == Resolution("confirm", "bath")
    assert answer("soin fait", [INSULIN], [BATH]) == Resolution("confirm", "bath")
    assert answer("soin fait", [], [BATH, INSULIN]) == Resolution("ask_reference")
    assert answer("FAIT 1430", [], [BATH, INSULIN]) == Resolution("confirm", "insulin")
    assert answer("fait", [BATH]) == Resolution("nothing_open")
    assert answer("fait 4821", [BATH]) == Resolution("ask_clearly", "bath")


def test_doubt_is_asked_again_about_the_offer_it_can_only_mean() -> None:
    assert answer("oui mais pas avant lundi", [BATH]) == Resolution("ask_clearly", "bath")
    assert answer("oui mais pas avant lundi", [BATH, INSULIN]) == Resolution("ask_clearly")
    assert answer("peut-être 1430", [BATH, INSULIN]) == Resolution("ask_clearly", "insulin")


def test_stop_start_and_pause_are_about_her_not_an_offer() -> None:
    assert answer("STOP", [BATH, INSULIN]) == Resolution("stop")
    assert answer("START", []) == Resolution("start")
    assert answer("PAUSE 3J", [BATH, INSULIN]) == Resolution("pause")


def test_what_is_not_understood_is_said_so() -> None:
    assert answer("azerty", []) == Resolution("not_understood")


OFFERS = [
    OpenOffer(f"{code} {reference}", code, reference)
    for code in ("4821", "1430", "0457")
    for reference in (None, "1121-014", "1121-015")
]
REPLIES = [
    Reply(intent=intent, code=code, reference=reference)
    for intent in get_args(Intent)
    for code in (None, "4821", "1430", "9999")
    for reference in (None, "1121-014", "1121-099")
]
offers = st.lists(st.sampled_from(OFFERS), max_size=4, unique=True)
replies = st.sampled_from(REPLIES)


@given(replies, offers, offers)
def test_only_a_yes_accepts_and_only_an_open_offer_that_is_the_only_one_meant(
    reply: Reply, open_offers: list[OpenOffer], taken: list[OpenOffer]
) -> None:
    resolution = resolve(reply, open_offers, taken)
    if resolution.kind != "accept":
        return
    (accepted,) = (offer for offer in open_offers if offer.offer_id == resolution.offer_id)
    assert reply.intent == "yes"
    assert reply.code in (None, accepted.code)
    bare = reply.code is None and reply.reference is None
    assert not bare or open_offers == [accepted]


@given(replies, offers, offers)
def test_the_order_of_offers_never_decides(
    reply: Reply, open_offers: list[OpenOffer], taken: list[OpenOffer]
) -> None:
    reversed_answer = resolve(reply, open_offers[::-1], taken[::-1])
    assert resolve(reply, open_offers, taken) == reversed_answer


@given(replies, offers, offers)
def test_an_answer_that_acts_names_its_offer(
    reply: Reply, open_offers: list[OpenOffer], taken: list[OpenOffer]
) -> None:
    resolution = resolve(reply, open_offers, taken)
    acts = resolution.kind in {"accept", "decline", "confirm", "withdraw", "already_taken"}
    assert (resolution.offer_id is not None) or not acts
