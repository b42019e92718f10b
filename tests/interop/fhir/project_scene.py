"""A project of two themes and a review of treatments concluded, around the person of an asker."""

from datetime import timedelta
from typing import Any

from maillon.apps.care import actions
from maillon.apps.care.actions import (
    NewActivity,
    NewConclusion,
    NewGoal,
    NewLine,
    NewNeed,
    NewPlan,
)
from tests.factories.desk import MORNING, TODAY
from tests.interop.fhir.asking import Asker

__all__ = ["furnish"]

SOON = TODAY + timedelta(days=30)


def furnish(asked: Asker) -> None:
    """Written by the coordinator, who speaks for the GP and the pharmacist."""
    told: dict[str, Any] = {
        "patient_id": asked.world.patient.pk,
        "by": asked.world.by,
        "now": MORNING,
    }
    walk = NewActivity("Sortir le matin", by_person=True, due_on=SOON)
    needs = (
        NewNeed("Se lever la nuit sans tomber", "daily", (NewGoal("Une lumière", (walk,)),)),
        NewNeed("Comprendre ses vertiges", "health", (NewGoal("Un bilan"),)),
    )
    actions.write_plan(new=NewPlan("Rester chez moi.", "voice", TODAY, needs), **told)
    review = actions.open_medication_review(**told)
    by: dict[str, Any] = {"by": asked.world.by, "now": MORNING}
    held: dict[str, Any] = {"review_id": review.pk, **by}
    sleep = NewLine("Zopiclone", "boxes", "7,5 mg", "le soir", "Dr Villard")
    key = actions.write_line(new=sleep, **held)
    actions.write_line(new=NewLine("Paracétamol", "person"), **held)
    stop = actions.propose_change(kind="stop", text="chutes la nuit", line_key=key, **held)
    actions.answer_proposal(proposal_id=stop, verdict="accepted", **by)
    concluded = NewConclusion("Vous arrêtez le comprimé du soir.", SOON)
    actions.conclude_medication_review(new=concluded, **held)
