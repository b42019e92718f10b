"""What is wrong in facts or rules: a code, the key, the line where there is one.

The French sentence is made at the edge; every code has one there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from maillon.errors import RuleError

__all__ = ["FLAWS", "Flaw", "Malformed"]

FLAWS: Final[Mapping[str, str]] = {
    "yaml": "Not YAML. data: column",
    "character": "A character that no text file holds.",
    "alias": "An alias, which could make a small file huge. data: name",
    "tag": "A tag, which asks for an object. data: name",
    "twice": "A key written twice: the first would vanish in silence.",
    "deep": "Nested deeper than anything expected here.",
    "many": "More values than any list of cases. data: most",
    "key": "A key that is not a word.",
    "documents": "A second document in the file.",
    "mapping": "« key: value » lines are expected.",
    "list": "A list is expected. data: what",
    "text": "Some words are expected.",
    "unknown_key": "A key nobody reads. data: like (the nearest known, or ''), known",
    "missing": "Must be known and is not told. data: because",
    "flag": "true or false is expected. data: given",
    "count": "A whole number is expected. data: low, high, given",
    "year": "A year is expected. data: low, high, given",
    "number": "A number is expected. data: low, high, given",
    "choice": "One of the words known. data: known, given",
    "day": "An unquoted date is expected. data: given",
    "more_than": "More than what contains it. data: other, most, given",
    "either": "Two ways of telling the same; one is enough. data: other",
    "after_year": "The contract begins after the year of the statement. data: year, given",
    "amount_unknown": "No source gives this amount. data: rule, since, ask",
    "before_rules": "No rule is known that early. data: first",
    "no_source": "A dated version without a source.",
    "confidence": "A, B or C; what is recalled without a source (D) settles nothing. data: given",
    "amounts": "Not the amounts that this rule counts with. data: expected, given",
    "notes": "Not the conflicts and open points that this rule can meet. data: expected, given",
    "no_function": "No function counts this rule. data: known",
    "order": "Versions not in order of their dates.",
    "no_file": "No such file.",
    "unreadable": "A folder, or a file that may not be read.",
    "huge": "A file larger than any list of cases. data: most (MB)",
    "encoding": "Not UTF-8.",
    "empty": "Nothing in the file.",
    "absent": "A rule that the statement needs has no file.",
}


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong: ``line`` is 0 where facts come from no file."""

    code: str
    key: str
    line: int = 0
    data: Mapping[str, Any] = field(default_factory=dict, hash=False)
    case: str = ""


class Malformed(RuleError):
    """Facts or rules that cannot be used; nothing was computed."""

    def __init__(self, file: str, flaws: Iterable[Flaw]) -> None:
        self.file = file
        self.flaws = tuple(flaws)
        words = (f"{self.file}:{flaw.line} {flaw.key} {flaw.code}" for flaw in self.flaws)
        super().__init__("; ".join(words))
