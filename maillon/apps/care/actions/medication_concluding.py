"""A medication review concluded: sealed, its re-check owed; or stopped."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from maillon.apps.care.actions.medication import held_review
from maillon.apps.care.actions.medication_telling import house_or, tell_nurses
from maillon.apps.care.actions.plan_following import evening
from maillon.apps.care.actions.planning import told
from maillon.apps.care.medication_text import fingerprint
from maillon.apps.care.medication_vocabulary import STOPS, WRITERS
from maillon.apps.care.models import MedicationReview
from maillon.apps.tasks.actions import open_task
from maillon.errors import Refused
from maillon.kernel.access import Viewer

__all__ = ["RECHECK", "NewConclusion", "conclude_medication_review", "stop_medication_review"]

RECHECK: Final = "care.medication_review"


@dataclass(frozen=True, slots=True)
class NewConclusion:
    """What both keep of it, what changes for the person in plain words, when it is looked at
    again.
    """

    plain: str
    recheck_on: date
    conclusion: str = ""


def conclude_medication_review(
    *, review_id: UUID, new: NewConclusion, by: Viewer, now: datetime
) -> None:
    """Conclude it: nothing of it changes any more, the nurses of the circle are told, the next
    one is a task of whoever coordinates (else of who concluded).

    Raises ``NotFound``, ``Refused``: ``medication_closed``, ``medication_no_line``,
    ``medication_unanswered``, ``medication_plain``, ``medication_recheck``.
    """
    if not new.plain.strip():
        raise Refused("medication_plain")
    if new.recheck_on <= now.date():
        raise Refused("medication_recheck")
    with transaction.atomic():
        review, _ = held_review(review_id, by, now, *WRITERS)
        _refuse_unfinished(review)
        review.status, review.closed_at = "completed", now
        review.closed_by_kind, review.closed_by_id = by.kind, by.id
        review.conclusion, review.plain = new.conclusion.strip(), new.plain.strip()
        review.recheck_on = new.recheck_on
        review.digest = fingerprint(review)
        review.task = open_task(
            kind=RECHECK, organization_id=review.patient.organization_id,
            owner=house_or(review.patient, by, now), origin=("medication_review", review.pk),
            due_at=evening(new.recheck_on), by=by, now=now,
        )  # fmt: skip
        review.save()
        tell_nurses(review, by, now)
        told("medication_concluded", review.patient, by, now, review=str(review.pk),
             recheck=new.recheck_on.isoformat())  # fmt: skip


def _refuse_unfinished(review: MedicationReview) -> None:
    if not review.lines.filter(ended_at=None).exists():
        raise Refused("medication_no_line")
    waiting = review.proposals.exclude(kind="remark").filter(answers=None).count()
    if waiting:
        raise Refused("medication_unanswered", count=waiting)


def stop_medication_review(*, review_id: UUID, reason: str, by: Viewer, now: datetime) -> None:
    """Give it up, saying why; the last one concluded stays what it was. Its re-check, done when
    this one was opened, is owed no more. Raises ``NotFound``, ``Refused``: ``medication_closed``,
    ``medication_stop``.
    """
    if reason not in STOPS:
        raise Refused("medication_stop")
    with transaction.atomic():
        review, _ = held_review(review_id, by, now, *WRITERS)
        review.status, review.closed_at, review.stop_reason = "stopped", now, reason
        review.closed_by_kind, review.closed_by_id = by.kind, by.id
        review.save()
        told("medication_stopped", review.patient, by, now, review=str(review.pk), reason=reason)
