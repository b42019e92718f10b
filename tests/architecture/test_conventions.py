"""House rules that an import contract cannot see."""

import ast
import re

import pytest

from tests.architecture import source
from tests.architecture.source import FUNCTIONS, Module, dotted

PROMISES = re.compile(
    r"^maillon/engines/|^maillon/kernel/access\.py|/(access|actions|queries)(\.py|/[\w/]+\.py)$"
)
CLOCK = "maillon/kernel/clock.py"
HIDDEN_CLOCKS = re.compile(
    r"(^|\.)(datetime|date|dt|timezone)\.(now|utcnow|today|localtime|localdate)$"
    r"|^time\.(time|time_ns|localtime|gmtime)$|^(Now|TruncNow)$"
)
RAW_SQL = re.compile(r"(^|\.)(raw|extra|RawSQL|RunSQL|executemany|executescript|cursor|execute)$")
# Where SQL is the point: triggers, full-text search, locks that the ORM cannot say.
SQL_ALLOWED = ("maillon/kernel/", "maillon/project/bench/", "maillon/project/backup/", "tests/")
RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}


def unpromised(module: Module) -> list[str]:
    return [
        f"{module.path}:{node.lineno} {node.name}"
        for node in module.tree.body
        if isinstance(node, FUNCTIONS) and not node.name.startswith("_")
        if not ast.get_docstring(node)
    ]


def test_what_others_call_says_what_it_promises() -> None:
    rooms = [m for m in source.modules("maillon/") if PROMISES.search(m.path)]
    assert [line for module in rooms for line in unpromised(module)] == []


def hidden_clocks(module: Module) -> list[str]:
    named = [(call, dotted(call.func)) for call in module.calls()]
    found = [f"{module.path}:{c.lineno} {n}" for c, n in named if HIDDEN_CLOCKS.search(n)]
    fields = [
        f"{module.path}:{call.lineno} {keyword.arg}"
        for call in module.calls()
        for keyword in call.keywords
        if keyword.arg in {"auto_now", "auto_now_add"}
    ]
    names = module.imported().values()
    return found + fields + [n for n in names if n in {"django.utils.timezone.now", "time.time"}]


def test_there_is_one_clock() -> None:
    rooms = [m for m in source.modules("maillon/") if m.path != CLOCK]
    assert [line for module in rooms for line in hidden_clocks(module)] == []


@pytest.mark.parametrize(
    "line",
    [
        "x = datetime.now(UTC)",
        "x = dt.date.today()",
        "x = timezone.now()",
        "x = time.time()",
        "x = models.DateTimeField(auto_now_add=True)",
        "from django.utils.timezone import now",
    ],
)
def test_a_hidden_clock_is_seen(line: str) -> None:
    assert hidden_clocks(Module("x.py", line, ast.parse(line)))


def test_engines_do_not_even_ask_the_one_clock() -> None:
    for module in source.modules("maillon/engines/"):
        assert not [n for n in module.imported().values() if n.startswith("maillon.kernel")]


def room_of(path: str) -> str:
    """``maillon.apps.desk`` for a file of that app."""
    return ".".join(path.split("/")[:3])


def foreign_relations(module: Module) -> list[str]:
    own, names = room_of(module.path), module.imported()
    relations = [c for c in module.calls() if dotted(c.func).split(".")[-1] in RELATIONS]
    targets = [(call, names.get(dotted(call.args[0]), "")) for call in relations if call.args]
    return [
        f"{module.path}:{call.lineno} {target}"
        for call, target in targets
        if target.startswith("maillon.") and not target.startswith(own)
    ]


def test_a_relation_to_another_room_is_a_string() -> None:
    rooms = source.modules("maillon/apps/", "maillon/interop/")
    assert [line for module in rooms for line in foreign_relations(module)] == []


def test_sql_is_written_only_where_it_is_the_point() -> None:
    found = [
        f"{module.path}:{call.lineno} {dotted(call.func)}"
        for module in source.modules("maillon/")
        if not module.path.startswith(SQL_ALLOWED)
        for call in module.calls()
        if RAW_SQL.search(dotted(call.func))
    ]
    assert found == []


def test_no_signal_carries_the_domain() -> None:
    heard = ("django.dispatch", "django.db.models.signals", "django.core.signals")
    web = "maillon/project/asgi.py"  # begins and ends a request, as the handler it extends does
    found = [
        f"{module.path} {name}"
        for module in source.modules("maillon/")
        if not module.path.startswith(("maillon/kernel/", web))
        for name in module.imported().values()
        if name.startswith(heard) or re.search(r"^(django|allauth)\b.*\.signals\b", name)
    ]
    assert found == []


def test_no_room_is_named_for_everything_and_nothing() -> None:
    vague = {"utils", "helpers", "services", "core", "misc", "common"}
    parts = {m.path: set(m.path.removesuffix(".py").split("/")) & vague for m in source.modules()}
    allowed = {"maillon/engines/common.py"}
    assert {path: names for path, names in parts.items() if names and path not in allowed} == {}
