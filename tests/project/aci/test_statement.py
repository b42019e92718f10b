"""`maillon aci statement`: a file in; a statement, or what is wrong with the file, out."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import HealthCheck, given, settings

from maillon.apps.contracts.wording import reasons, words
from maillon.engines.aci import FACTS, FLAWS, check, rules, standing, statement
from maillon.engines.aci.indicators import COUNTED
from maillon.project.aci import flaws, telling
from maillon.project.aci.cases import Case
from tests.architecture.source import ROOT
from tests.engines.aci_cast import YEAR, told

CASES = ROOT / "tests/rules/msp.yaml"
ONE = """\
- name: une
  regime: aci_msp
  year: 2023
  facts:
    patients: 4000
    professionals: 10
    opening_hours_per_day: 12
    open_saturday_morning: true
    weeks_closed: 0
    crisis_plan: true
    coordinator: true
    protocols: 8
    case_meetings: 6
    files_reviewed: 200
    information_system: standard
"""


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    return tmp_path / "faits.yaml"


def asked(path: Path, *options: str) -> str:
    from io import StringIO

    said = StringIO()
    call_command("aci", "statement", str(path), *options, stdout=said)
    return said.getvalue()


def as_json(path: Path, *options: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads(asked(path, "--json", *options))["cases"]
    return cases


def refused(path: Path, *options: str) -> str:
    with pytest.raises(CommandError) as error:
        asked(path, *options)
    assert error.value.returncode != 0
    return str(error.value)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_every_case_comes_out_in_its_order_with_what_it_is_worth() -> None:
    found = as_json(CASES)
    assert all(case["agrees"] for case in found)
    first = found[0]
    assert (first["points"], first["euros"], first["advance"]) == ("5075", "35525.00", "21315.00")
    assert first["missing_prerequisites"] == []
    wanted = {"indicator", "points", "reason", "facts_used", "rule_version", "source", "confidence"}
    assert all(wanted <= set(line) and line["source"] for line in first["lines"])


def test_the_order_of_cases_changes_no_case(facts: Path) -> None:
    text = CASES.read_text(encoding="utf-8")
    head, *cases = re.split(r"(?m)^(?=- name)", text)
    facts.write_text(head + "".join(reversed(cases)), encoding="utf-8")
    assert as_json(facts) == list(reversed(as_json(CASES)))


def test_the_rules_of_another_day_are_asked_for(facts: Path) -> None:
    facts.write_text(ONE, encoding="utf-8")
    (case,) = as_json(facts, "--on", "2019-06-30")
    assert case["rules_on"] == "2019-06-30"
    assert next(row["points"] for row in case["lines"] if row["indicator"] == "A2.2") == "500"


def test_2026_is_a_known_part_with_what_is_missing_and_no_total(facts: Path) -> None:
    facts.write_text(ONE.replace("2023", "2026"), encoding="utf-8")
    (case,) = as_json(facts)
    assert (case["points"], case["euros"], case["advance"]) == (None, None, None)
    assert case["incomplete"]["missing"]
    assert case["incomplete"]["confidence"] == "C"
    text = asked(facts)
    assert "PAS DE TOTAL" in text
    assert "Ce qui manque" in text


def test_the_statement_answers_why_line_by_line(facts: Path) -> None:
    facts.write_text(ONE.replace("protocols: 8", "protocols: 9"), encoding="utf-8")
    text = plain(asked(facts))
    assert "100 points par protocole ; 9 écrits, 8 comptés (8 au plus) : 800 points." in text
    assert "1 700 points pour 4 000 patients" in text
    assert "60 % de la rémunération" in text
    assert "c’est la CPAM qui arrête la somme" in text
    for indicator in COUNTED:
        assert f"{indicator} " in text or indicator == "FS.1"


def test_a_missing_prerequisite_is_named_and_what_is_held_back_told(facts: Path) -> None:
    facts.write_text(ONE.replace("crisis_plan: true", "crisis_plan: false"), encoding="utf-8")
    (case,) = as_json(facts)
    assert case["missing_prerequisites"] == ["A1.2"]
    text = plain(asked(facts))
    assert "il manque un prérequis : A1.2" in text
    assert "Ces 800 points ne sont pas payés tant qu’un prérequis manque." in text


def broken() -> Iterator[tuple[str, str, str]]:
    """What is written instead of what, and what must be told of it."""
    yield "patients: 4000", "patient: 4000", "ligne 5.*vouliez-vous écrire « patients »"
    yield "patients: 4000", "patients: -4", "ligne 5.*« patients ».*de 0 à"
    yield "patients: 4000", "patients: .nan", "ligne 5.*« .nan »"
    yield "patients: 4000", "patients: '4000'", "ligne 5.*sans guillemets"
    yield "patients: 4000", "patients: 4000\n    patients: 3", "ligne 6.*écrite deux fois"
    yield "patients: 4000", "patients: " + "9" * 60, "ligne 5.*nombre entier"
    yield "    patients: 4000\n", "", "« patients ».*manque"
    yield "patients: 4000", "patients:", "« patients ».*manque"
    yield "crisis_plan: true", "crisis_plan: oui", "ligne 10.*true .*false.*« oui »"
    yield "day: 12", "day: 12,5", "ligne 7.*point pour la virgule"
    yield "year: 2023", "year: '2023'", "ligne 3.*« year »"
    yield "year: 2023", "year: 1999", "ligne 3.*2017 à 2100"
    yield "  year: 2023\n", "", "« year ».*manque"
    yield "aci_msp", "aci_moon", "ligne 2.*« aci_msp »"
    yield "  regime: aci_msp\n", "", "« regime ».*manque"
    yield "- name: une", "- name: [une]", "ligne 1.*texte"
    yield "  facts:", "  fact:", "vouliez-vous écrire « facts »"
    yield "standard", "standard\n    contract_signed_on: '2023-02-01'", "ligne 16.*AAAA-MM-JJ"
    yield "standard", "standard\n    contract_signed_on: 2023-02-30", "ligne 16.*qui existe"
    yield "standard", "standard\n    css_percent: 12", "national_css_percent.*manque"
    yield "standard", "&x standard\n    name: *x", "ligne 16.*renvois"
    yield "standard", "!!python/name:os.system x", "ligne 15.*étiquettes"
    yield "standard", "standard\n\tb: 1", "ligne 16.*illisible"
    yield "standard", "standard\n  expect: {points: beaucoup}", "ligne 16.*« points »"


@pytest.mark.parametrize(("old", "new", "expected"), list(broken()))
def test_a_wrong_file_is_told_with_its_line_key_and_remedy(
    facts: Path, old: str, new: str, expected: str
) -> None:
    assert old in ONE
    facts.write_text(ONE.replace(old, new, 1), encoding="utf-8")
    said = plain(refused(facts, "--json"))
    assert str(facts) in said
    assert re.search(expected, said), said


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "vide"),
        (b"  \n\n", "vide"),
        (b"# rien\n", "liste"),
        ("- name: été\n".encode("latin-1"), "ligne 1 .*UTF-8"),
        (b"\xff\xfe-\x00", "UTF-8"),
        (b"a: 1\n", "liste"),
        (b"- 3\n", "ligne 1.*clé: valeur"),
        (b"[" * 100_000, "emboîtés"),
        (b"\x00\x01", "contrôle"),
    ],
)
def test_what_is_no_list_of_cases_is_told(facts: Path, data: bytes, expected: str) -> None:
    facts.write_bytes(data)
    assert re.search(expected, plain(refused(facts)))


def test_a_missing_file_a_folder_and_a_huge_file_are_told(facts: Path) -> None:
    assert "n’existe pas" in refused(facts)
    assert "ne peut pas être lu" in refused(facts.parent)
    with facts.open("wb") as hole:
        hole.truncate(10**9)
    assert "découpez" in refused(facts)


def test_a_thousand_flaws_are_cut_short_and_no_name_writes_on_the_terminal(facts: Path) -> None:
    strange = "".join(f"    fact_{n}: 1\n" for n in range(5000))
    facts.write_text(ONE.replace("name: une", 'name: "\\e[2Jx"') + strange, encoding="utf-8")
    said = refused(facts)
    assert len(said.splitlines()) == 31
    assert "\x1b" not in said
    assert "et d’autres" in said


def test_a_day_that_does_not_exist_is_told(facts: Path) -> None:
    facts.write_text(ONE, encoding="utf-8")
    assert "AAAA-MM-JJ" in refused(facts, "--on", "2023-02-30")
    assert "aucune règle n’est connue avant le 1er janvier 2017" in refused(
        facts, "--on", "2016-12-31"
    )


def test_an_amount_that_nobody_knows_is_asked_for(facts: Path) -> None:
    later = ONE.replace("2023", "2027") + "    france_sante_joined: later\n"
    facts.write_text(later, encoding="utf-8")
    said = refused(facts)
    assert "ligne 1, cas « une »" in said
    assert "ajoutez « france_sante_amount_eur »" in said


def test_every_fact_flaw_and_indicator_has_its_french() -> None:
    assert set(words.FACTS) == set(FACTS)
    assert set(flaws.WORDS) == set(FLAWS)
    assert {one.axis for one in rules().indicators} == set(words.AXES)
    choices = {choice for kind in FACTS.values() for choice in kind.choices}
    assert choices <= set(words.CHOICES)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(told())
def test_whatever_the_structure_its_statement_can_be_read(given: dict[str, Any]) -> None:
    needed = standing(rules(), rules().accords[-1].since).needed
    checked = check(given, year=YEAR, needed=needed)
    for year in (YEAR, 2026):
        found = statement(rules(), checked, year=year)
        text = "\n".join(telling.lines(Case("inventée", year, checked, None), found))
        assert "{" not in text
        assert max(map(len, text.splitlines())) < 400


GUIDE = ROOT / "docs/guide/coordinateur.md"


def test_the_example_of_the_guide_is_a_statement(facts: Path) -> None:
    example = GUIDE.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    facts.write_text(example, encoding="utf-8")
    (case,) = as_json(facts)
    assert case["complete"]
    assert case["missing_prerequisites"] == []


def test_the_guide_names_every_fact() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert [key for key in FACTS if f"`{key}`" not in text and f" {key}:" not in text] == []


def test_no_sentence_waits_for_a_reason_that_nobody_gives() -> None:
    folder = ROOT / "maillon/engines/aci"
    code = "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    assert [one for one in reasons.SENTENCES if f'"{one}"' not in code] == []
