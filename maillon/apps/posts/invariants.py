"""What must always hold of coordination time."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime
from uuid import UUID

from maillon.apps.posts.counting import Noted, counted
from maillon.apps.posts.models import CoordinationTime, Invitee

__all__ = ["INVARIANTS"]


def lines_and_acts_agree(now: datetime) -> Iterator[str]:
    """A line that stands has an act that stands; one taken back has an act that is cancelled."""
    rows = CoordinationTime.objects.select_related("entry", "entry__cancelled_by")
    for one in rows.defer("words").iterator(chunk_size=500):
        if hasattr(one.entry, "cancelled_by") != (one.withdrawn_at is not None):
            yield f"temps {one.pk} : la ligne et son acte au journal ne disent pas la même chose"


def no_day_is_longer_than_a_day(now: datetime) -> Iterator[str]:
    """Nobody counts more than twenty-four hours in a day, all structures together."""
    rows = CoordinationTime.objects.standing()
    values = list(rows.values_list("pk", "account_id", "minutes", "began_at", "written_at"))
    told = counted(Noted(*one) for one in values)
    spent: dict[tuple[UUID, date], int] = defaultdict(int)
    for pk, account, day in rows.values_list("pk", "account_id", "day"):
        spent[account, day] += told.get(pk, 0)
    for (account, day), minutes in spent.items():
        if minutes > 1440:
            yield f"compte {account}, {day} : plus de 24 heures de coordination notées"


def an_answer_closes_its_task(now: datetime) -> Iterator[str]:
    """A task of an invitation is open as long as its answer is waited for, and no longer."""
    for one in Invitee.objects.select_related("invitation", "task").defer("words"):
        waited = not one.answer and one.invitation.withdrawn_at is None
        if waited != (one.task.closed_at is None):
            yield f"invitation {one.invitation_id} : une réponse et sa tâche se contredisent"


INVARIANTS: dict[str, Callable[[datetime], Iterator[str]]] = {
    "TEMPS une ligne et son acte disent la même chose": lines_and_acts_agree,
    "TEMPS un jour n’a que 24 heures": no_day_is_longer_than_a_day,
    "POSTE une réponse à une invitation clôt sa tâche": an_answer_closes_its_task,
}
