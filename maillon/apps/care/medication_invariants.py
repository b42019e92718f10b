"""What always holds of medication reviews, for ``maillon verify``."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Final

from maillon.apps.care.medication_text import fingerprint
from maillon.apps.care.models import MedicationNotice, MedicationProposal, MedicationReview

__all__ = ["INVARIANTS"]


def concluded_review_never_changes(now: datetime) -> Iterator[str]:
    """Each concluded review says what it said then, and waits for no answer."""
    done = MedicationReview.objects.filter(status="completed")
    for one in done.iterator(chunk_size=200):
        if fingerprint(one) != one.digest:
            yield f"le bilan de médication {one.pk} n’est plus celui qui a été conclu"
    asked = MedicationProposal.objects.filter(review__status="completed", answers=None)
    for pk in asked.exclude(kind="remark").values_list("review_id", flat=True).distinct():
        yield f"le bilan de médication {pk} est conclu sans réponse à une proposition"


def recheck_is_owed_once(now: datetime) -> Iterator[str]:
    """A concluded review has its re-check; it is owed until another one opens."""
    done = MedicationReview.objects.filter(status="completed", patient__erased_at=None)
    for pk in done.filter(task=None).values_list("pk", flat=True):
        yield f"le bilan de médication {pk} n’a pas de date de reprise due à quelqu’un"
    opened = done.filter(followed_by__isnull=False, task__closed_at=None).distinct()
    for pk in opened.values_list("pk", flat=True):
        yield f"la reprise du bilan {pk} est faite et reste due"


def nurse_told_is_heard(now: datetime) -> Iterator[str]:
    """Who is told owes a « vu », or somebody owes it for her; said, nobody owes it any more."""
    rows = MedicationNotice.objects.select_related("task", "review")
    for one in rows.iterator(chunk_size=500):
        open_ = one.task is not None and one.task.closed_at is None
        if one.seen_at is not None and open_:
            yield f"l’avis de médication {one.pk} est vu et reste dû"
        if one.seen_at is None and one.task is None:
            yield f"l’avis de médication {one.pk} n’est vu ni dû par personne"
        if one.review.patient_id != one.patient_id:
            yield f"l’avis de médication {one.pk} parle d’une autre personne que son bilan"


INVARIANTS: Final[dict[str, Callable[[datetime], Iterable[str]]]] = {
    "P11 un bilan de médication conclu ne change plus": concluded_review_never_changes,
    "P11 chaque bilan conclu a sa date de reprise": recheck_is_owed_once,
    "P11 chaque infirmière prévenue a vu, ou cela reste dû": nurse_told_is_heard,
}
