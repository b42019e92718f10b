"""What the pharmacist proposes on the treatments, and what the GP answers."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.care.actions.medication import held_review
from maillon.apps.care.actions.planning import told
from maillon.apps.care.medication_vocabulary import ANSWERS, KINDS
from maillon.apps.care.models import MedicationAnswer, MedicationProposal
from maillon.errors import NotFound, Refused
from maillon.kernel.access import Viewer

__all__ = ["answer_proposal", "propose_change"]


def propose_change(
    *, review_id: UUID, kind: str, text: str, by: Viewer, now: datetime,
    line_key: UUID | None = None,
) -> UUID:  # fmt: skip
    """A remark or a proposal of the pharmacist, or noted for her by who coordinates; its id.

    Raises ``NotFound``, ``Refused``: ``medication_closed``, ``medication_kind``,
    ``medication_words``.
    """
    if kind not in KINDS:
        raise Refused("medication_kind")
    if not text.strip():
        raise Refused("medication_words")
    with transaction.atomic():
        review, _ = held_review(review_id, by, now, "pharmacist")
        standing = review.lines.filter(ended_at=None)
        if line_key is not None and not standing.filter(key=line_key).exists():
            raise NotFound
        made = MedicationProposal(
            review=review, line_key=line_key, kind=kind, text=text.strip(), made_at=now,
            made_by_kind=by.kind, made_by_id=by.id,
        )  # fmt: skip
        made.save(force_insert=True)
        told("medication_proposed", review.patient, by, now, review=str(review.pk), kind=kind)
    return made.pk


def answer_proposal(
    *, proposal_id: UUID, verdict: str, by: Viewer, now: datetime, reason: str = ""
) -> None:
    """What the GP says of it, or what who coordinates notes for her; said again, the last counts
    and the others stay. A refusal says why.

    Raises ``NotFound`` (also for a remark, which waits for no answer), ``Refused``:
    ``medication_closed``, ``medication_verdict``, ``medication_refusal``.
    """
    if verdict not in ANSWERS:
        raise Refused("medication_verdict")
    if verdict == "refused" and not reason.strip():
        raise Refused("medication_refusal")
    with transaction.atomic():
        found = MedicationProposal.objects.filter(pk=proposal_id).first()
        if found is None:
            raise NotFound
        review, _ = held_review(found.review_id, by, now, "gp")
        if found.kind == "remark":
            raise NotFound
        MedicationAnswer(
            proposal=found, verdict=verdict, reason=reason.strip(), said_at=now,
            said_by_kind=by.kind, said_by_id=by.id,
        ).save(force_insert=True)  # fmt: skip
        told("medication_answered", review.patient, by, now, review=str(review.pk),
             verdict=verdict)  # fmt: skip
