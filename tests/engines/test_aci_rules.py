"""Rules are data with a source; a rule that is not wholly right is not used."""

from importlib import resources

import pytest

from maillon.engines.aci import Flaw, Malformed, rules
from maillon.engines.aci.indicators import COUNTED
from maillon.engines.aci.reading import MODIFIERS, accords, indicator, modifier

SHIPPED = resources.files("maillon.engines.aci") / "rules"
RULE = (SHIPPED / "msp" / "a2_2_protocols.yaml").read_text("utf-8")
VALUE = (SHIPPED / "modifiers" / "point_value.yaml").read_text("utf-8")
ACCORDS = (SHIPPED / "accords.yaml").read_text("utf-8")


def flaw(text: str) -> Flaw:
    with pytest.raises(Malformed) as refused:
        indicator(text, "regle.yaml")
    assert refused.value.file == "regle.yaml"
    return refused.value.flaws[0]


def changed(old: str, new: str) -> Flaw:
    assert old in RULE
    return flaw(RULE.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ("  amounts:\n    points: 100\n", "  amounts:\n", "amounts", "amounts"),
        ("    points: 100\n", "    points: cent\n", "number", "points"),
        ("    points: 100\n", "    points: -100\n", "number", "points"),
        ("    points: 100\n", "    point: 100\n", "amounts", "amounts"),
        ("confidence: B", "confidence: D", "confidence", "points"),
        ("confidence: B", "confidence: {attainment: B}", "missing", "points"),
        ("since: 2017-01-01", "since: '2017-01-01'", "day", "since"),
        ("since: 2017-01-01", "since: 2023-01-01", "order", "since"),
        ("since: 2017-01-01", "since: 2022-01-01", "order", "since"),
        ("kind: core", "kind: vital", "choice", "kind"),
        ("axis: team_work", "axis: team", "choice", "axis"),
        ("name: protocols", "name: protocol", "no_function", "name"),
        ("id: A2.2", "id: A9.9", "no_function", "name"),
        ("  kind: core\n", "  kind: core\n  knd: core\n", "unknown_key", "knd"),
        ("  confidence: B\n", "  confidence: B\n  open: {why: x}\n", "notes", "open"),
        ("versions:", "versions: []\nverions:", "unknown_key", "verions"),
    ],
)
def test_a_rule_that_is_not_right_says_its_line_and_key(
    old: str, new: str, code: str, key: str
) -> None:
    found = changed(old, new)
    assert (found.code, found.key) == (code, key)
    assert found.line >= 1


def test_a_value_without_a_source_is_refused() -> None:
    head, _, rest = RULE.partition("  sources:\n")
    version = rest[rest.index("- since") :]
    assert flaw(f"{head}{version}").code == "no_source"
    assert flaw(f"{head}  sources: []\n{version}").code == "no_source"


def test_a_rule_of_the_sum_and_an_accord_are_held_to_the_same() -> None:
    with pytest.raises(Malformed, match="amounts"):
        modifier(VALUE.replace("euros: 7", "dollars: 7"), "x")
    with pytest.raises(Malformed, match="confidence choice"):
        accords(ACCORDS.replace("confidence: C", "confidence: D"), "x")


def test_every_function_and_every_step_has_its_rule() -> None:
    assert {one.id for one in rules().indicators} == set(COUNTED)
    assert set(rules().modifiers) == set(MODIFIERS)


def test_every_conflict_a_function_can_meet_is_told_by_some_version() -> None:
    silent = {
        one.id: COUNTED[one.id].notes - {code for version in one.versions for code in version.notes}
        for one in rules().indicators
    }
    assert {key: notes for key, notes in silent.items() if notes} == {}
    for name, shape in MODIFIERS.items():
        assert {
            code for one in rules().modifiers[name].versions for code in one.notes
        } == shape.notes


def test_every_part_a_function_leans_on_has_its_confidence() -> None:
    for one in rules().indicators:
        for version in one.versions:
            assert set(version.confidence) == COUNTED[one.id].parts


def test_each_file_is_named_after_its_rule() -> None:
    names = {one.name for one in (SHIPPED / "msp").iterdir()}
    expected = {f"{one.id.lower().replace('.', '_')}_{one.name}.yaml" for one in rules().indicators}
    assert names == expected
