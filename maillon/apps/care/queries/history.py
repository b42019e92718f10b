"""What was tried with a person, and what comes back, for whoever reads these themes of her."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from maillon.apps.care import access
from maillon.apps.care.models import Attempt, RepetitionAside
from maillon.apps.care.repeating import aside_of, history_of, met_on, standing
from maillon.apps.care.signals import SOURCE, habits, revision
from maillon.apps.care.vocabulary import ASIDES, OUTCOMES, SOURCES, theme_of
from maillon.engines.common import Reason
from maillon.engines.signals import Repetition
from maillon.errors import NotFound
from maillon.kernel.access import Relation, Viewer
from maillon.kernel.accesslog import traced

__all__ = ["AttemptRow", "History", "RepetitionCard", "history", "require_history"]


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One answer tried; ``by_design``: it must come back and is never a question."""

    id: UUID
    label: str
    started_on: date
    ended_on: date | None
    problem: str
    goal: str
    outcome: str
    outcome_label: str
    source: str
    by_design: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class RepetitionCard:
    """A series that stands, and why; ``aside_id`` where somebody said it is none."""

    answer: str
    label: str
    because: str
    problem: str  # as it was typed last
    key: str  # the same, folded
    attempts: tuple[tuple[date, str], ...]  # day, result
    reasons: tuple[Reason, ...]
    noticed_on: date
    times: int
    within_days: int
    one_stay_days: int
    aside_id: UUID | None
    aside: str
    aside_words: str
    may_set_aside: bool


@dataclass(frozen=True, slots=True)
class History:
    """What this viewer reads of it. ``answers``: what she may note, by code."""

    patient_id: UUID
    rows: tuple[AttemptRow, ...]
    repetitions: tuple[RepetitionCard, ...]
    answers: tuple[tuple[str, str], ...]
    revision: str
    source: str

    @property
    def standing(self) -> tuple[RepetitionCard, ...]:
        """Those nobody set aside."""
        return tuple(one for one in self.repetitions if one.aside_id is None)

    @property
    def aside(self) -> tuple[RepetitionCard, ...]:
        """Those somebody did."""
        return tuple(one for one in self.repetitions if one.aside_id is not None)


def history(viewer: Viewer, patient_id: UUID, *, now: datetime) -> History | None:
    """The answers tried of the themes this viewer reads, and the repetitions among them.

    ``None`` where she reads none of these themes: the page then says nothing of a history.
    ``NotFound`` without her page. Traced.
    """
    patient = access.resolve(patient_id)
    access.require_page(viewer, patient, now)
    themes = access.themes_on(viewer, patient, now)
    read = {code for code in habits() if theme_of(code) in themes}
    if not read:
        return None
    notes = {code for code in read if access.may_note(viewer, patient.pk, theme_of(code), now)}
    found = [one for one in history_of(patient.pk) if one.answer in read]
    asides = list(RepetitionAside.objects.filter(patient=patient, lifted_at=None))
    around = {Relation.CARE_TEAM, Relation.CONSENTED}
    grant = next(g for g in access.grants_on(viewer, patient.pk, now) if g.relation in around)
    traced(
        viewer, grant, object_type="history", object_id=patient.pk, now=now,
        patient_id=patient.pk, organization_id=patient.organization_id, fields=sorted(themes),
    )  # fmt: skip
    return History(
        patient_id=patient.pk,
        rows=tuple(_row(one, one.answer in notes) for one in found),
        repetitions=_cards(found, asides, notes, now.date(), met_on(patient.pk)),
        answers=tuple((code, one.label) for code, one in habits().items() if code in notes),
        revision=revision(),
        source=SOURCE,
    )


def require_history(viewer: Viewer, patient_id: UUID, *, now: datetime) -> History:
    """The same for its own page; ``NotFound`` where there is nothing for her to read."""
    found = history(viewer, patient_id, now=now)
    if found is None:
        raise NotFound
    return found


def _row(one: Attempt, may_withdraw: bool) -> AttemptRow:
    habit = habits()[one.answer]
    return AttemptRow(
        one.pk, habit.label, one.started_on, one.ended_on, one.problem, one.goal, one.outcome,
        OUTCOMES[one.outcome], SOURCES[one.source], habit.by_design, may_withdraw,
    )  # fmt: skip


def _cards(
    found: list[Attempt],
    asides: Iterable[RepetitionAside],
    notes: set[str],
    today: date,
    met: list[date],
) -> tuple[RepetitionCard, ...]:
    spoken: Mapping[str, str] = {one.answer: one.problem for one in reversed(found) if one.problem}
    kept = list(asides)
    return tuple(
        _card(one, aside_of(one, kept), spoken.get(one.habit.answer, ""), notes)
        for one in standing(found, on=today, meetings=met)
    )


def _card(
    one: Repetition, aside: RepetitionAside | None, problem: str, notes: set[str]
) -> RepetitionCard:
    habit = one.habit
    return RepetitionCard(
        answer=habit.answer,
        label=habit.label,
        because=habit.because,
        problem=problem,
        key=one.attempts[0].problem,
        attempts=tuple((each.started_on, OUTCOMES[each.outcome]) for each in one.attempts),
        reasons=one.reasons(),
        noticed_on=one.noticed_on,
        times=habit.times,
        within_days=habit.within_days,
        one_stay_days=habit.one_stay_days,
        aside_id=aside.pk if aside else None,
        aside=ASIDES[aside.reason] if aside else "",
        aside_words=aside.words if aside else "",
        may_set_aside=habit.answer in notes,
    )
