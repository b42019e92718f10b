"""The sources as the architecture tests read them: files, functions, classes, imports."""

import ast
import functools
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@functools.cache
def tracked() -> tuple[str, ...]:
    """Every file that git keeps or would keep, relative to the root."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return tuple(name for name in listed.stdout.splitlines() if (ROOT / name).is_file())


@dataclass(frozen=True)
class Module:
    """One Python file, parsed."""

    path: str
    text: str
    tree: ast.Module

    def walk(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        return (node for node in ast.walk(self.tree) if isinstance(node, FUNCTIONS))

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    def imported(self) -> dict[str, str]:
        """Local name → full dotted name, for every import anywhere in the file."""
        names: dict[str, str] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                names |= {a.asname or a.name: a.name for a in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
        return names


@functools.cache
def modules(*folders: str) -> tuple[Module, ...]:
    """The Python files under these folders, migrations apart: Django writes those."""
    paths = [
        name
        for name in tracked()
        if name.endswith(".py") and name.startswith(folders) and "/migrations/" not in name
    ]
    texts = ((path, (ROOT / path).read_text(encoding="utf-8")) for path in paths)
    return tuple(Module(path, text, ast.parse(text)) for path, text in texts)


def dotted(node: ast.AST) -> str:
    """``a.b.c`` of an expression made of names; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else node.attr
    return ""


def length(node: ast.AST) -> int:
    """Lines of a module, class or function, its docstring not counted."""
    first = 1 if isinstance(node, ast.Module) else node.lineno  # type: ignore[attr-defined]
    body: list[ast.stmt] = node.body  # type: ignore[attr-defined]
    last = body[-1].end_lineno if body else first
    if ast.get_docstring(node) is None:  # type: ignore[arg-type]
        return (last or first) - first + 1
    said = body[0]
    return (last or first) - first - ((said.end_lineno or 0) - said.lineno)
