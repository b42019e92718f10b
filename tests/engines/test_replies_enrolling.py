"""Enrolling by SMS: what is read, and what can never be confused with an answer to an offer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.engines.replies import EnrolmentFacts, parse, read_enrolment
from maillon.engines.replies.vocabulary import PHRASES
from tests.engines.test_replies_laws import messages
from tests.engines.test_replies_table import OPEN_CODES, lines

NUMBER = "99900000011"  # no register gives it; its check digit is right
WRONG = "99900000012"
ENROL = [p.strip() for p in PHRASES["enrol"].replace("\n", "|").split("|") if p.strip()]
Told = dict[str, object]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("INSCRIPTION", {}),
        ("INSCRIPTION 42400", {"postal_codes": ("42400",)}),
        ("inscription 42400, 42152 et 42400", {"postal_codes": ("42400", "42152")}),
        ("Inscription Saint-Chamond", {"place": "saint chamond"}),
        ("Bonjour, inscription L'Horme merci", {"place": "horme"}),
        ("infirmière libérale à Rive-de-Gier", {"place": "rive gier"}),
        (f"inscription {NUMBER} 42400", {"national_number": NUMBER, "postal_codes": ("42400",)}),
        (f"42400 {NUMBER}", {"national_number": NUMBER, "postal_codes": ("42400",)}),
        ("RPPS 999 0000 0011", {"national_number": NUMBER}),
        ("999.00.00.00.11", {"national_number": NUMBER}),
        ("42400 999 0000 0011", {"national_number": NUMBER, "postal_codes": ("42400",)}),
        ("mon numéro RPPS : 99900000011.", {"national_number": NUMBER}),
        (WRONG, {"wrong_number": True}),
        ("RPPS 9990000001", {"wrong_number": True}),
        ("06 39 98 00 01", {"wrong_number": True}),
        ("APPEL", {"calls": True}),
        ("Appelez-moi svp", {"calls": True}),
        ("rappel", {"calls": True}),
        ("je préfère un rappel", {"calls": True, "place": "prefere"}),
        ("ZONE 42400 42152", {"zone": True, "postal_codes": ("42400", "42152")}),
        ("ma zone : 42400", {"zone": True, "postal_codes": ("42400",)}),
        ("hors zone", {"place": "hors"}),
        ("", {}),
        ("👍", {"place": "oui"}),
    ],
)
def test_a_real_message_says_exactly_this(text: str, told: Told) -> None:
    assert read_enrolment(text) == EnrolmentFacts(**told)  # type: ignore[arg-type]


@given(st.text(max_size=2_000))
def test_any_text_can_be_read(text: str) -> None:
    facts = read_enrolment(text)
    assert facts.national_number == "" or len(facts.national_number) == 11
    assert all(len(code) == 5 for code in facts.postal_codes)


@given(messages, st.sampled_from(ENROL))
def test_a_message_that_speaks_of_enrolling_answers_no_offer(text: str, phrase: str) -> None:
    # A figure between them: a phrase glued to the words beside it may become another one.
    assert parse(f"{text} 4821 {phrase}", OPEN_CODES).intent in {"enrol", "ambiguous", "stop"}


@pytest.mark.parametrize("phrase", ENROL)
@pytest.mark.parametrize("answer", ["oui", "OUI 4821", "ok je prends", "non", "NON 4821 complet"])
def test_an_answer_and_an_enrolment_together_are_asked_again(answer: str, phrase: str) -> None:
    assert parse(f"{answer}, {phrase}", OPEN_CODES).intent == "ambiguous"
    assert parse(f"{phrase}. {answer}", OPEN_CODES).intent == "ambiguous"


def test_no_real_answer_to_an_offer_is_read_as_an_enrolment() -> None:
    answers = [(t, r) for t, r in lines() if r.intent in {"yes", "no", "confirm", "withdraw"}]
    assert len(answers) > 150
    assert [t for t, _ in answers if parse(t, OPEN_CODES).intent in {"enrol", "unchanged"}] == []
    assert [t for t, _ in answers if read_enrolment(t).national_number] == []
