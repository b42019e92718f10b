"""Who comes to the person of the circle, her project, what was tried; with its planted words."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from maillon.apps.care import actions as care
from maillon.kernel.access import AccountViewer
from maillon.kernel.crypto import fold
from tests.factories.desk import MORNING, TODAY

if TYPE_CHECKING:
    from tests.access.cast import Tenant

__all__ = ["comings", "history", "project"]

LATER = MORNING + timedelta(minutes=20)


def comings(tenant: "Tenant", member_id: UUID, by: AccountViewer) -> None:
    """Somebody comes twice a week, and answers at night."""
    words, who = tenant.words, tenant.patient_id
    comes = care.NewVisit(member_id, (0, 3), what=words["visit_what"], theme="health")
    tenant.visit_id = care.add_visit(patient_id=who, new=comes, by=by, now=LATER).pk
    care.name_night(patient_id=who, member_id=member_id, note=words["night_note"], by=by, now=LATER)


def project(tenant: "Tenant", member_id: UUID, by: AccountViewer) -> UUID:
    """Her project, with a review of it; the key of its one action."""
    words, who = tenant.words, tenant.patient_id
    act = care.NewActivity(words["plan_action"], member_id)
    need = care.NewNeed(words["plan_need"], "health", (care.NewGoal(words["plan_goal"], (act,)),))
    new = care.NewPlan(words["plan_words"], "voice", TODAY, (need,), reason=words["plan_reason"])
    revision = care.write_plan(patient_id=who, new=new, by=by, now=LATER)
    review = care.NewReview(
        words=words["plan_said"], missing=(care.Missing(words["plan_missing"], "social"),)
    )
    care.review_plan(patient_id=who, new=review, by=by, now=LATER)
    return revision.needs.get().goals.get().activities.get().key


def history(tenant: "Tenant", by: AccountViewer) -> None:
    """Three stays that come back, and another series that somebody set aside."""
    who, words = tenant.patient_id, tenant.words
    for answer in ("detox_stay", "hospital_stay"):
        for days in (600, 400, 200):
            new = care.NewAttempt(
                answer, TODAY - timedelta(days=days), "person", "not_achieved",
                problem=words["tried_for"], goal=words["tried_goal"],
            )  # fmt: skip
            noted = care.note_attempt(patient_id=who, new=new, by=by, now=LATER)
            tenant.attempt_id = noted.pk
    tenant.aside_id = care.set_aside_repetition(
        patient_id=who, answer="hospital_stay", problem=fold(words["tried_for"]), reason="other",
        by=by, now=LATER,
    ).pk  # fmt: skip
