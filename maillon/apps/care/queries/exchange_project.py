"""What another system may be told of a person's project and treatments: no theme beyond those that
its own ground opens. Traced under the person; missing and hidden are one ``NotFound``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maillon.apps.care import access, medication_access
from maillon.apps.care.models import CarePlan, Goal, MedicationStatement, Patient
from maillon.apps.care.queries.medication import last_conclusion
from maillon.apps.care.queries.medication_cards import ReviewCard
from maillon.apps.care.queries.plan import plan_of
from maillon.apps.care.queries.plan_cards import PlanCard
from maillon.errors import NotFound
from maillon.kernel.access import Grant, Viewer
from maillon.kernel.accesslog import traced

__all__ = [
    "ProjectRecord", "TreatmentsRecord", "project_by_goal", "project_by_id", "project_of",
    "treatments_by_line", "treatments_of",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProjectRecord:
    """The version in force, as far as the viewer's themes go."""

    id: str
    patient: str
    plan: PlanCard


@dataclass(frozen=True, slots=True)
class TreatmentsRecord:
    """The last review of her treatments that was concluded."""

    patient: str
    review: ReviewCard


def project_of(viewer: Viewer, patient_id: UUID, *, now: datetime) -> ProjectRecord:
    """Her project; ``NotFound`` where nothing of it is the viewer's to read."""
    patient = access.resolve(patient_id)
    grant = access.require_exchange(viewer, patient, now)
    plan = CarePlan.objects.filter(patient=patient).first()
    card = plan_of(viewer, patient, now)
    if plan is None or card is None:
        raise NotFound
    themes = access.themes_on(viewer, patient, now)
    _trace(viewer, grant, patient, str(plan.pk), (f"theme:{one}" for one in themes), now)
    return ProjectRecord(str(plan.pk), str(patient.pk), card)


def project_by_id(viewer: Viewer, plan_id: UUID, *, now: datetime) -> ProjectRecord:
    """The same, by its own id."""
    plan = CarePlan.objects.filter(pk=plan_id).first()
    if plan is None:
        raise NotFound
    return project_of(viewer, plan.patient_id, now=now)


def project_by_goal(viewer: Viewer, key: UUID, *, now: datetime) -> ProjectRecord:
    """The project that aims at this now, where the viewer reads what it is about."""
    aimed = Goal.objects.filter(key=key, need__revision__replaced_at=None)
    goal = aimed.select_related("need__revision__plan").first()
    if goal is None:
        raise NotFound
    found = project_of(viewer, goal.need.revision.plan.patient_id, now=now)
    if key not in {one.key for need in found.plan.needs for one in need.goals}:
        raise NotFound
    return found


def treatments_of(viewer: Viewer, patient_id: UUID, *, now: datetime) -> TreatmentsRecord:
    """What she takes, as the last review said it; ``NotFound`` where none was concluded, or where
    the viewer does not read of treatments.
    """
    patient = access.resolve(patient_id)
    grant = medication_access.require_reader(viewer, patient, now)
    review = last_conclusion(viewer, patient, now)
    if review is None:
        raise NotFound
    _trace(viewer, grant, patient, str(review.id), (medication_access.FIELD,), now)
    return TreatmentsRecord(str(patient.pk), review)


def treatments_by_line(viewer: Viewer, key: UUID, *, now: datetime) -> TreatmentsRecord:
    """The same, by a treatment that stands in it."""
    line = MedicationStatement.objects.select_related("review").filter(key=key).first()
    if line is None:
        raise NotFound
    found = treatments_of(viewer, line.review.patient_id, now=now)
    if key not in {one.key for one in found.review.lines}:
        raise NotFound
    return found


def _trace(
    viewer: Viewer, grant: Grant, patient: Patient, object_id: str, fields: Iterable[str],
    now: datetime,
) -> None:  # fmt: skip
    traced(
        viewer, grant, object_type="fhir", object_id=object_id, now=now, patient_id=patient.pk,
        organization_id=patient.organization_id, fields=["identity", *sorted(fields)],
    )  # fmt: skip
