"""Digits are a code only when they can be nothing else, or when an open offer has them."""

import pytest

from maillon.engines.replies import parse

NO_CODE: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "oui 2026",
        "oui en 1999",
        "oui vers 1530",
        "oui à 0830",
        "ok avant 1200",
        "oui 42400",
        "oui 12",
    ],
)
def test_a_year_an_hour_or_another_length_is_not_a_code(text: str) -> None:
    assert parse(text, NO_CODE).code is None


@pytest.mark.parametrize("text", ["oui 2026", "oui à 2026", "2026 ok", "ok le 12/12/2026 2026"])
def test_the_code_of_an_open_offer_is_one_even_when_it_looks_like_a_year(text: str) -> None:
    assert parse(text, frozenset({"2026"})).code == "2026"


def test_a_date_keeps_its_year_even_when_an_offer_has_the_same_digits() -> None:
    assert parse("oui le 23/11/2026", frozenset({"2026"})).code is None


def test_an_hour_that_cannot_be_one_is_a_code() -> None:
    assert parse("oui à 4821", NO_CODE).code == "4821"


def test_the_open_code_is_told_from_other_groups_of_four() -> None:
    assert parse("oui 4821 bâtiment 7777", frozenset({"4821"})).code == "4821"


def test_two_likely_codes_are_no_code_and_the_answer_is_ambiguous() -> None:
    reply = parse("oui 4821 7777", NO_CODE)
    assert (reply.intent, reply.code) == ("ambiguous", None)


def test_the_same_code_twice_is_one_code() -> None:
    reply = parse("OUI 4821 4821", NO_CODE)
    assert (reply.intent, reply.code) == ("yes", "4821")


def test_two_codes_do_not_stop_a_stop() -> None:
    assert parse("STOP 4821 7777", NO_CODE).intent == "stop"
