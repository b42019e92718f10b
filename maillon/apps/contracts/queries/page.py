from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from maillon.apps.contracts import access
from maillon.apps.contracts.counting import count, each_point
from maillon.apps.contracts.evidence import Wish, evidence
from maillon.apps.contracts.gathering import typed
from maillon.apps.contracts.knowing import PARIS, Known, gathered
from maillon.apps.contracts.models import (
    AciContract,
    DeclaredFact,
    EvidenceFile,
    KeptStatement,
    ProofTask,
)
from maillon.apps.contracts.queries.levels import Facts, Gain, Levels, gain, levels, reached
from maillon.apps.contracts.wording.values import worded
from maillon.apps.contracts.wording.words import AXES, FACTS, KINDS
from maillon.apps.directory.models import Organization
from maillon.engines.aci import Line, Statement
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = [
    "ContractPage", "Row", "Todo", "contract_of", "contract_page", "opened", "told_by_stages",
]  # fmt: skip

NOTHING: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator of the year."""

    indicator: str
    label: str
    axis: str
    kind: str
    proven: Decimal
    unproved: Decimal
    declared: Decimal
    euros: Decimal
    confidence: str
    missing: bool  # a prerequisite that is not held

    @property
    def slug(self) -> str:
        """Its id as an address has it."""
        return self.indicator.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Todo:
    """Something to do: what, why, by when, worth how much; ``chased``: it is somebody's task."""

    indicator: str
    label: str
    do: str
    why: str
    register: str
    due_on: date
    level: str
    gain: Gain
    paper: bool  # done, its paper is missing
    chased: bool


@dataclass(frozen=True, slots=True)
class Word:
    """A fact declared for the year."""

    id: UUID
    label: str
    value: str
    day: date
    paper: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A statement that was kept."""

    id: UUID
    on: date
    points: str
    euros: str
    digest: str


@dataclass(frozen=True, slots=True)
class ContractPage:
    """A year of a contract. ``statement`` is what is proven; ``None`` while something is asked
    for. ``totals`` are euros proven, unproved, declared, within reach: ``None`` where the rules
    of the year are not all known.
    """

    id: UUID
    organization_id: UUID
    structure: str
    payer: str
    signed_on: date
    year: int
    years: tuple[int, ...]
    on: date
    writes: bool
    asks: tuple[tuple[str, str], ...]
    statement: Statement | None
    totals: tuple[Decimal, Decimal, Decimal, Decimal] | None
    last_year: Decimal | None
    acts: int
    rows: tuple[Row, ...]
    todos: tuple[Todo, ...]
    held_back: tuple[str, ...]
    words: tuple[Word, ...]
    kept: tuple[Kept, ...]
    sent_on: date | None

    @property
    def to_prove(self) -> tuple[Todo, ...]:
        """What is done and wants its paper."""
        return tuple(one for one in self.todos if one.paper)

    @property
    def in_reach(self) -> tuple[Todo, ...]:
        """What may still be done."""
        return tuple(one for one in self.todos if not one.paper)


def contract_of(viewer: AccountViewer, organization_id: UUID) -> UUID | None:
    """The living contract of a structure where she works; ``None`` where none is noted."""
    access.require_house(viewer, organization_id)
    found = AciContract.objects.filter(organization_id=organization_id, ended_on=None)
    return found.values_list("pk", flat=True).first()


def told_by_stages(viewer: AccountViewer, organization_id: UUID) -> bool:
    """Whether the contract of a structure where she works is told by its stages: that of a CPTS,
    which has missions and amounts of its own and none of the commitments counted here.
    """
    access.require_house(viewer, organization_id)
    kind = Organization.objects.values_list("kind", flat=True).get(pk=organization_id)
    return bool(kind == Organization.Kind.CPTS)


def opened(
    viewer: AccountViewer, contract_id: UUID, year: int | None, now: datetime
) -> tuple[AciContract, Known, Levels, tuple[int, ...]]:
    """A contract's year as it is known today; ``NotFound`` for strangers and for years without
    contract. Later than today nothing is known: acts up to today count.
    """
    contract = access.require_reader(viewer, contract_id)
    today = now.astimezone(PARIS).date()
    years = tuple(range(today.year, contract.signed_on.year - 1, -1))
    if (year or today.year) not in years:
        raise NotFound
    known = gathered(contract, year or today.year, today)
    return contract, known, levels(known.facts, known.year), years


def contract_page(
    viewer: AccountViewer, contract_id: UUID, *, now: datetime, year: int | None = None
) -> ContractPage:
    """A year: proven, done without its paper, declared, within reach; what to do and its worth."""
    contract, known, found, years = opened(viewer, contract_id, year, now)
    statement = found.statement
    todos = _todos(contract, known, found, now) if statement else ()
    before = known.year - 1
    return ContractPage(
        id=contract.pk, organization_id=contract.organization_id,
        structure=contract.organization.name, payer=contract.payer,
        signed_on=contract.signed_on, year=known.year, years=years, on=known.on,
        writes=access.writes(viewer, contract.organization_id),
        asks=tuple((key, FACTS[key]) for key in found.counted["proven"].asks),
        statement=statement, totals=_totals(found, todos),
        last_year=_last_year(contract, before) if before in years else None,
        acts=len({act.id for one in known.facts.values() for act in one.acts if act.proven}),
        rows=tuple(_row(line, found, known.year) for line in statement.lines) if statement else (),
        todos=todos, held_back=_held_back(statement), words=_words(contract, known.year),
        kept=_kept(contract, known.year), sent_on=_sent_on(contract, known.year),
    )  # fmt: skip


def _totals(
    found: Levels, todos: tuple[Todo, ...]
) -> tuple[Decimal, Decimal, Decimal, Decimal] | None:
    told = [one.statement for one in found.counted.values()]
    proven, done, declared = (one.euros if one else None for one in told)
    if proven is None or done is None or declared is None:
        return None
    reach = sum((one.gain.euros for one in todos if not one.paper), NOTHING)
    return proven, done - proven, declared - done, reach


def _last_year(contract: AciContract, year: int) -> Decimal | None:
    known = gathered(contract, year, date(year, 12, 31))
    statement = levels(known.facts, year).statement
    return statement.euros if statement else None


def _held_back(statement: Statement | None) -> tuple[str, ...]:
    lines = statement.lines if statement else ()
    missing = statement.missing_prerequisites if statement else ()
    return tuple(one.row.indicator.label for one in lines if one.id in missing)


def _row(line: Line, found: Levels, year: int) -> Row:
    done = found.counted["done"].worth(line.id)
    declared = found.counted["declared"].worth(line.id)
    missing = line.version.kind == "prerequisite" and not line.outcome.held
    return Row(
        line.id, line.row.indicator.label, AXES[line.row.indicator.axis], KINDS[line.version.kind],
        line.worth, done - line.worth, declared - done,
        line.worth * each_point(year) if line.outcome.euros is None else line.outcome.euros,
        line.confidence, missing,
    )  # fmt: skip


def _todos(contract: AciContract, known: Known, found: Levels, now: datetime) -> tuple[Todo, ...]:
    """What is worth something: papers first, then what may be done while the year lasts, dearest
    first. What one gesture gives to two indicators is told once.
    """
    rows = ProofTask.objects.filter(contract=contract, year=known.year, task__closed_at=None)
    chased = set(rows.values_list("indicator", flat=True))
    today = now.astimezone(PARIS).date()
    seen: set[frozenset[tuple[str, str]]] = set()
    todos = []
    for line, changes, paper in _changes(found, known.year >= today.year):
        key = frozenset((name, str(value)) for name, value in changes.items())
        base = found.proven if paper else found.declared
        if key in seen or not _lifts(line, base, base | changes, known.year):
            continue
        worth = gain(base, base | changes, known.year)
        if worth.euros > 0:
            seen.add(key)
            todos.append(_todo(line, known, worth, paper, line.id in chased, today))
    return tuple(sorted(todos, key=lambda one: (not one.paper, -one.gain.euros, one.indicator)))


def _lifts(line: Line, before: Facts, after: Facts, year: int) -> bool:
    """Whether the indicator itself is worth more."""
    return count(after, year).worth(line.id) > count(before, year).worth(line.id)


def _changes(found: Levels, living: bool) -> Iterator[tuple[Line, Facts, bool]]:
    """For each line what its papers would prove, then what is within reach."""
    for line in found.statement.lines if found.statement else ():
        wish = evidence().wishes.get(line.id)
        if wish is None:
            continue
        done = {key: found.done.get(key) for key in line.row.counting.uses}
        yield line, _moved(found.proven, done), True
        if living:
            yield line, _moved(found.declared, reached(found.declared, wish)), False


def _moved(before: Facts, after: Facts) -> Facts:
    return {k: v for k, v in after.items() if v is not None and before.get(k) != v}


def _todo(line: Line, known: Known, worth: Gain, paper: bool, chased: bool, today: date) -> Todo:
    wish = evidence().wishes[line.id]
    due = date(known.year + 1, 1, 31) if paper else date(known.year, 12, 31)
    return Todo(
        line.id, line.row.indicator.label, _do(line, known, wish, paper),
        _why(known, line.row.counting.uses, wish, paper), wish.register, due,
        _level(due, today), worth, paper, chased,
    )  # fmt: skip


def _do(line: Line, known: Known, wish: Wish, paper: bool) -> str:
    if not paper:
        return wish.do
    uses = line.row.counting.uses
    lacking = {a.id for key in uses if key in known.facts for a in known.facts[key].acts
               if not a.proven}  # fmt: skip
    more = "s" if len(lacking) > 1 else ""
    if wish.register == "meetings":
        return f"Clore {len(lacking)} compte{more} rendu{more}"
    return f"Joindre {len(lacking)} document{more}"


def _why(known: Known, uses: tuple[str, ...], wish: Wish, paper: bool) -> str:
    """How far the facts are, in words."""
    told = [known.facts[key] for key in uses if key in known.facts and known.facts[key].acts]
    if paper and wish.register == "meetings":
        return "tenue, son compte rendu n’est pas clos"
    if paper:
        return "fait et noté, le papier manque"
    counted = {act.id for one in told for act in one.acts}
    return (
        f"{len(counted)} acte{'s' if len(counted) > 1 else ''} au journal"
        if counted
        else ("rien encore au journal")
    )


def _level(due: date, today: date) -> str:
    left = (due - today).days
    return "late" if left < 0 else "soon" if left <= 35 else "calm"


def _words(contract: AciContract, year: int) -> tuple[Word, ...]:
    rows = DeclaredFact.objects.filter(contract=contract, year=year, withdrawn_at=None)
    return tuple(
        Word(
            one.pk, FACTS[one.key], worded(typed(one.key, one.value)),
            one.declared_at.astimezone(PARIS).date(), bool(one.digest),
        )
        for one in rows.defer("content").order_by("key")
    )  # fmt: skip


def _sent_on(contract: AciContract, year: int) -> date | None:
    rows = EvidenceFile.objects.filter(contract=contract, year=year)
    at = rows.values_list("sent_at", flat=True).first()
    return at.astimezone(PARIS).date() if at else None


def _kept(contract: AciContract, year: int) -> tuple[Kept, ...]:
    rows = KeptStatement.objects.filter(contract=contract, year=year)
    return tuple(
        Kept(one.pk, one.on, one.result["points"] or "", one.result["euros"] or "",
             one.digest[:16])
        for one in rows
    )  # fmt: skip
