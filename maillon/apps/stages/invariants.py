"""What must always hold of the stages of structures."""

from collections.abc import Callable, Iterator
from datetime import datetime

from maillon.apps.stages.models import FilingWord, Stage
from maillon.apps.stages.path import STEPS

__all__ = ["INVARIANTS"]


def nobody_jumps_a_step(now: datetime) -> Iterator[str]:
    """A step is accepted only after those before it; a contract signed is a step accepted."""
    for stage in Stage.objects.prefetch_related("filings").iterator(chunk_size=100):
        passed = {one.step for one in stage.filings.all() if one.answer == "accepted"}
        expected = STEPS[1 : 1 + len(passed)]
        if passed != set(expected):
            yield f"parcours {stage.pk} : une étape est acceptée avant celle qui la précède"
        if (stage.contract_on is not None) != ("contract" in passed):
            yield f"parcours {stage.pk} : le contrat et son étape se contredisent"


def what_the_reader_asks_is_owed(now: datetime) -> Iterator[str]:
    """A question on a filing that waits is somebody's task until it is replied to."""
    words = FilingWord.objects.filter(kind="question", filing__answer="").select_related("task")
    for word in words:
        later = FilingWord.objects.filter(filing_id=word.filing_id, kind="reply",
                                          position__gt=word.position)  # fmt: skip
        if not later.exists() and (word.task is None or word.task.closed_at):
            yield f"mot {word.pk} : sans réponse, et la tâche de personne"


INVARIANTS: dict[str, Callable[[datetime], Iterator[str]]] = {
    "ÉTAPES aucune n’est sautée": nobody_jumps_a_step,
    "ÉTAPES ce que le lecteur demande est une tâche": what_the_reader_asks_is_owed,
}
