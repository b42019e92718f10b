"""The grids that somebody may use, and the scores of a person."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from maillon.apps.care import access, working
from maillon.apps.care.actions.scoring import THEME, scored
from maillon.apps.care.grids import questionnaires
from maillon.apps.care.models import Patient, Questionnaire, QuestionnaireResponse
from maillon.apps.care.scales import document_of, plain, read_document
from maillon.engines import grids as engine
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer, Viewer
from maillon.kernel.accesslog import traced

__all__ = [
    "Filling", "GridCard", "GridPage", "ScorePage", "ScoreRow", "Scores", "filling", "grid_page",
    "grids", "score_page", "scores", "shipped_document",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class GridCard:
    """One version of a grid. ``id`` is ``None`` for what ships with Maillon."""

    id: UUID | None
    code: str
    title: str
    version: str
    since: date
    source: engine.Source
    thresholds: tuple[engine.Threshold, ...]
    questions: int
    used: int
    note: str


@dataclass(frozen=True, slots=True)
class GridPage:
    """A version as the builder reads it; nobody changes one that was answered."""

    id: UUID
    grid: engine.Questionnaire
    document: Mapping[str, Any]
    used: int


@dataclass(frozen=True, slots=True)
class Filling:
    """A grid before a person, with what this asker already answered."""

    patient_id: UUID
    name: str
    grid_id: UUID
    grid: engine.Questionnaire
    answers: Mapping[str, str]
    situations: frozenset[str]
    begun_at: datetime | None


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One score of the history, as it was kept that day."""

    id: UUID
    title: str
    version: str
    at: datetime
    by: str
    least: Decimal
    most: Decimal
    at_least: Decimal
    out_of: Decimal
    verdict: str
    rescore_on: date | None
    owed: bool

    @property
    def said(self) -> str:
        """The points, or between which they stand."""
        if self.least == self.most:
            return plain(self.least)
        return f"de {plain(self.least)} à {plain(self.most)}"

    @property
    def total(self) -> str:
        """Out of how many."""
        return plain(self.out_of)


@dataclass(frozen=True, slots=True)
class Scores:
    """The history of a person, newest first; the grids that may be asked today."""

    patient_id: UUID
    name: str
    rows: tuple[ScoreRow, ...]
    usable: tuple[GridCard, ...]
    waiting: tuple[GridCard, ...]  # known by their thresholds only: the questions are missing


@dataclass(frozen=True, slots=True)
class ScorePage:
    """One score with its reasons, and what changed since the one before."""

    patient_id: UUID
    name: str
    row: ScoreRow
    score: engine.Score
    changes: tuple[tuple[engine.Line | None, engine.Line | None], ...]
    grid_id: UUID
    source: engine.Source


def grids(viewer: Viewer) -> tuple[GridCard, ...]:
    """The versions of the viewer's structures, newest first, then what ships with Maillon.

    ``NotFound`` for whoever works in no structure.
    """
    working.require_worked(viewer)
    return (*_own(working.worked(viewer)), *(_card(None, one, 0) for one in questionnaires()))


def _own(houses: Iterable[UUID]) -> list[GridCard]:
    rows = Questionnaire.objects.filter(organization_id__in=houses)
    rows = rows.annotate(used=Count("responses")).order_by("title", "-since", "-made_at")
    return [_card(row.pk, read_document(row.document), row.used) for row in rows]


def _card(pk: UUID | None, grid: engine.Questionnaire, used: int) -> GridCard:
    return GridCard(
        pk, grid.code, grid.title, grid.version, grid.since, grid.source, grid.thresholds,
        len(grid.items), used, grid.note,
    )  # fmt: skip


def grid_page(viewer: Viewer, grid_id: UUID) -> GridPage:
    """One version of the viewer's structures; ``NotFound``."""
    row = Questionnaire.objects.filter(pk=grid_id).first()
    if row is None or row.organization_id not in working.worked(viewer):
        raise NotFound
    grid = read_document(row.document)
    return GridPage(row.pk, grid, row.document, row.responses.count())


def shipped_document(viewer: Viewer, code: str) -> dict[str, Any]:
    """What ships of this grid, to enter its questions; ``NotFound`` for an unknown code."""
    working.require_worked(viewer)
    found = [one for one in questionnaires() if one.code == code]
    if not found:
        raise NotFound
    return document_of(max(found, key=lambda one: one.since))


def filling(viewer: AccountViewer, patient_id: UUID, grid_id: UUID, *, now: datetime) -> Filling:
    """A grid to ask this person, for whoever reads about her health; traced. ``NotFound``."""
    patient = _read(viewer, patient_id, now)
    row = _usable(viewer, patient).filter(pk=grid_id).first()
    if row is None:
        raise NotFound
    draft = QuestionnaireResponse.objects.filter(
        patient=patient, questionnaire=row, account_id=viewer.account_id, status="in-progress"
    ).order_by("begun_at")
    found = draft.last()
    said = json.loads(found.answers) if found else {"answers": {}, "situations": []}
    return Filling(
        patient.pk, _name(patient), row.pk, read_document(row.document), said["answers"],
        frozenset(said["situations"]), found.begun_at if found else None,
    )  # fmt: skip


def scores(viewer: AccountViewer, patient_id: UUID, *, now: datetime) -> Scores:
    """Her scores, and the grids to ask her, on the theme of health; traced. ``NotFound``."""
    patient = _read(viewer, patient_id, now)
    own = [
        _card(row.pk, read_document(row.document), 0)
        for row in _usable(viewer, patient).order_by("title", "-since", "-made_at")
    ]
    newest = {card.code: card for card in reversed(own) if card.questions}
    missing = [one for one in questionnaires() if not one.items and one.code not in newest]
    return Scores(
        patient.pk, _name(patient),
        tuple(_row(one) for one in _completed(patient).order_by("-completed_at")),
        tuple(newest.values()), tuple(_card(None, one, 0) for one in missing),
    )  # fmt: skip


def score_page(viewer: AccountViewer, response_id: UUID, *, now: datetime) -> ScorePage:
    """One score, computed anew from its answers and its version; traced. ``NotFound``."""
    one = QuestionnaireResponse.objects.filter(pk=response_id, status="completed").first()
    if one is None:
        raise NotFound
    patient = _read(viewer, one.patient_id, now)
    one = _completed(patient).get(pk=response_id)
    found = scored(one)
    before = _completed(patient).filter(
        questionnaire__code=one.questionnaire.code, completed_at__lt=one.completed_at
    )
    last = before.order_by("completed_at").last()
    changes = engine.compare(scored(last), found) if last else ()
    source = read_document(one.questionnaire.document).source
    return ScorePage(
        patient.pk, _name(patient), _row(one), found, changes, one.questionnaire_id, source
    )


def _read(viewer: AccountViewer, patient_id: UUID, now: datetime) -> Patient:
    """The person, for a viewer whose ground opens the theme of health; the read is traced."""
    patient = access.resolve(patient_id)
    grant = access.require_page(viewer, patient, now)
    if not grant.shows(THEME):
        raise NotFound
    traced(
        viewer, grant, object_type="scores", object_id=patient.pk, now=now, patient_id=patient.pk,
        organization_id=patient.organization_id, fields=["identity", THEME],
    )  # fmt: skip
    return patient


def _usable(viewer: Viewer, patient: Patient) -> QuerySet[Questionnaire]:
    houses = {patient.organization_id, *working.worked(viewer)}
    return Questionnaire.objects.filter(organization_id__in=houses)


def _completed(patient: Patient) -> QuerySet[QuestionnaireResponse]:
    rows = QuestionnaireResponse.objects.filter(patient=patient, status="completed")
    return rows.select_related("questionnaire", "account", "task")


def _row(one: QuestionnaireResponse) -> ScoreRow:
    kept = json.loads(one.result)
    return ScoreRow(
        id=one.pk,
        title=one.questionnaire.title,
        version=one.questionnaire.version,
        at=one.completed_at or one.begun_at,
        by=one.account.name,
        least=Decimal(kept["least"]),
        most=Decimal(kept["most"]),
        at_least=Decimal(kept["at_least"]),
        out_of=Decimal(kept["out_of"]),
        verdict=kept["verdict"],
        rescore_on=one.rescore_on,
        owed=one.task is not None and one.task.closed_at is None,
    )


def _name(patient: Patient) -> str:
    return f"{patient.given_name} {patient.used_name or patient.birth_name}"
