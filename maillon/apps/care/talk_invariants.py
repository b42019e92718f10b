"""What must always hold of conversations, as queries for ``maillon verify``."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Final

from django.db.models import F

from maillon.apps.care.models import Communication, Conversation, Mention
from maillon.apps.care.vocabulary import THEMES

__all__ = ["INVARIANTS"]


def message_has_its_reader(now: datetime) -> Iterator[str]:
    """Each conversation has a theme of the list and a message; whoever is asked in it is asked
    about the same person, and reached by one way at most.
    """
    for pk in Conversation.objects.exclude(theme__in=THEMES).values_list("pk", flat=True):
        yield f"la conversation {pk} n’a pas de thème connu"
    for pk in Conversation.objects.filter(messages=None).values_list("pk", flat=True):
        yield f"la conversation {pk} est vide"
    strays = Mention.objects.exclude(patient=F("communication__conversation__patient"))
    for pk in strays.values_list("pk", flat=True):
        yield f"la mention {pk} est restée sur une autre personne que sa conversation"
    twice = Mention.objects.exclude(task=None).exclude(token_hash="")
    for pk in twice.values_list("pk", flat=True):
        yield f"la mention {pk} a une tâche et un lien"
    endless = Mention.objects.exclude(token_hash="").filter(until=None)
    for pk in endless.values_list("pk", flat=True):
        yield f"le lien de la mention {pk} n’a pas de fin"


def question_and_task_agree(now: datetime) -> Iterator[str]:
    """A mention is settled exactly while its task is closed; none waits on a withdrawn message."""
    owed = Mention.objects.exclude(task=None).select_related("task")
    for one in owed.iterator(chunk_size=500):
        if (one.settled_at is None) != (one.task is not None and one.task.closed_at is None):
            yield f"la mention {one.pk} et sa tâche ne disent pas la même chose"
    gone = Communication.objects.exclude(withdrawn_at=None).filter(mentions__settled_at=None)
    for pk in gone.exclude(mentions=None).values_list("pk", flat=True):
        yield f"le message {pk} est retiré et attend encore une réponse"


INVARIANTS: Final[dict[str, Callable[[datetime], Iterable[str]]]] = {
    "P9 chaque message a son thème et qui peut le lire": message_has_its_reader,
    "P9 une question posée et sa tâche disent la même chose": question_and_task_agree,
}
