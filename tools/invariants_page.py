"""docs/dev/invariants.md: each invariant of the desk, the tests that bear its name, the queries
of `maillon verify`, the simulator's fault. `python -m tools.invariants_page` writes it.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "dev" / "invariants.md"
IDS = tuple(f"I{number}" for number in range(1, 21))
NAMED = re.compile(r"(?:^|_)i(\d{1,2})(?:_|$)")
SAYS = re.compile(r"^(I\d{1,2}) ")
HEAD = """# The invariants of the desk

Written by `python -m tools.invariants_page`; a test of `tests/architecture` refuses a line that
names what is gone.
The sentences of `maillon verify` are its own words. Every id is also judged in each simulated
week, and its fault is put into the code by `maillon simulate desk-week --mutate ID`.

| id | tests that bear its name | `maillon verify` | fault in the simulator |
|---|---|---|---|
"""
TAIL = """
## What no query can say

A query that may be wrong is not asked. These are judged by the simulator, which was there, or by
tests.

- I4: that the word left within the minute. The query knows that it was written and left; a worker
  killed and back makes it late without making it lost. A need whose last places were given up is
  left aside: no row says when each of those asked had lost.
- I9: a pause, the needs she takes, her hours: the row keeps what holds now and not since when. A
  zone, a STOP, an absence are dated, and held against an offer two hours younger. Quiet hours are
  those of the desk since its last change; an offer whose request changed desks is left aside.
- I10: that offers follow what was declared. Who lives alone in her commune is asked more, by no
  fault. The query proves that the ranking read her week as it was; `simulate fairness` measures
  the share.
- I12: words are kept thirty days; an offer that was taken or took an end since is not known to
  have waited.
- I19: that somebody sat there. The query tells who was seen: a page in view says so every twenty
  seconds, a sitting keeps it. Whoever works without Maillon in view is absent to it. Nothing is
  said of what came before the desk's first sitting or the last change of its hours, of a moment
  when the web was not there to hear, or of one that a clock put right makes doubtful (ADR 0046).
"""


def page() -> str:
    """The whole page, from the sources as they stand."""
    tests, queries, faults = tests_by_id(), _queries(), _faults()
    lines = [
        f"| {name} | {_listed(tests[name])} | {_listed(queries[name]) or 'seen by the simulator'} "
        f"| {faults[name]} |"
        for name in IDS
    ]
    return HEAD + "\n".join(lines) + "\n" + TAIL


def _listed(words: list[str]) -> str:
    return "<br>".join(words)


def _functions(folder: str) -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path.relative_to(ROOT).as_posix(), node.name


def tests_by_id() -> dict[str, list[str]]:
    """The tests whose names bear each id."""
    found: dict[str, list[str]] = {name: [] for name in IDS}
    for path, name in _functions("tests"):
        if not name.startswith(("test_", "i")):
            continue
        for number in NAMED.findall(name):
            if f"I{int(number)}" in found:
                found[f"I{int(number)}"].append(f"`{name}` ({Path(path).stem})")
    return found


def _queries() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {name: [] for name in IDS}
    for path in sorted((ROOT / "maillon" / "apps").glob("*/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for key in node.keys if isinstance(node, ast.Dict) else ():
                said = key.value if isinstance(key, ast.Constant) else None
                match = SAYS.match(said) if isinstance(said, str) else None
                if match and match.group(1) in found:
                    found[match.group(1)].append(f"« {match.string} »")
    return found


def _faults() -> dict[str, str]:
    tree = ast.parse((ROOT / "maillon/project/simulation/mutants.py").read_text(encoding="utf-8"))
    pairs = [
        (key, value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
    ]
    return {
        str(key.value): f"`{value.attr}`"
        for key, value in pairs
        if isinstance(key, ast.Constant) and isinstance(value, ast.Attribute)
    }


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
