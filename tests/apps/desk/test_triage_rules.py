"""Rules remind, the agent decides: what speaks when, and what is refused on reading."""

import re
from datetime import date
from pathlib import Path

import pytest

from maillon.apps.desk import rules
from maillon.apps.desk.rules import Situation
from maillon.errors import RuleError

DAY = date(2026, 11, 24)
RULE = """
- id: essai
  since: 2026-11-01
  when: {needs: [dressing]}
  reminder: "Regardez la plaie."
  suggests: none
  source: {kind: desk, name: "Règle du poste, à adapter", date: 2026-11-01}
"""


def spoken(**seen: object) -> list[str]:
    in_force = rules.standing(rules.load(), DAY)
    return [rule.id for rule in rules.reminders(in_force, Situation(**seen))]  # type: ignore[arg-type]


def written(folder: Path, text: str) -> Path:
    path = folder / "essai.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_rule_delivered_has_a_source_and_a_desk_rule_says_so() -> None:
    for rule in rules.load():
        assert rule.source.name
        assert rule.source.date <= rule.since
        official = rule.source.kind == "official"
        assert official == bool(rule.source.url)
        assert official or rule.source.name.startswith("Règle du poste, à adapter")


def test_french_punctuation_never_begins_a_line() -> None:
    for rule in rules.load():
        assert not re.search(r" [:;!?»]|« ", rule.reminder + rule.source.name)


def test_words_of_distress_lead_to_the_15_before_anything_else() -> None:
    found = spoken(text="Elle est tombée, douleur dans la poitrine", age=85)
    assert found[0] == "detresse"
    assert "chute" in found


@pytest.mark.parametrize("text", ["Il est INCONSCIENT", "hemorragie", "elle s’étouffe !"])
def test_accents_case_and_punctuation_do_not_hide_a_word(text: str) -> None:
    assert spoken(text=text) == ["detresse"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Deux chutes en un mois", "chute"),
        ("douleurs thoraciques", "detresse"),
        ("des malaises, hémorragies", "detresse"),
        ("douleur à la poitrine", "detresse"),
        ("perte de connaissance ce matin", "detresse"),
        ("brûlures graves", "detresse"),
        ("elles sont confuses", "confusion-aigue"),
        ("a des idées suicidaires", "suicide"),
    ],
)
def test_feminine_and_plural_do_not_hide_a_word(text: str, rule: str) -> None:
    assert rule in spoken(text=text, age=91)


def test_the_hospital_line_is_not_told_to_pass_on_to_itself() -> None:
    standing = rules.standing(rules.load(), DAY)
    seen = Situation(text="une chute", age=91)
    assert [one.suggests for one in rules.reminders(standing, seen)] == ["hospital_line"]
    assert [one.suggests for one in rules.reminders(standing, seen, clinical=True)] == ["none"]


def test_a_word_of_a_rule_in_the_plural_is_not_its_singular() -> None:
    assert "maltraitance" in spoken(text="elle reçoit des coups")
    assert "maltraitance" not in spoken(text="du coup elle reste chez elle")


def test_a_word_inside_another_is_not_that_word() -> None:
    assert spoken(text="traitement de la comatose parallèle, aucun") == []


def test_a_rule_about_age_is_silent_while_the_age_is_unknown() -> None:
    assert spoken(text="chute") == []
    assert spoken(text="chute", age=40) == []
    assert spoken(text="chute", age=65) == ["chute"]


def test_every_line_of_a_rule_must_hold() -> None:
    assert spoken(needs=frozenset({"injection"}), prescription="held") == []
    assert spoken(needs=frozenset({"injection"}), prescription="awaited") == [
        "prescription-attendue"
    ]


def test_nothing_said_nothing_reminded() -> None:
    assert spoken() == []


def test_the_latest_version_in_force_speaks(tmp_path: Path) -> None:
    newer = RULE.replace("2026-11-01\n  when", "2027-01-01\n  when").replace("plaie", "cicatrice")
    found = rules.load(written(tmp_path, RULE + newer))
    (today,) = rules.standing(found, DAY)
    (later,) = rules.standing(found, date(2027, 2, 1))
    assert (today.reminder, later.reminder) == ("Regardez la plaie.", "Regardez la cicatrice.")
    assert rules.standing(found, date(2026, 10, 1)) == ()


@pytest.mark.parametrize(
    ("before", "after", "key", "remedy"),
    [
        ("  suggests: none\n", "", "suggests", "ajoutez"),
        ("suggests: none", "suggests: police", "suggests", "samu15"),
        ("[dressing]", "[toilette]", "when.needs", "codes connus"),
        ("[dressing]", "dressing", "when.needs", "liste de mots"),
        ("{needs: [dressing]}", "{}", "when", "dites quand"),
        ("{needs: [dressing]}", "{need: [dressing]}", "need", "clés connues"),
        ("{needs: [dressing]}", "{age_min: vieux}", "when.age_min", "âge en années"),
        ("since: 2026-11-01", "since: novembre", "since", "AAAA-MM-JJ"),
        ("kind: desk", "kind: rumeur", "source.kind", "official"),
        ("kind: desk", "kind: official", "source.url", "adresse"),
        (", date: 2026-11-01}", "}", "source.date", "AAAA-MM-JJ"),
        ('"Regardez la plaie."', '""', "reminder", "texte"),
        ("  suggests: none", "  couleur: rouge\n  suggests: none", "couleur", "clés connues"),
    ],
)
def test_a_malformed_rule_is_refused_by_file_rule_key_and_remedy(
    tmp_path: Path, before: str, after: str, key: str, remedy: str
) -> None:
    path = written(tmp_path, RULE.replace(before, after, 1))
    with pytest.raises(RuleError) as refused:
        rules.load(path)
    said = str(refused.value)
    assert "essai.yaml" in said
    assert f"clé « {key} »" in said
    assert remedy in said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "id: seul",
        "- [1, 2",
        RULE + RULE,
        RULE.replace("  suggests: none", "  suggests: none\n  suggests: samu15"),
    ],
)
def test_a_file_that_is_no_list_of_rules_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(RuleError, match=r"essai\.yaml"):
        rules.load(written(tmp_path, text))
