"""Answering a grid with a person: a draft at every touch, then a score that can be replayed."""

import json
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from maillon.apps.care import access, working
from maillon.apps.care.eligible import fee_around
from maillon.apps.care.models import Patient, Questionnaire, QuestionnaireResponse
from maillon.apps.care.scales import SITUATIONS, read_document
from maillon.apps.journal.actions import record
from maillon.apps.tasks.actions import Owner, close_task, open_task
from maillon.engines.grids import Score, score
from maillon.errors import NotFound, Refused
from maillon.kernel import events
from maillon.kernel.access import AccountViewer

__all__ = ["RESCORE", "THEME", "complete_response", "keep_answers", "result_of", "scored"]

RESCORE: Final = "care.rescore"
THEME: Final = "theme:health"
PARIS: Final = ZoneInfo("Europe/Paris")
DRAFT, DONE = QuestionnaireResponse.Status


def keep_answers(
    *, patient_id: UUID, grid_id: UUID, answers: Mapping[str, str], situations: frozenset[str],
    by: AccountViewer, now: datetime,
) -> UUID:  # fmt: skip
    """Keep what is answered so far, one draft for each asker, person and version; its id.

    For whoever reads about her health. Raises ``NotFound``, ``Refused``: ``grid_answer_unknown``,
    ``grid_situation_unknown``, ``grid_without_questions``.
    """
    with transaction.atomic():
        patient, row = _asked(patient_id, grid_id, by, now)
        _score(row, answers, situations, now)
        return _draft(patient, row, answers, situations, by, now).pk


def complete_response(
    *, patient_id: UUID, grid_id: UUID, answers: Mapping[str, str], situations: frozenset[str],
    by: AccountViewer, now: datetime,
) -> UUID:  # fmt: skip
    """The score of that day, never changed after; the date of the next one becomes a task.

    Raises as ``keep_answers``, and ``Refused('grid_empty')`` without one answer.
    """
    if not answers:
        raise Refused("grid_empty")
    with transaction.atomic():
        patient, row = _asked(patient_id, grid_id, by, now)
        found = _score(row, answers, situations, now)
        response = _draft(patient, row, answers, situations, by, now)
        _close_former(patient, row, by, now)
        response.status, response.completed_at = DONE, now
        response.result, response.rescore_on = json.dumps(result_of(found)), found.rescore_on
        response.task_id = _again(response, by, now)
        response.save()
        record(
            act="care.scored", organization_id=patient.organization_id, by=by, now=now,
            subjects=[("patient", patient.pk), ("response", response.pk)],
            data={"grid": str(row.pk), "version": row.version},
        )  # fmt: skip
        _tell_fee(response, found, by, now)
        events.bump(f"circle:{patient.pk}")
    return response.pk


def _tell_fee(
    response: QuestionnaireResponse, found: Score, by: AccountViewer, now: datetime
) -> None:
    """The verdict on the flat fee of her team, with the entries that prove it: ids and codes."""
    patient = response.patient
    held = fee_around(patient, found, now)
    if held is None or held[0].code != response.questionnaire.code:
        return
    fee, due = held
    record(
        act="care.fee", organization_id=patient.organization_id, by=by, now=now,
        subjects=[("patient", patient.pk), ("response", response.pk)],
        data={"fee": fee.code, "verdict": due.verdict, **due.evidence},
    )  # fmt: skip


def scored(response: QuestionnaireResponse) -> Score:
    """The score of these answers on the version they were given to, computed anew."""
    said = json.loads(response.answers)
    grid = read_document(response.questionnaire.document)
    day = (response.completed_at or response.begun_at).date()
    return score(grid, said["answers"], on=day, situations=frozenset(said["situations"]))


def result_of(found: Score) -> dict[str, Any]:
    """What is kept of a score beside its answers."""
    return {
        "least": str(found.least), "most": str(found.most), "verdict": found.verdict,
        "at_least": str(found.threshold.at_least), "out_of": str(found.threshold.out_of),
        "enters": found.enters,
    }  # fmt: skip


def _asked(
    patient_id: UUID, grid_id: UUID, by: AccountViewer, now: datetime
) -> tuple[Patient, Questionnaire]:
    """The person, locked, and a grid of her structure or of the viewer's."""
    patient = Patient.objects.select_for_update().filter(pk=access.resolve(patient_id).pk).get()
    if not access.require_page(by, patient, now).shows(THEME):
        raise NotFound
    row = Questionnaire.objects.filter(pk=grid_id).first()
    if row is None or row.organization_id not in {patient.organization_id, *working.worked(by)}:
        raise NotFound
    return patient, row


def _score(
    row: Questionnaire, answers: Mapping[str, str], situations: frozenset[str], now: datetime
) -> Score:
    grid = read_document(row.document)
    if situations - set(SITUATIONS):
        raise Refused("grid_situation_unknown")
    if not grid.items:
        raise Refused("grid_without_questions")
    return score(grid, answers, on=now.date(), situations=situations)


def _draft(
    patient: Patient, row: Questionnaire, answers: Mapping[str, str], situations: frozenset[str],
    by: AccountViewer, now: datetime,
) -> QuestionnaireResponse:  # fmt: skip
    found = QuestionnaireResponse.objects.filter(
        patient=patient, questionnaire=row, account_id=by.account_id, status=DRAFT
    ).order_by("begun_at")
    response = found.last() or QuestionnaireResponse(
        patient=patient, questionnaire=row, account_id=by.account_id, begun_at=now
    )
    response.answers = json.dumps({"answers": dict(answers), "situations": sorted(situations)})
    response.save()
    return response


def _again(response: QuestionnaireResponse, by: AccountViewer, now: datetime) -> UUID | None:
    """The next score is owed by who made this one."""
    if response.rescore_on is None:
        return None
    return open_task(
        kind=RESCORE, organization_id=response.patient.organization_id,
        owner=Owner(account_id=by.account_id), origin=("response", response.pk),
        due_at=datetime.combine(response.rescore_on, time(18), PARIS), by=by, now=now,
    ).pk  # fmt: skip


def _close_former(patient: Patient, row: Questionnaire, by: AccountViewer, now: datetime) -> None:
    """Whoever scores again settles what was owed for this grid, whoever owed it."""
    owed = QuestionnaireResponse.objects.filter(
        patient=patient, questionnaire__code=row.code, task__closed_at=None
    ).exclude(task=None)
    for task_id in filter(None, owed.values_list("task_id", flat=True)):
        close_task(task_id=task_id, outcome="scored", by=by, now=now)
