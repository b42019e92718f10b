"""On what ground somebody reads: L1110-4, L1110-12, R1110-2, from the person's dated words."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.engines.sharing import Member, Standing, Word, ground_of, opposed

DAY = date(2026, 11, 24)
START = datetime(2026, 11, 1)
SECRET = frozenset({"health", "project"})
ALL = frozenset({"contacts", "daily", "health", "project"})
NURSE = Member("n", Standing.HEALTH, False, ALL, date(2026, 11, 1))
COLLEAGUE = replace(NURSE, same_team=True)
NEIGHBOUR = replace(NURSE, standing=Standing.OTHER, same_team=False)
MEMBERS = st.builds(
    Member, st.just("n"), st.sampled_from(list(Standing)), st.booleans(),
    st.frozensets(st.sampled_from(sorted(ALL))), st.just(date(2026, 11, 1)),
)  # fmt: skip
WORDS = st.lists(
    st.builds(
        Word, st.sampled_from(["informed", "recognised", "agreed", "opposed"]),
        st.sampled_from(["", "n", "other"]), st.integers(0, 20).map(lambda d: START + timedelta(d)),
        st.frozensets(st.sampled_from(sorted(ALL))),
    ),
    max_size=8,
)  # fmt: skip


def word(kind: str, about: str = "n", day: int = 0, *themes: str) -> Word:
    return Word(kind, about, START + timedelta(days=day), frozenset(themes))


def relation(member: Member, *words: Word) -> tuple[str, str]:
    found = ground_of(member, words, secret=SECRET, today=DAY)
    return found.relation, found.why


@pytest.mark.parametrize(
    ("member", "words", "expected"),
    [
        (COLLEAGUE, [], ("", "not_informed")),
        (COLLEAGUE, [word("informed", "")], ("T", "same_team")),
        (NURSE, [word("informed", "")], ("", "not_agreed")),
        (NURSE, [word("recognised")], ("T", "recognised")),
        (NURSE, [word("agreed")], ("C", "agreed")),
        (NURSE, [word("agreed", "")], ("", "not_agreed")),  # agreement is to somebody
        (NEIGHBOUR, [word("recognised")], ("", "not_agreed")),
        (NEIGHBOUR, [word("agreed")], ("C", "agreed")),
        (COLLEAGUE, [word("informed", ""), word("opposed", "", 1)], ("", "opposed")),
        (COLLEAGUE, [word("opposed", "", 1), word("informed", "", 2)], ("", "opposed")),
        (NURSE, [word("opposed", "", 1), word("agreed", "n", 2)], ("", "opposed")),
        (NURSE, [word("agreed"), word("opposed", "n", 1), word("agreed", "n", 2)], ("C", "agreed")),
        (NURSE, [word("recognised"), word("opposed", "", 1), word("agreed", "", 2)],
         ("", "not_agreed")),
        (replace(COLLEAGUE, starts_on=date(2026, 11, 25)), [word("informed", "")],
         ("", "not_present")),
        (replace(COLLEAGUE, ends_on=DAY), [word("informed", "")], ("", "not_present")),
        (replace(COLLEAGUE, ends_on=date(2026, 11, 25)), [word("informed", "")],
         ("T", "same_team")),
    ],
)  # fmt: skip
def test_each_rule_of_the_code_gives_its_ground(
    member: Member, words: list[Word], expected: tuple[str, str]
) -> None:
    assert relation(member, *words) == expected


def test_of_two_words_of_one_moment_the_opposition_counts() -> None:
    said = [word("opposed"), word("agreed")]
    assert opposed(said, "n")
    assert opposed(said[::-1], "n")


def test_an_agreement_opens_its_themes_and_no_other() -> None:
    found = ground_of(NURSE, [word("agreed", "n", 0, "daily")], secret=SECRET, today=DAY)
    assert found.themes == {"daily"}


@given(MEMBERS, WORDS)
def test_whoever_is_in_no_list_never_reads_what_is_secret(
    member: Member, words: list[Word]
) -> None:
    other = replace(member, standing=Standing.OTHER)
    assert not ground_of(other, words, secret=SECRET, today=DAY).themes & SECRET


@given(MEMBERS, WORDS, st.sampled_from(["", "n"]))
def test_an_opposition_after_all_the_rest_ends_everything(
    member: Member, words: list[Word], about: str
) -> None:
    said = [*words, word("opposed", about, 21)]
    assert ground_of(member, said, secret=SECRET, today=DAY).relation == ""


@given(MEMBERS, WORDS)
def test_the_order_of_writing_changes_nothing_and_themes_are_the_part_s_own(
    member: Member, words: list[Word]
) -> None:
    found = ground_of(member, words, secret=SECRET, today=DAY)
    assert found == ground_of(member, words[::-1], secret=SECRET, today=DAY)
    assert found.themes <= member.themes


@given(MEMBERS, WORDS)
def test_words_about_somebody_else_change_nothing(member: Member, words: list[Word]) -> None:
    mine = [one for one in words if one.about != "other"]
    assert ground_of(member, words, secret=SECRET, today=DAY) == ground_of(
        member, mine, secret=SECRET, today=DAY
    )
