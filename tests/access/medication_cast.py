"""A person's treatments, with a word planted in each field: one review concluded, one open."""

from datetime import timedelta
from uuid import UUID

from maillon.apps.care import actions as care
from maillon.kernel.access import AccountViewer
from tests.access.canaries import Canaries
from tests.factories.desk import MORNING, TODAY

__all__ = ["reviewed"]

LATER = MORNING + timedelta(minutes=20)


def reviewed(words: Canaries, patient_id: UUID, by: AccountViewer) -> UUID:
    """The open review, which shows what the one before concluded."""
    for _ in range(2):
        made = care.open_medication_review(
            patient_id=patient_id, question=words["med_question"], by=by, now=LATER
        )
        if made.previous_id:
            return made.pk
        _concluded(words, made.pk, by)
    raise AssertionError("the second review follows the first")


def _concluded(words: Canaries, review_id: UUID, by: AccountViewer) -> None:
    line = care.NewLine(
        words["med_name"], "boxes", words["med_dose"], words["med_timing"], words["med_prescriber"]
    )
    key = care.write_line(review_id=review_id, new=line, by=by, now=LATER)
    asked = care.propose_change(
        review_id=review_id, kind="stop", text=words["med_text"], line_key=key, by=by, now=LATER
    )
    care.answer_proposal(
        proposal_id=asked, verdict="refused", reason=words["med_reason"], by=by, now=LATER
    )
    kept = care.NewConclusion(
        words["med_plain"], TODAY + timedelta(days=90), words["med_conclusion"]
    )
    care.conclude_medication_review(review_id=review_id, new=kept, by=by, now=LATER)
