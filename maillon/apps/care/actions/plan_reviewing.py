"""The project looked at again: each answer judged, what is missing said, the next time owed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from maillon.apps.care import access
from maillon.apps.care.actions.plan_following import evening
from maillon.apps.care.actions.planning import locked_plan, told
from maillon.apps.care.models import Activity, CarePlanRevision, Patient, PlanAnswer, PlanReview
from maillon.apps.care.vocabulary import THEMES
from maillon.apps.tasks import actions as tasks
from maillon.apps.tasks.actions import Owner
from maillon.errors import NotFound, Refused
from maillon.kernel.access import Viewer

__all__ = ["Missing", "NewReview", "review_plan"]

TASK: Final = "care.plan_review"
JUDGED: Final = ("necessary", "superfluous")


@dataclass(frozen=True, slots=True)
class Missing:
    """An answer that nobody gives, and what it is about."""

    text: str
    theme: str = "project"


@dataclass(frozen=True, slots=True)
class NewReview:
    """What was said of the project: a verdict by action, what is missing, her words, the next."""

    verdicts: tuple[tuple[UUID, str], ...] = ()
    missing: tuple[Missing, ...] = ()
    words: str = ""
    next_on: date | None = None


def review_plan(*, patient_id: UUID, new: NewReview, by: Viewer, now: datetime) -> PlanReview:
    """Judge the current version. The next review, where a day is given, is the reviewer's task,
    and the one owed until now is done. Raises ``NotFound`` (also for an action that the reviewer
    does not read), ``Refused``: ``plan_missing``, ``verdict_unknown``, ``review_empty``,
    ``review_past``.
    """
    missing = [one for one in new.missing if one.text.strip()]
    if any(verdict not in JUDGED for _, verdict in new.verdicts):
        raise Refused("verdict_unknown")
    if any(one.theme not in THEMES for one in missing):
        raise Refused("plan_theme")
    if not (new.verdicts or missing or new.words.strip()):
        raise Refused("review_empty")
    if new.next_on is not None and new.next_on <= now.date():
        raise Refused("review_past")
    with transaction.atomic():
        patient, plan = locked_plan(patient_id, by, now)
        if plan is None:
            raise Refused("plan_missing")
        revision = plan.revisions.get(replaced_at=None)
        review = PlanReview(
            revision=revision, held_at=now, held_by_kind=by.kind, held_by_id=by.id,
            words=new.words.strip(), next_on=new.next_on,
        )  # fmt: skip
        _owe_next(review, patient, by, now)
        review.save(force_insert=True)
        _judge(review, new, access.themes_on(by, patient, now))
        _miss(review, missing, access.themes_on(by, patient, now))
        told("plan_reviewed", patient, by, now, number=revision.number)
    return review


def _owe_next(review: PlanReview, patient: Patient, by: Viewer, now: datetime) -> None:
    """Whoever holds the review owes the next one; what was owed before is done by this one."""
    owed = PlanReview.objects.filter(
        revision__plan=review.revision.plan, task__closed_at=None
    ).exclude(task=None)
    for one in owed.select_related("task"):
        if one.task is not None:
            tasks.close_task(task_id=one.task.pk, outcome="reviewed", by=by, now=now)
    account = getattr(by, "account_id", None)
    if review.next_on is None or account is None:
        return
    review.task = tasks.open_task(
        kind=TASK, organization_id=patient.organization_id, owner=Owner(account),
        origin=("care_plan", review.revision.plan_id), due_at=evening(review.next_on), by=by,
        now=now,
    )  # fmt: skip


def _judge(review: PlanReview, new: NewReview, themes: frozenset[str]) -> None:
    known = _activities(review.revision, themes)
    for place, (key, verdict) in enumerate(new.verdicts):
        one = known.pop(key, None)
        if one is None:
            raise NotFound
        PlanAnswer(
            review=review, activity=one, position=place, theme=one.goal.need.theme,
            verdict=verdict,
        ).save(force_insert=True)  # fmt: skip


def _activities(revision: CarePlanRevision, themes: frozenset[str]) -> dict[UUID, Activity]:
    rows = Activity.objects.filter(
        goal__need__revision=revision, goal__need__theme__in=themes
    ).select_related("goal__need")
    return {one.key: one for one in rows}


def _miss(review: PlanReview, missing: list[Missing], themes: frozenset[str]) -> None:
    for place, one in enumerate(missing):
        if one.theme not in themes:
            raise Refused("plan_theme")
        PlanAnswer(
            review=review, position=place, theme=one.theme, verdict="missing",
            text=one.text.strip(),
        ).save(force_insert=True)  # fmt: skip
