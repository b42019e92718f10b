from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from maillon.apps.contracts.counting import each_point
from maillon.apps.contracts.evidence import evidence
from maillon.apps.contracts.gathering import Found, Told
from maillon.apps.contracts.knowing import Known
from maillon.apps.contracts.queries.page import opened
from maillon.apps.contracts.wording.reasons import sentence
from maillon.apps.contracts.wording.values import worded
from maillon.apps.contracts.wording.words import CONFIDENCE, EXPECTED, FACTS, KINDS
from maillon.apps.journal.acts import act as declared_act
from maillon.apps.protocols.queries import protocol_titles
from maillon.apps.structures.queries import record_titles
from maillon.engines.aci import SUPPOSABLE, Line, Source, rules
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["ActLine", "FactLine", "IndicatorPage", "indicator_page"]

ORIGINS = {
    "acts": "compté dans le journal", "members": "compté dans l’équipe",
    "declared": "déclaré", "contract": "lu sur le contrat",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act behind a fact: its day, what it is; no patient, a count only."""

    id: UUID
    day: date
    label: str
    title: str
    proven: bool
    kind: str
    object_id: UUID | None
    version: int = 0  # of the protocol


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact the indicator looks at, where it comes from, the acts behind it."""

    key: str
    label: str
    value: str
    done: str  # where more is done than is proven
    origin: str
    acts: tuple[ActLine, ...]
    same: bool = False  # the acts of the fact before
    source: str = "acts"  # acts | members | declared | contract

    @property
    def again(self) -> bool:
        """Whether several of its acts are about the same protocol, which counts once."""
        about = [one.object_id for one in self.acts if one.kind == "protocol"]
        return len(about) > len(set(about))


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """« Pourquoi ce montant ? »"""

    contract_id: UUID
    organization_id: UUID
    structure: str
    year: int
    on: date
    id: str
    label: str
    what: str
    kind: str
    expected: str  # what this kind means
    points: Decimal
    euros: Decimal
    held_back: bool
    reasons: tuple[str, ...]
    rule: str
    since: date
    text: str  # the accord or avenant it comes from
    proof: str
    confidence: str
    sure: str
    revision: str
    sources: tuple[Source, ...]
    remarks: tuple[str, ...]
    facts: tuple[FactLine, ...]
    do: str
    register: str
    amount: str  # of its rule, to suppose otherwise


def indicator_page(
    viewer: AccountViewer, contract_id: UUID, year: int, indicator: str, *, now: datetime
) -> IndicatorPage:
    """One indicator of a year: why so many points, from which facts, from which acts, by which
    rule and how sure. ``NotFound`` for strangers and where the year cannot be counted yet.
    """
    contract, known, found, _ = opened(viewer, contract_id, year, now)
    statement = found.statement
    line = next((one for one in statement.lines if one.id == indicator), None) if (
        statement
    ) else None  # fmt: skip
    if statement is None or line is None:
        raise NotFound
    wish = evidence().wishes.get(indicator)
    version = line.version
    return IndicatorPage(
        contract_id=contract.pk, organization_id=contract.organization_id,
        structure=contract.organization.name, year=year, on=known.on, id=line.id,
        label=line.row.indicator.label, what=line.row.indicator.what,
        kind=KINDS[version.kind], expected=EXPECTED[version.kind],
        points=line.worth, euros=_euros(line, year), held_back=line.held_back,
        reasons=tuple(sentence(one) for one in line.reasons), rule=version.words,
        since=version.since, text=rules().accord(version.since).label,
        proof=version.evidence, confidence=line.confidence,
        sure=CONFIDENCE[line.confidence], revision=statement.revision, sources=version.sources,
        remarks=tuple(one.note.words for one in line.remarks),
        facts=_facts(viewer, line, known), do=wish.do if wish else "",
        register=wish.register if wish else "",
        amount=next((f"{line.id}:{one}" for one in version.amounts if one in SUPPOSABLE), ""),
    )  # fmt: skip


def _euros(line: Line, year: int) -> Decimal:
    told = line.outcome.euros
    return line.worth * each_point(year) if told is None else told


def _facts(viewer: AccountViewer, line: Line, known: Known) -> tuple[FactLine, ...]:
    used = [known.facts[key] for key in line.row.counting.uses if key in known.facts]
    ids: dict[str, set[UUID]] = {"record": set(), "protocol": set()}
    for kind, pk in (act.about for one in used for act in one.acts if act.about):
        ids.setdefault(kind, set()).add(pk)
    titles = record_titles(viewer, ids["record"]) | protocol_titles(viewer, ids["protocol"])
    lines = [_fact(one, titles) for one in used]
    return tuple(
        replace(one, same=bool(one.acts) and place > 0 and lines[place - 1].acts == one.acts)
        for place, one in enumerate(lines)
    )


def _fact(one: Found, titles: Mapping[UUID, str]) -> FactLine:
    origin = ORIGINS["declared" if one.word else one.source]
    if one.word and one.source != "declared":
        origin = "déclaré, avec un document" if one.word.paper else "déclaré, sans document"
    done = worded(one.done) if one.done != one.proven and one.done is not None else ""
    return FactLine(
        one.key, FACTS[one.key], "non dit" if one.proven is None else worded(one.proven), done,
        origin, tuple(_act(act, titles) for act in one.acts),
        source="declared" if one.word else one.source,
    )  # fmt: skip


def _act(act: Told, titles: Mapping[UUID, str]) -> ActLine:
    kind, pk = act.about or ("", None)
    title = titles.get(pk, "") if pk else ""
    if kind == "meeting":
        files = len(act.persons)
        title = f"{act.notes.get('present', 0)} présents, {files} dossier{'s' * (files > 1)}"
    version = int(act.notes.get("version", 0)) if kind == "protocol" else 0
    return ActLine(
        act.id, act.day, declared_act(act.act).label, title, act.proven, kind, pk, version
    )
