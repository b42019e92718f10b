from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from maillon.apps.accounts.readers import ReaderLine, readers
from maillon.apps.contracts.models import IndemnityCeiling
from maillon.apps.contracts.queries import contract_of
from maillon.apps.directory.models import Organization
from maillon.apps.projects.models import ProjectAdoption
from maillon.apps.stages.models import Stage, StageFiling
from maillon.apps.stages.path import STEPS, Step, Way, next_step, path_for
from maillon.apps.stages.queries.money import AmountRow, Ceiling, Territory, amounts, territory
from maillon.apps.stages.vocabulary import ANSWERS, HANDED, MISSIONS
from maillon.apps.structures.queries import StructureCard, structures_read
from maillon.engines.aci.cpts import rule_on
from maillon.engines.aci.loading import cpts_rules
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["FilingCard", "MissionCard", "StagePage", "StepCard", "Word", "stage_page"]

PRE: Final = STEPS[0]


@dataclass(frozen=True, slots=True)
class Word:
    """A question of the reader, or the reply."""

    label: str
    words: str
    on: date


@dataclass(frozen=True, slots=True)
class FilingCard:
    """What was sent for a step, and what came back."""

    id: UUID
    sent_on: date
    sent_to: str
    by: str
    adoption: int | None
    paper: bool
    answer: str
    answer_label: str
    answered_on: date | None
    answered_by: str
    reason: str
    due_on: date | None  # of what is awaited now
    handed_on: date | None  # to the reader of the payer or of the ARS, here
    may_hand: bool
    words: tuple[Word, ...]
    asked: bool  # a question of the reader waits for a reply


@dataclass(frozen=True, slots=True)
class StepCard:
    """A step and its history. ``state``: done, current, todo."""

    step: Step
    state: str
    filings: tuple[FilingCard, ...]

    @property
    def waiting(self) -> FilingCard | None:
        """What was sent and is not answered."""
        return next((one for one in self.filings if not one.answer), None)


@dataclass(frozen=True, slots=True)
class MissionCard:
    """A mission of the contract and its two days."""

    code: str
    label: str
    start_by: date
    deploy_by: date
    started_on: date | None
    deployed_on: date | None
    late: bool

    @property
    def next_by(self) -> date | None:
        """The next day that is awaited."""
        if self.deployed_on:
            return None
        return self.deploy_by if self.started_on else self.start_by


@dataclass(frozen=True, slots=True)
class StagePage:
    """Where a structure stands. ``way`` is ``None`` where its kind has no steps."""

    card: StructureCard
    way: Way | None
    cpts: bool
    began_on: date | None
    team: str
    contract_on: date | None
    contract_id: UUID | None
    current: str
    steps: tuple[StepCard, ...]
    adoptions: tuple[int, ...]
    territory: Territory
    missions: tuple[MissionCard, ...]
    amounts: tuple[AmountRow, ...]
    ceiling: Ceiling | None
    readers: tuple[ReaderLine, ...]  # to whom the door is open; told to who writes here


def stage_page(viewer: AccountViewer, organization_id: UUID, *, now: datetime) -> StagePage:
    """Where a structure stands on its way, for who works there; ``NotFound`` for strangers."""
    cards = structures_read(viewer, now=now)
    card = next((one for one in cards if one.id == organization_id), None)
    if card is None:
        raise NotFound
    kind = Organization.objects.get(pk=organization_id).kind
    way, cpts = path_for(kind), kind == Organization.Kind.CPTS
    stage = Stage.objects.filter(organization_id=organization_id).first()
    filings = _filings(stage)
    done = {PRE, *(step for step, one in filings if one.answer == "accepted")}
    current = next_step(done) if stage else PRE
    known = territory(stage, cpts=cpts, day=now.date())
    rows = ProjectAdoption.objects.filter(project__organization_id=organization_id)
    return StagePage(
        card=card, way=way, cpts=cpts, began_on=stage.began_on if stage else None,
        team=stage.team if stage else "", contract_on=stage.contract_on if stage else None,
        contract_id=contract_of(viewer, organization_id), current=current,
        steps=_steps(way, current, done if stage else set(), filings),
        adoptions=tuple(rows.values_list("number", flat=True)), territory=known,
        missions=_missions(stage, now.date()),
        amounts=amounts(stage, known.size, cpts=cpts, day=now.date()),
        ceiling=_ceiling(organization_id, now.date()) if cpts else None,
        readers=_readers(viewer, organization_id, now.date()) if card.writes and stage else (),
    )  # fmt: skip


def _readers(viewer: AccountViewer, house: UUID, today: date) -> tuple[ReaderLine, ...]:
    lines = readers(viewer, house)
    return tuple(one for one in lines if one.until is None or one.until > today)


def _steps(
    way: Way | None, current: str, done: set[str], filings: list[tuple[str, FilingCard]]
) -> tuple[StepCard, ...]:
    return tuple(
        StepCard(
            one, "done" if one.code in done else "current" if one.code == current else "todo",
            tuple(card for step, card in filings if step == one.code),
        )
        for one in (way.steps if way else ())
    )  # fmt: skip


def _filings(stage: Stage | None) -> list[tuple[str, FilingCard]]:
    if stage is None:
        return []
    rows = stage.filings.select_related("sent_by", "task").defer("content")
    rows = rows.prefetch_related("words__task")
    return [(one.step, _filing(one)) for one in rows]


def _filing(one: StageFiling) -> FilingCard:
    owed = one.task if one.task and one.task.closed_at is None else None
    return FilingCard(
        one.pk, one.sent_on, one.sent_to, one.sent_by.name, one.adoption, bool(one.media_type),
        one.answer, ANSWERS[one.answer], one.answered_on, one.answered_by, one.reason,
        owed.due_at.date() if owed else None,
        one.handed_at.date() if one.handed_at else None,
        one.step in HANDED and not one.answer and one.handed_at is None,
        tuple(Word(w.get_kind_display(), w.words, w.said_at.date()) for w in one.words.all()),
        any(w.task and w.task.closed_at is None for w in one.words.all()),
    )  # fmt: skip


def _missions(stage: Stage | None, today: date) -> tuple[MissionCard, ...]:
    cards = []
    for one in stage.missions.all() if stage else ():
        waited = one.deploy_by if one.started_on else one.start_by
        late = one.deployed_on is None and waited < today
        cards.append(MissionCard(
            one.mission, MISSIONS[one.mission], one.start_by, one.deploy_by, one.started_on,
            one.deployed_on, late,
        ))  # fmt: skip
    return tuple(cards)


def _ceiling(organization_id: UUID, today: date) -> Ceiling:
    """What a member may receive in the year: the rule, and what the structure said."""
    rule = rule_on(cpts_rules(), "member_ceiling", today)
    said = IndemnityCeiling.objects.filter(
        organization_id=organization_id, year=today.year, withdrawn_at=None
    ).first()
    known: Decimal | None = rule.amounts["euros"]
    return Ceiling(rule.words, known, said is not None, said.euros if said else None,
                   rule.sources[0].name, rule.confidence["points"])  # fmt: skip
