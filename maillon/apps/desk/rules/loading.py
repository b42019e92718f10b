"""Reading triage rules: all of the file is right, or none of it is used.

Each refusal names the file, the rule, the key, and what to write instead.
"""

import functools
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from maillon.apps.desk.models import ServiceRequest
from maillon.apps.desk.rules.rule import SUGGESTIONS, Conditions, Rule, Source
from maillon.apps.desk.vocabulary import LIVING, NEEDS
from maillon.errors import RuleError
from maillon.kernel import yamlfile

if TYPE_CHECKING:
    from maillon.apps.desk.models import TriageRule

__all__ = ["TRIAGE", "load", "standing", "written"]

TRIAGE = Path(__file__).with_name("triage.yaml")
KEYS = frozenset({"id", "since", "when", "reminder", "suggests", "source"})
SOURCE_KEYS = frozenset({"kind", "name", "date", "url"})
CODES: dict[str, frozenset[str]] = {
    "needs": frozenset(NEEDS),
    "living": frozenset(LIVING),
    "urgency": frozenset(ServiceRequest.Urgency.values),
    "prescription": frozenset(ServiceRequest.Prescription.values),
}
AGES = ("age_min", "age_max")
DATE = "écrivez une date AAAA-MM-JJ"


@functools.lru_cache(maxsize=4)
def load(path: Path = TRIAGE) -> tuple[Rule, ...]:
    """Every dated rule of the file; raises ``RuleError`` naming file, key and remedy."""
    rows = yamlfile.read(path)
    if not isinstance(rows, list) or not rows:
        raise RuleError(f"{path.name} : une liste de règles est attendue, « - id: … ».")
    rules = tuple(_Reader(path.name, place, row).rule() for place, row in enumerate(rows, 1))
    dated = [(rule.id, rule.since) for rule in rules]
    for rule in rules:
        if dated.count((rule.id, rule.since)) > 1:
            raise RuleError(
                f"{path.name}, règle « {rule.id} », clé « since » : deux versions du même jour. "
                "Gardez-en une, ou datez la nouvelle."
            )
    return rules


def written(row: "TriageRule") -> Rule:
    """A version kept by a desk, in the form of the file; ``RuleError`` says what to mend."""
    return _Reader(
        "Règle du poste",
        0,
        {
            "id": row.rule,
            "since": row.since,
            "when": row.when,
            "reminder": row.reminder,
            "suggests": row.suggests,
            "source": {"kind": "desk", "name": row.source, "date": row.since},
        },
    ).rule()


def standing(rules: Iterable[Rule], day: date) -> tuple[Rule, ...]:
    """The version of each rule in force that day."""
    latest: dict[str, Rule] = {}
    for rule in sorted(rules, key=lambda one: one.since):
        if rule.since <= day:
            latest[rule.id] = rule
    return tuple(latest.values())


def _spaced(text: str) -> str:
    """French punctuation never begins a line."""
    return re.sub(r"(?<=«) | (?=[:;!?»])", "\u00a0", text)


class _Reader:
    """One row of the file on its way to a rule."""

    def __init__(self, file: str, place: int, row: Any) -> None:
        self.file, self.row = file, row
        self.name = str(row.get("id", place)) if isinstance(row, dict) else str(place)

    def rule(self) -> Rule:
        row = self.mapping(self.row, "règle", KEYS)
        for key in sorted(KEYS - set(row)):
            self.refuse(key, f"elle manque : ajoutez « {key}: »")
        if row["suggests"] not in SUGGESTIONS:
            self.refuse("suggests", f"choisissez parmi {', '.join(SUGGESTIONS)}")
        return Rule(
            id=self.text(row, "id"),
            since=self.day(row, "since"),
            when=self.conditions(row["when"]),
            reminder=self.text(row, "reminder"),
            suggests=row["suggests"],
            source=self.source(row["source"]),
        )

    def conditions(self, raw: Any) -> Conditions:
        given = self.mapping(raw, "when", frozenset({*CODES, *AGES, "words"}))
        if not given:
            self.refuse("when", "une règle sans condition parlerait toujours : dites quand")
        coded = {key: self.codes(key, given[key]) for key in CODES if key in given}
        ages = {key: self.age(key, given[key]) for key in AGES if key in given}
        words = tuple(self.words("when.words", given["words"])) if "words" in given else ()
        return Conditions(**coded, **ages, words=words)  # type: ignore[arg-type]

    def codes(self, key: str, raw: Any) -> frozenset[str]:
        values = self.words(f"when.{key}", raw)
        unknown = sorted(set(values) - CODES[key])
        if unknown:
            known = ", ".join(sorted(CODES[key]))
            self.refuse(f"when.{key}", f"« {unknown[0]} » est inconnu ; codes connus : {known}")
        return frozenset(values)

    def age(self, key: str, raw: Any) -> int:
        if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw <= 130:
            self.refuse(f"when.{key}", "écrivez un âge en années, de 0 à 130")
        return int(raw)

    def source(self, raw: Any) -> Source:
        given = self.mapping(raw, "source", SOURCE_KEYS)
        if given.get("kind") not in ("official", "desk"):
            self.refuse("source.kind", "écrivez « official » (texte publié) ou « desk » (du poste)")
        if given["kind"] == "official" and not given.get("url"):
            self.refuse("source.url", "un texte publié dit où le lire : ajoutez son adresse")
        return Source(
            kind=given["kind"],
            name=self.text(given, "name", "source."),
            date=self.day(given, "date", "source."),
            url=str(given.get("url", "")),
        )

    def mapping(self, raw: Any, key: str, known: frozenset[str]) -> Mapping[str, Any]:
        if not isinstance(raw, dict):
            self.refuse(key, "des lignes « clé: valeur » sont attendues")
        unknown = sorted(str(one) for one in set(raw) - known)
        if unknown:
            self.refuse(unknown[0], f"clé inconnue ; clés connues : {', '.join(sorted(known))}")
        return dict(raw)

    def words(self, key: str, raw: Any) -> list[str]:
        if not isinstance(raw, list) or not raw or not all(isinstance(w, str) for w in raw):
            self.refuse(key, "une liste de mots est attendue, « [mot, autre mot] »")
        return list(raw)

    def text(self, row: Mapping[str, Any], key: str, where: str = "") -> str:
        value = row.get(key)
        if not isinstance(value, str) or not value.strip():
            self.refuse(where + key, "un texte est attendu, entre guillemets")
        return _spaced(str(value).strip())

    def day(self, row: Mapping[str, Any], key: str, where: str = "") -> date:
        value = row.get(key)
        if type(value) is not date:
            self.refuse(where + key, DATE)
        return value

    def refuse(self, key: str, remedy: str) -> NoReturn:
        raise RuleError(f"{self.file}, règle « {self.name} », clé « {key} » : {remedy}.")
