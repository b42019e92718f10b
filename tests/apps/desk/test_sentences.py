"""Every refusal has its French sentence; none is left over from a refusal that is gone."""

import ast
from string import Formatter

from maillon.apps.desk.web.sentences import SENTENCES
from maillon.kernel import sentences
from tests.architecture import source

ROOMS = ("desk", "care", "tasks", "journal")


def codes_raised(*under: str) -> set[str]:
    """The literal first argument of every ``Refused(…)`` below these folders."""
    return {
        str(call.args[0].value)
        for module in source.modules(*under)
        for call in module.calls()
        if source.dotted(call.func).split(".")[-1] == "Refused"
        if call.args and isinstance(call.args[0], ast.Constant)
    }


def test_every_code_raised_in_the_apps_has_a_sentence() -> None:
    assert codes_raised("maillon/apps/") - sentences.known() == set()


def test_no_refusal_hides_its_code_in_a_variable() -> None:
    hidden = [
        f"{module.path}:{call.lineno}"
        for module in source.modules(*(f"maillon/apps/{room}/" for room in ROOMS))
        for call in module.calls()
        if source.dotted(call.func) == "Refused"
        if not (call.args and isinstance(call.args[0], ast.Constant))
    ]
    assert hidden == []


def test_no_sentence_speaks_of_a_refusal_that_is_gone() -> None:
    ours = codes_raised(*(f"maillon/apps/{room}/" for room in ROOMS))
    assert set(SENTENCES) - ours == set()


def test_a_sentence_asks_only_for_data_that_its_refusal_carries() -> None:
    given: dict[str, set[str]] = {}
    for module in source.modules(*(f"maillon/apps/{room}/" for room in ROOMS)):
        for call in module.calls():
            if source.dotted(call.func) == "Refused" and isinstance(call.args[0], ast.Constant):
                names = {keyword.arg or "" for keyword in call.keywords}
                code = str(call.args[0].value)
                given[code] = given.get(code, names) & names
    asked = {
        code: {name for _, name, _, _ in Formatter().parse(words) if name} - given[code]
        for code, words in SENTENCES.items()
    }
    assert {code: names for code, names in asked.items() if names} == {}
