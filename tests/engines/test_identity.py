"""Who somebody is: the INS and its key, the status of an identity, likeness."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.engines.identity import (
    EVENTS,
    Event,
    Status,
    Traits,
    Verdict,
    after,
    allowed,
    compare,
    contradictions,
    may_leave,
    read_ins,
)
from maillon.errors import Refused

BODIES = st.from_regex(r"\A[1-8][0-9]{4}([0-9]{2}|2A|2B)[0-9]{6}\Z")
WORDS = st.sampled_from(["fournier", "fournie", "benali", "le goff emery", "martin", ""])
DATES = st.sampled_from(["1941-05-04", "1941-04-05", "1941-00-00", "1941-05-05", "1952-12-31"])
PEOPLE = st.builds(
    Traits, WORDS.filter(bool), WORDS, DATES, used_name=WORDS, sex=st.sampled_from(["", "M", "F"]),
    birth_place=st.sampled_from(["", "42207", "26107"]), ins=st.sampled_from(["", "1", "2"]),
)  # fmt: skip


def key_of(body: str) -> str:
    """Written apart from the engine: 97 minus the rest, Corsica by its two numbers."""
    number = body[:5] + {"2A": "19", "2B": "18"}.get(body[5:7], body[5:7]) + body[7:]
    return f"{97 - int(number) % 97:02d}"


@given(BODIES, st.sampled_from(["nir", "nia", "test", "demo"]))
def test_a_number_with_its_key_is_read_however_it_is_spaced(body: str, system: str) -> None:
    number = body + key_of(body)
    spaced = f" {number[:1]} {number[1:3]}.{number[3:13].lower()} {number[13:]} "
    assert (read_ins(spaced, system).number, read_ins(spaced, system).key_ok) == (number, True)


@given(BODIES, st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(body: str, place: int, shift: int) -> None:
    key = key_of(body)
    if not body[place].isdigit() or (place in (5, 6) and body[5:7] in ("2A", "2B")):
        return
    wrong = body[:place] + str((int(body[place]) + shift) % 10) + body[place + 1 :]
    with pytest.raises(Refused, match=r"ins_key|ins_shape"):
        read_ins(wrong + key, "nir")


@given(BODIES)
def test_a_wrong_key_is_flagged_in_test_data_and_refused_in_real_data(body: str) -> None:
    wrong = body + f"{(int(key_of(body)) % 97) + 1:02d}"
    assert not read_ins(wrong, "test").key_ok
    with pytest.raises(Refused, match="ins_key"):
        read_ins(wrong, "nir")


def length_of(text: str) -> int:
    """Of the number read; nothing for what is refused."""
    try:
        return len(read_ins(text, "test").number)
    except Refused:
        return 0


@given(st.text(max_size=20))
def test_whatever_is_typed_is_a_number_or_is_refused(text: str) -> None:
    assert length_of(text) in (0, 15)
    with pytest.raises(Refused, match="ins_system"):
        read_ins(text, "other")


@pytest.mark.parametrize(
    ("traits", "denied"),
    [
        ({}, ()),
        ({"sex": "M"}, ("sex",)),
        ({"birth_date": "1942-05-04"}, ("year",)),
        ({"birth_date": "1941-06-04"}, ("month",)),
        ({"birth_date": "1941-00-00", "birth_place": "", "sex": "I"}, ()),
        ({"birth_place": "26107"}, ("place",)),
    ],
)
def test_a_number_denies_the_traits_that_it_contradicts(
    traits: dict[str, str], denied: tuple[str, ...]
) -> None:
    known = {"sex": "F", "birth_date": "1941-05-04", "birth_place": "42207", **traits}
    assert contradictions("241054220700135", **known) == denied


@given(st.lists(st.sampled_from(list(Event)), max_size=12))
def test_only_a_document_and_an_answer_together_make_an_identity_qualified(
    events: list[Event],
) -> None:
    status, document, answer = Status.PROVISIONAL, False, False
    for event in events:
        try:
            status = after(status, event)
        except Refused:
            continue
        if event in (Event.TRAITS_CHANGED, Event.DOUBTED, Event.DECLARED_FICTIVE):
            document = answer = False
        document = document or event is Event.DOCUMENT_SEEN
        answer = (answer or event is Event.INS_RETRIEVED) and event is not Event.INS_DENIED
        assert may_leave(status) == (document and answer)


@given(st.sampled_from(list(Status)), st.sampled_from(list(Event)))
def test_what_is_allowed_moves_and_what_is_not_is_refused_or_stays(
    status: Status, event: Event
) -> None:
    if event in allowed(status):
        assert after(status, event) is not status
    elif status in EVENTS[event]:
        assert after(status, event) is status
    else:
        with pytest.raises(Refused, match="identity_step"):
            after(status, event)


@given(PEOPLE, PEOPLE)
def test_likeness_has_no_first_and_no_second(a: Traits, b: Traits) -> None:
    one, other = compare(a, b), compare(b, a)
    assert (one.verdict, one.score, set(one.reasons)) == (
        other.verdict, other.score, set(other.reasons)
    )  # fmt: skip
    assert 0 <= one.score <= 100


@given(PEOPLE.filter(lambda p: bool(p.given_name)))
def test_somebody_is_the_same_as_herself(one: Traits) -> None:
    assert compare(one, one).verdict is Verdict.SAME


SUZANNE = Traits("fournier", "suzanne", "1941-05-04", sex="F", birth_place="42207")


@pytest.mark.parametrize(
    ("other", "verdict", "reason"),
    [
        (Traits("fournié", "suzanne", "1941-05-04"), Verdict.PROBABLE, "+name_near"),
        (Traits("fournier", "suzanne", "1941-04-05"), Verdict.PROBABLE, "+date_swapped"),
        (Traits("fournier", "suzanne", "1941-05-05"), Verdict.PROBABLE, "+date_digit"),
        (Traits("fournier", "suzanne", "1941-00-00"), Verdict.PROBABLE, "+year"),
        (Traits("benali", "suzanne", "1941-05-04", "fournier"), Verdict.SAME, "+name"),
        (Traits("fournier", "suzanne", "1938-11-30"), Verdict.HOMONYM, "-date"),
        (Traits("fournier", "suzanne", "1941-05-04", birth_place="26107"), Verdict.HOMONYM,
         "-place"),
        (Traits("benali", "karim", "1941-05-04"), Verdict.DIFFERENT, "-name"),
    ],
)  # fmt: skip
def test_each_kind_of_likeness_has_its_verdict_and_its_reason(
    other: Traits, verdict: Verdict, reason: str
) -> None:
    found = compare(SUZANNE, other)
    assert (found.verdict, reason in found.reasons) == (verdict, True)
