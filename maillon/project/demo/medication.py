"""Two medication reviews of the demonstration: one concluded, its re-check near; one in which a
proposal waits for the doctor. The persons are invented, and so is what they take.
"""

from datetime import datetime, timedelta
from uuid import UUID

from maillon.apps.care import actions as care
from maillon.apps.care.actions import NewConclusion, NewLine
from maillon.apps.care.models import MedicationNotice
from maillon.kernel.access import AccountViewer, LinkViewer

__all__ = ["begin_review", "conclude_review"]

TAKEN = (
    NewLine("Zopiclone", "boxes", "7,5 mg", "le soir, depuis des années", "Dr Villard (fictif)"),
    NewLine("Ramipril", "prescription", "5 mg", "le matin"),
    NewLine("Paracétamol", "person", "1 g", "quand la hanche fait mal, sans ordonnance"),
)


def conclude_review(
    patient_id: UUID, gp: AccountViewer, chemist: AccountViewer, now: datetime
) -> None:
    """Eighty days ago: one proposal accepted, one refused; looked at again in ten days."""
    then = now - timedelta(days=80)
    review = care.open_medication_review(
        patient_id=patient_id, by=chemist, now=then,
        question="Deux chutes la nuit depuis l’été : un traitement en cause ?",
    ).pk  # fmt: skip
    keys = [care.write_line(review_id=review, new=one, by=chemist, now=then) for one in TAKEN]
    for key, kind, text, verdict, reason in (
        (keys[0], "change", "Descendre à 3,75 mg, puis arrêter en six semaines.", "accepted", ""),
        (keys[1], "watch", "Tension debout, au lever.", "refused",
         "Mesurée à chaque visite, elle est bonne."),
    ):  # fmt: skip
        asked = care.propose_change(
            review_id=review, kind=kind, text=text, line_key=key, by=chemist, now=then
        )
        care.answer_proposal(
            proposal_id=asked, verdict=verdict, reason=reason, by=gp, now=then + timedelta(hours=5)
        )
    kept = NewConclusion(
        plain="Un demi-comprimé pour dormir au lieu d’un, pendant six semaines, puis plus du tout. "
        "Le reste ne change pas.",
        recheck_on=now.date() + timedelta(days=10),
        conclusion="Revoir le sommeil et les chutes à trois mois.",
    )
    care.conclude_medication_review(
        review_id=review, new=kept, by=gp, now=then + timedelta(hours=6)
    )
    for notice in MedicationNotice.objects.filter(review=review).exclude(until=None):
        bearer = LinkViewer("medication", notice.pk)
        care.acknowledge_notice(notice_id=notice.pk, by=bearer, now=then + timedelta(days=1))


def begin_review(
    patient_id: UUID, gp: AccountViewer, chemist: AccountViewer, now: datetime
) -> None:
    """Yesterday: the doctor asks, the pharmacist proposes, nobody has answered yet."""
    then = now - timedelta(days=1)
    review = care.open_medication_review(
        patient_id=patient_id, by=gp, now=then,
        question="Il ne prend plus ses comprimés du midi : peut-on simplifier ?",
    ).pk  # fmt: skip
    lines = (
        NewLine("Metformine", "prescription", "850 mg", "matin, midi et soir"),
        NewLine("Furosémide", "pharmacy", "40 mg", "le matin"),
    )
    keys = [care.write_line(review_id=review, new=one, by=gp, now=then) for one in lines]
    care.propose_change(
        review_id=review, kind="change", text="Matin et soir seulement, à la même dose du jour ?",
        line_key=keys[0], by=chemist, now=then + timedelta(hours=3),
    )  # fmt: skip
    care.propose_change(
        review_id=review, kind="remark", text="Un pilulier préparé à la semaine l’aiderait.",
        by=chemist, now=then + timedelta(hours=3),
    )  # fmt: skip
