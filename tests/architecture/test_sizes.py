"""Nothing grows past what a reader can hold at once."""

import ast
import statistics

import pytest

from tests.architecture import source
from tests.architecture.source import ROOT, Module, length

EVERYTHING = ("maillon/", "tests/", "tools/")
MODULE, CLASS, TEMPLATE = 400, 150, 150
FUNCTION = {"maillon/engines/": 25, "tests/journeys/": 60, "": 40}
NINETIETH = 18


def stop_for(path: str) -> int:
    """The hard stop of a function, by where it lives."""
    return next(stop for folder, stop in FUNCTION.items() if path.startswith(folder))


def too_long(module: Module) -> list[str]:
    stop = stop_for(module.path)
    return [
        f"{module.path}:{node.lineno} {node.name}: {length(node)} lines, at most {stop}"
        for node in module.functions()
        if length(node) > stop
    ]


def test_no_function_passes_its_stop() -> None:
    assert [line for module in source.modules(*EVERYTHING) for line in too_long(module)] == []


def test_no_module_passes_its_stop() -> None:
    sizes = {
        module.path: length(module.tree) for module in source.modules(*EVERYTHING) if module.text
    }
    assert {path: size for path, size in sizes.items() if size > MODULE} == {}


def test_no_class_passes_its_stop() -> None:
    classes = [
        (f"{module.path} {node.name}", length(node))
        for module in source.modules(*EVERYTHING)
        for node in module.walk(ast.ClassDef)
        if isinstance(node, ast.ClassDef)
    ]
    assert [found for found in classes if found[1] > CLASS] == []


def test_no_template_passes_its_stop() -> None:
    pages = [name for name in source.tracked() if name.endswith(".html")]
    sizes = {page: len((ROOT / page).read_text(encoding="utf-8").splitlines()) for page in pages}
    assert {page: size for page, size in sizes.items() if size > TEMPLATE} == {}


@pytest.mark.parametrize("folder", ["maillon/", "tests/"])
def test_nine_functions_in_ten_are_short(folder: str) -> None:
    sizes = [length(node) for module in source.modules(folder) for node in module.functions()]
    assert statistics.quantiles(sizes, n=10)[8] <= NINETIETH


def test_a_docstring_does_not_count() -> None:
    tree = ast.parse('def f():\n    """One.\n\n    Two.\n    """\n    return 1\n')
    assert length(tree.body[0]) == 2
