"""Opening a medication review, and writing the treatments as somebody says they are taken."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.care import access, medication_access
from maillon.apps.care.actions.planning import told
from maillon.apps.care.medication_vocabulary import SOURCES, WRITERS
from maillon.apps.care.models import MedicationReview, MedicationStatement, Patient
from maillon.apps.tasks import actions as tasks
from maillon.errors import NotFound, Refused
from maillon.kernel.access import Viewer
from maillon.kernel.chance import new_id

__all__ = [
    "NewLine", "correct_line", "held_review", "open_medication_review", "withdraw_line",
    "write_line",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewLine:
    """A treatment, in the words of whoever tells it."""

    name: str
    source: str
    dose: str = ""
    timing: str = ""
    prescriber: str = ""


def open_medication_review(
    *, patient_id: UUID, by: Viewer, now: datetime, question: str = ""
) -> MedicationReview:
    """Begin one, with the treatments of the last one concluded; the re-check owed is done.

    For the GP or the pharmacist of her circle, or who coordinates for them. Raises ``NotFound``,
    ``Refused('medication_open')`` while one is open.
    """
    with transaction.atomic():
        patient = Patient.objects.select_for_update(of=("self",)).get(
            pk=access.resolve(patient_id).pk
        )
        medication_access.require_writer(by, patient, now, *WRITERS)
        known = MedicationReview.objects.filter(patient=patient)
        if known.filter(status="in-progress").exists():
            raise Refused("medication_open")
        last = known.filter(status="completed").order_by("-opened_at").first()
        review = MedicationReview(
            patient=patient, previous=last, question=question.strip(), opened_at=now,
            opened_by_kind=by.kind, opened_by_id=by.id,
        )  # fmt: skip
        review.save(force_insert=True)
        _carry(last, review)
        for one in known.exclude(task=None).filter(task__closed_at=None):
            tasks.close_task(task_id=_id(one.task_id), outcome="opened", by=by, now=now)
        told("medication_opened", patient, by, now, review=str(review.pk))
    return review


def _id(found: UUID | None) -> UUID:
    if found is None:
        raise NotFound
    return found


def _carry(last: MedicationReview | None, review: MedicationReview) -> None:
    """The treatments that stood at the end of the last one, said as they were said then."""
    lines = last.lines.filter(ended_at=None).order_by("position") if last else ()
    for one in lines:
        MedicationStatement(
            review=review, key=one.key, position=one.position, name=one.name, dose=one.dose,
            timing=one.timing, prescriber=one.prescriber, source=one.source, said_at=one.said_at,
            said_by_kind=one.said_by_kind, said_by_id=one.said_by_id,
        ).save(force_insert=True)  # fmt: skip


def held_review(
    review_id: UUID, by: Viewer, now: datetime, *parts: str
) -> tuple[MedicationReview, frozenset[str]]:
    """An open review, held until the end of the transaction, and the writer's parts in it.

    Raises ``NotFound`` (also for whoever may not write as one of ``parts``),
    ``Refused('medication_closed')``.
    """
    rows = MedicationReview.objects.select_for_update(of=("self",)).select_related("patient")
    review = rows.filter(pk=review_id).first()
    if review is None or review.patient.merged_into_id is not None:
        raise NotFound
    held = medication_access.require_writer(by, review.patient, now, *parts)
    if review.status != "in-progress":
        raise Refused("medication_closed")
    return review, held


def write_line(*, review_id: UUID, new: NewLine, by: Viewer, now: datetime) -> UUID:
    """Add a treatment; its key. Raises ``NotFound``, ``Refused``: ``medication_closed``,
    ``medication_name``, ``medication_source``.
    """
    with transaction.atomic():
        review, _ = held_review(review_id, by, now, *WRITERS)
        place = review.lines.count()
        return _say(review, new_id(), place, new, by, now)


def _say(
    review: MedicationReview, key: UUID, place: int, new: NewLine, by: Viewer, now: datetime
) -> UUID:
    if not new.name.strip():
        raise Refused("medication_name")
    if new.source not in SOURCES:
        raise Refused("medication_source")
    MedicationStatement(
        review=review, key=key, position=place, name=new.name.strip(), dose=new.dose.strip(),
        timing=new.timing.strip(), prescriber=new.prescriber.strip(), source=new.source,
        said_at=now, said_by_kind=by.kind, said_by_id=by.id,
    ).save(force_insert=True)  # fmt: skip
    told("medication_line", review.patient, by, now, review=str(review.pk))
    return key


def correct_line(
    *, review_id: UUID, line_id: UUID, new: NewLine, by: Viewer, now: datetime
) -> None:
    """Say a treatment otherwise: what was said before stays beneath. ``line_id`` is the row that
    was read: ``Refused('medication_line_changed')`` where somebody corrected it since.

    Raises as ``write_line``.
    """
    with transaction.atomic():
        review, _ = held_review(review_id, by, now, *WRITERS)
        line = _ended(review, line_id, now, withdrawn=False)
        _say(review, line.key, line.position, new, by, now)


def withdraw_line(*, review_id: UUID, line_id: UUID, by: Viewer, now: datetime) -> None:
    """She does not take it, or it was written twice. Raises as ``correct_line``."""
    with transaction.atomic():
        review, _ = held_review(review_id, by, now, *WRITERS)
        _ended(review, line_id, now, withdrawn=True)
        told("medication_line", review.patient, by, now, review=str(review.pk))


def _ended(
    review: MedicationReview, line_id: UUID, now: datetime, *, withdrawn: bool
) -> MedicationStatement:
    line = review.lines.filter(pk=line_id).first()
    if line is None:
        raise NotFound
    standing = review.lines.filter(pk=line_id, ended_at=None)
    if not standing.update(ended_at=now, withdrawn=withdrawn):
        raise Refused("medication_line_changed")
    return line
