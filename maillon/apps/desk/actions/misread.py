"""A carer's words that no rule understood: an agent reads them, unless she writes again clearly."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from maillon.apps.desk import access
from maillon.apps.desk.models import Desk, DeskCommune, Offer
from maillon.apps.desk.timing import due
from maillon.apps.desk.vocabulary import MISREAD_OUTCOMES
from maillon.apps.directory.models import CoverageCommune, Responder
from maillon.apps.journal.actions import record
from maillon.apps.messaging.handlers import InboundReply
from maillon.apps.messaging.models import InboundMessage
from maillon.apps.tasks.actions import Owner, close_task, move_task, open_task
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused
from maillon.kernel import events
from maillon.kernel.access import SYSTEM, AccountViewer
from maillon.kernel.prepared import Prepared

__all__ = ["DOUBTFUL", "MISREAD", "answer_words", "desk_of", "note_words"]

MISREAD: Final = "desk.misread_words"
DOUBTFUL: Final = frozenset(
    {
        "not_understood",
        "ask_clearly",
        "ask_reference",
        "unknown_code",
        "nothing_open",
        "yes_stands",
        "pause_unclear",
    }
)
WITHIN: Final = timedelta(minutes=15)
AGAIN: Final = timedelta(minutes=30)
RECENT: Final = timedelta(days=30)


def desk_of(responders: Sequence[Responder]) -> Desk | None:
    """The desk that answers to these carers: the last that asked them, else that of their places,
    else the only one there is.
    """
    ids = [one.pk for one in responders]
    if last := _LAST.objects(ids):
        return last[0].need.request.desk
    places = {one.commune_id for one in responders if one.commune_id}
    covered = CoverageCommune.objects.filter(responder_id__in=ids, near=False)
    places.update(covered.values_list("commune_id", flat=True))
    near = DeskCommune.objects.filter(commune_id__in=places).values("desk_id")
    desks = Desk.objects.order_by("name", "pk")
    alone = list(desks[:2])
    return desks.filter(pk__in=near).first() or (alone[0] if len(alone) == 1 else None)


_LAST: Final = Prepared(
    lambda ids: (
        Offer.objects.filter(responder__in=ids)
        .select_related("need__request__desk")
        .order_by("-made_at", "pk")[:1]
    ),
    [UUID],
)


def note_words(
    inbound: InboundReply, outcome: str, responders: Sequence[Responder], now: datetime
) -> None:
    """After each word of a carer: in doubt, somebody of the desk is to read it; once she is
    understood, nobody is. In the transaction of that word; only her last words wait.
    """
    doubtful = outcome in DOUBTFUL
    readers = {read_by for (read_by,) in _READERS.rows(inbound.phone_index, now - RECENT)}
    for read_by in readers:
        events.bump(f"desk:{read_by}")
    if readers:
        _waiting(inbound.phone_index, now - RECENT).update(
            closed_at=now, outcome="written_again" if doubtful else "understood",
            closed_by_kind=SYSTEM.kind, closed_by_id=SYSTEM.id,
        )  # fmt: skip
    desk = desk_of(responders) if doubtful else None
    if desk is not None:
        open_task(
            kind=MISREAD, organization_id=desk.organization_id,
            owner=Owner(group="desk", group_id=desk.pk), origin=("inbound", inbound.inbound_id),
            due_at=due(desk, now, WITHIN), by=SYSTEM, now=now,
        )  # fmt: skip
        events.bump(f"desk:{desk.pk}")


def _waiting(phone_index: str, since: datetime) -> QuerySet[Task]:
    before = InboundMessage.objects.filter(
        phone_index=phone_index, outcome__in=DOUBTFUL, received_at__gt=since
    )
    return Task.objects.open().filter(
        kind=MISREAD, origin_kind="inbound", origin_id__in=before.values("pk")
    )


_READERS: Final = Prepared(
    lambda phone_index, since: _waiting(phone_index, since).values_list("owner_group_id"),
    str,
    datetime,
)


def answer_words(*, inbound_id: UUID, outcome: str, by: AccountViewer, now: datetime) -> None:
    """What came of reading these words; nobody there: they come back half an hour later.

    ``NotFound`` for words to another desk; ``Refused``: ``misread_outcome``, ``misread_settled``.
    """
    task = Task.objects.about("inbound", inbound_id).filter(kind=MISREAD).first()
    if task is None or task.owner_group_id is None:
        raise NotFound
    desk = access.require_agent(by, task.owner_group_id)
    if outcome not in MISREAD_OUTCOMES:
        raise Refused("misread_outcome")
    with transaction.atomic():
        standing = Task.objects.filter(pk=task.pk).open().select_for_update().first()
        if standing is None:
            raise Refused("misread_settled")
        if outcome == "no_answer":
            move_task(task_id=task.pk, due_at=due(desk, now, AGAIN), by=by, now=now)
        else:
            close_task(task_id=task.pk, outcome=outcome, by=by, now=now)
        record(
            act="desk.misread_answered", organization_id=desk.organization_id, by=by, now=now,
            subjects=[("inbound", inbound_id)], data={"outcome": outcome},
        )  # fmt: skip
        events.bump(f"desk:{desk.pk}")
