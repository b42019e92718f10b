from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from maillon.apps.directory.actions.importing.ledger import Ledger

Told = tuple[str, str, str]
LINES = st.lists(st.tuples(*(st.sampled_from("abcd") for _ in range(3))), max_size=40)


def ledger(lines: list[Told]) -> Ledger:
    filled = Ledger()
    for who, site, phone in lines:
        filled.add((who, site), phone)
    filled.close()
    return filled


def roles(lines: list[Told]) -> dict[tuple[str, str], set[str]]:
    told = defaultdict(set)
    for who, site, phone in lines:
        told[who, site].add(phone)
    return told


@given(LINES)
def test_it_holds_each_role_once_and_no_other(lines: list[Told]) -> None:
    filled, told = ledger(lines), roles(lines)
    assert len(filled) == len(told)
    every = {(who, site) for who in "abcd" for site in "abcd"}
    assert {role for role in every if filled.holds(*role)} == told.keys()


@given(LINES, LINES)
def test_two_files_agree_on_a_role_exactly_when_its_distinct_lines_do(
    one: list[Told], other: list[Told]
) -> None:
    first, second = ledger(one), ledger(other)
    told, retold = roles(one), roles(other)
    for role in told.keys() & retold.keys():
        assert (first.digest(*role) == second.digest(*role)) == (told[role] == retold[role])


@given(LINES)
def test_a_role_is_met_for_the_first_time_once(lines: list[Told]) -> None:
    filled = ledger(lines)
    met = [(who, site) for who, site, _ in lines if filled.meet(who, site)]
    assert sorted(met) == sorted(roles(lines))
