"""What was tried with a person, and the word of whoever knows that a series is no repetition."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.care import access
from maillon.apps.care.models import Attempt, Patient, RepetitionAside
from maillon.apps.care.repeating import history_of, met_on, standing
from maillon.apps.care.signals import habits
from maillon.apps.care.vocabulary import ASIDES, OUTCOMES, SOURCES, theme_of
from maillon.apps.journal.actions import record
from maillon.errors import NotFound, Refused
from maillon.kernel import events
from maillon.kernel.access import Viewer

__all__ = [
    "NewAttempt", "bring_back_repetition", "note_attempt", "set_aside_repetition",
    "withdraw_attempt",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewAttempt:
    """An answer tried, as it is told."""

    answer: str
    started_on: date
    source: str
    outcome: str = "unknown"
    ended_on: date | None = None
    problem: str = ""
    goal: str = ""


def note_attempt(*, patient_id: UUID, new: NewAttempt, by: Viewer, now: datetime) -> Attempt:
    """Write down what was tried; whoever stands around the person and reads its theme may.

    Raises ``NotFound``, ``Refused``: ``attempt_unknown`` (answer, outcome or source out of the
    lists), ``attempt_to_come``, ``attempt_ends_before``.
    """
    if new.answer not in habits() or new.outcome not in OUTCOMES or new.source not in SOURCES:
        raise Refused("attempt_unknown")
    with transaction.atomic():
        patient = _patient(patient_id, new.answer, by, now)
        if new.started_on > now.date():
            raise Refused("attempt_to_come")
        if new.ended_on is not None and new.ended_on < new.started_on:
            raise Refused("attempt_ends_before")
        noted = Attempt(
            patient=patient, answer=new.answer, problem=new.problem.strip(),
            goal=new.goal.strip(), outcome=new.outcome, source=new.source,
            started_on=new.started_on, ended_on=new.ended_on, noted_at=now,
            noted_by_kind=by.kind, noted_by_id=by.id,
        )  # fmt: skip
        noted.save(force_insert=True)
        _tell("attempt", patient, by, now, attempt=str(noted.pk))
    return noted


def withdraw_attempt(*, attempt_id: UUID, by: Viewer, now: datetime) -> None:
    """Take back a line noted by mistake; by whoever may note it.

    Raises ``NotFound``, ``Refused('attempt_withdrawn')``.
    """
    with transaction.atomic():
        found = Attempt.objects.select_for_update().filter(pk=attempt_id).first()
        if found is None:
            raise NotFound
        patient = _patient(found.patient_id, found.answer, by, now)
        if found.withdrawn_at is not None:
            raise Refused("attempt_withdrawn")
        found.withdrawn_at = now
        found.save(update_fields=["withdrawn_at"])
        _tell("attempt_withdrawn", patient, by, now, attempt=str(found.pk))


def set_aside_repetition(
    *, patient_id: UUID, answer: str, problem: str, reason: str, by: Viewer, now: datetime,
    words: str = "",
) -> RepetitionAside:  # fmt: skip
    """Say that a series which stands is no repetition; it is silent until one more attempt.

    Raises ``NotFound``, ``Refused``: ``aside_reason``, ``repetition_gone`` (none stands).
    """
    if reason not in ASIDES:
        raise Refused("aside_reason")
    with transaction.atomic():
        patient = _patient(patient_id, answer, by, now)
        series = standing(history_of(patient.pk), on=now.date(), meetings=met_on(patient.pk))
        key = (answer, problem)
        found = [one for one in series if (one.habit.answer, one.attempts[0].problem) == key]
        if not found:
            raise Refused("repetition_gone")
        aside = RepetitionAside(
            patient=patient, answer=answer, problem=problem, reason=reason, words=words.strip(),
            until_on=found[0].attempts[-1].started_on, said_at=now, said_by_kind=by.kind,
            said_by_id=by.id,
        )  # fmt: skip
        aside.save(force_insert=True)
        _tell("repetition_aside", patient, by, now, aside=str(aside.pk), reason=reason)
    return aside


def bring_back_repetition(*, aside_id: UUID, by: Viewer, now: datetime) -> None:
    """Undo it: the series is shown again. Raises ``NotFound``; done twice, once."""
    with transaction.atomic():
        found = RepetitionAside.objects.filter(pk=aside_id).first()
        if found is None:
            raise NotFound
        patient = _patient(found.patient_id, found.answer, by, now)
        if RepetitionAside.objects.filter(pk=aside_id, lifted_at=None).update(lifted_at=now):
            _tell("repetition_back", patient, by, now, aside=str(found.pk))


def _patient(patient_id: UUID, answer: str, by: Viewer, now: datetime) -> Patient:
    patient = access.resolve(patient_id)
    if not access.may_note(by, patient.pk, theme_of(answer), now):
        raise NotFound
    return patient


def _tell(act: str, patient: Patient, by: Viewer, now: datetime, **data: str) -> None:
    record(
        act=f"care.{act}", organization_id=patient.organization_id, by=by, now=now,
        subjects=[("patient", patient.pk)], data=data,
    )  # fmt: skip
    events.bump(f"circle:{patient.pk}")
