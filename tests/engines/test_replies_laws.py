"""Laws of the parser that hold for any text, not only for the ones somebody thought of."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.engines.replies import Reply, parse
from maillon.engines.replies.folding import fold
from maillon.engines.replies.signals import _ALONE, _FILLERS, _KNOWN
from maillon.engines.replies.vocabulary import PHRASES, REASON_PHRASES
from tests.engines.test_replies_table import OPEN_CODES, lines

pytestmark = pytest.mark.faults

FRENCH = "abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüœæÿ' ’-.,!?/0123456789h\n"
real = st.sampled_from([text for text, _ in lines()])
known_phrases = st.sampled_from(sorted(" ".join(words) for words in _KNOWN if words[0].isalpha()))
french = st.text(FRENCH, max_size=60)
composed = st.lists(known_phrases | french | st.sampled_from(["4821", "1430", "9999"]), max_size=5)
messages = st.one_of(real, french, composed.map(" ".join))
spaces = st.text(" \t\r\n\u00a0\u2009\u200b\ufeff", max_size=5)


@given(st.text(max_size=400), st.frozensets(st.text("0123456789", min_size=4, max_size=4)))
def test_any_text_has_an_answer(text: str, open_codes: frozenset[str]) -> None:
    assert isinstance(parse(text, open_codes), Reply)


@given(st.binary(max_size=200))
def test_bytes_read_with_a_broken_gateway_have_an_answer(raw: bytes) -> None:
    assert isinstance(parse(raw.decode("utf-8", "surrogateescape")), Reply)


@given(messages)
def test_capitals_change_nothing(text: str) -> None:
    assert parse(text.upper(), OPEN_CODES) == parse(text, OPEN_CODES)


@given(messages)
def test_accents_change_nothing(text: str) -> None:
    marks = unicodedata.normalize("NFD", text)
    bare = "".join(char for char in marks if not unicodedata.combining(char))
    composed_again = unicodedata.normalize("NFC", text)
    assert parse(bare, OPEN_CODES) == parse(text, OPEN_CODES)
    assert parse(marks, OPEN_CODES) == parse(composed_again, OPEN_CODES)


@given(spaces, messages, spaces)
def test_outer_spaces_change_nothing(before: str, text: str, after: str) -> None:
    assert parse(before + text + after, OPEN_CODES) == parse(text, OPEN_CODES)


@given(st.text(max_size=100))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(messages, st.sampled_from(["non", "je ne peux pas", "mais", "?", "peut-être", "4821 1430"]))
def test_what_casts_a_doubt_is_never_read_as_a_yes(text: str, doubt: str) -> None:
    assert parse(f"{text} {doubt}", OPEN_CODES).intent != "yes"
    assert parse(f"{doubt} {text}", OPEN_CODES).intent != "yes"


@given(messages)
def test_a_code_is_four_digits_written_in_the_message(text: str) -> None:
    code = parse(text, OPEN_CODES).code
    assert code is None or (len(code) == 4 and code in fold(text))


@given(messages, st.sampled_from(sorted(OPEN_CODES)))
def test_the_code_of_an_open_offer_is_always_seen(text: str, code: str) -> None:
    plain = "".join(char for char in text if not char.isdigit())
    assert parse(f"{plain} ; {code}", OPEN_CODES).code == code


@given(messages)
def test_days_of_pause_are_told_only_for_a_pause(text: str) -> None:
    reply = parse(text, OPEN_CODES)
    assert reply.pause_days is None or (reply.intent == "pause" and 1 <= reply.pause_days <= 366)


@pytest.mark.parametrize("seed", ["oui non ", "1", "12/", "06 ", "4821 - 014 ", "pas ", "?a", "é"])
def test_ten_thousand_characters_take_little_time(seed: str) -> None:
    text = (seed * 10_000)[:10_000]
    begun = time.process_time()
    parse(text, OPEN_CODES)
    assert time.process_time() - begun < 0.1


def test_each_phrase_of_the_vocabulary_is_written_as_messages_are_read() -> None:
    phrases = [" ".join(words) for words in _KNOWN if words[0].isalpha()]
    assert [phrase for phrase in phrases if fold(phrase) != phrase] == []


def test_each_phrase_has_one_meaning() -> None:
    tables = [*PHRASES.values(), *REASON_PHRASES.values()]
    phrases = [p.strip() for table in tables for p in table.strip().replace("\n", "|").split("|")]
    assert len(phrases) == len(set(phrases))
    assert "" not in phrases


def test_a_small_word_is_in_one_table_only() -> None:
    assert [word for word in _FILLERS if (word,) in _KNOWN or word in _ALONE] == []
    assert [word for word in _ALONE if (word,) in _KNOWN] == []
