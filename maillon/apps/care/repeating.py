"""From a person's history to what the engine judges, and which series were set aside."""

from collections.abc import Iterable
from datetime import date
from typing import cast
from uuid import UUID

from maillon.apps.care.models import Attempt, CircleMeeting, RepetitionAside
from maillon.apps.care.signals import habits
from maillon.engines import signals
from maillon.engines.signals import Outcome, Repetition, repetitions
from maillon.kernel.crypto import fold

__all__ = ["aside_of", "history_of", "met_on", "standing"]


def history_of(patient_id: UUID) -> list[Attempt]:
    """What was tried with her and not taken back, newest first."""
    rows = Attempt.objects.standing().filter(patient_id=patient_id)
    return list(rows.order_by("-started_on", "-noted_at"))


def met_on(patient_id: UUID) -> list[date]:
    """The days when her circle met with her, their minutes closed."""
    with_her = CircleMeeting.objects.filter(
        patient_id=patient_id, meeting__closed_at__isnull=False,
        person_guest__presence__in=("present", "remote"),
    )  # fmt: skip
    starts = with_her.values_list("meeting__starts_at", flat=True)
    return [start.date() for start in starts if start is not None]


def standing(
    history: Iterable[Attempt], *, on: date, meetings: Iterable[date] = ()
) -> tuple[Repetition, ...]:
    """The repetitions that stand on this day; problems and goals are compared folded."""
    told = (
        signals.Attempt(
            one.answer, one.started_on, one.ended_on, fold(one.problem),
            cast(Outcome, one.outcome), fold(one.goal),
        )
        for one in history
    )  # fmt: skip
    return repetitions(told, habits(), on=on, meetings=meetings)


def aside_of(repetition: Repetition, asides: Iterable[RepetitionAside]) -> RepetitionAside | None:
    """The word that sets this series aside; one more attempt than it spoke of asks again."""
    first, last = repetition.attempts[0], repetition.attempts[-1]
    found = (
        one
        for one in asides
        if one.lifted_at is None
        and (one.answer, one.problem) == (first.answer, first.problem)
        and one.until_on >= last.started_on
    )
    return next(found, None)
