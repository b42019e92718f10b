"""What must always hold of messages, as queries for ``maillon verify``.

Each yields one French sentence per breach, naming the row and no person.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from maillon.apps.messaging.models import InboundMessage, OptOut, OutboxMessage
from maillon.apps.messaging.wording import LEAVES_AFTER_STOP, closed
from maillon.errors import Refused

__all__ = ["INVARIANTS"]

GRACE = timedelta(minutes=15)


def says_only_closed_words(now: datetime) -> Iterator[str]:
    """SMS-1: what waits or left is a template with values of closed shapes."""
    for message in OutboxMessage.objects.iterator():
        try:
            closed(message.template, message.params, secret=message.secret)
        except Refused as refusal:
            yield f"message {message.pk} : {refusal.code}"


def stop_is_obeyed(now: datetime) -> Iterator[str]:
    """SMS-3: nothing left for a phone after it said STOP, save the word that says so."""
    stopped = OptOut.objects.filter(
        phone_index=OuterRef("phone_index"), since__lt=OuterRef("sent_at")
    )
    left = OutboxMessage.objects.exclude(template__in=LEAVES_AFTER_STOP)
    for message in left.filter(Exists(stopped)).iterator():
        yield f"message {message.pk} parti après un STOP"


def states_tell_the_truth(now: datetime) -> Iterator[str]:
    """I14: what left has a moment and a name at the gateway; what did not has a reason."""
    wrong = (
        Q(state="sent", sent_at=None)
        | Q(state="sent", provider_id="")
        | Q(state="delivered", delivered_at=None)
        | Q(state="failed", error="")
    )
    for message in OutboxMessage.objects.filter(wrong).iterator():
        yield f"message {message.pk} « {message.state} » sans ce qui le prouve"


def nothing_is_forgotten(now: datetime) -> Iterator[str]:
    """I7, I14: nothing is overdue by more than fifteen minutes, out or in."""
    late = now - GRACE
    free = Q(leased_until=None) | Q(leased_until__lt=late)
    waiting = OutboxMessage.objects.filter(
        Q(free, state="queued", not_before__lt=late) | Q(state="sending", leased_until__lt=late)
    )
    for message in waiting.iterator():
        yield f"message {message.pk} « {message.state} » en retard d’un quart d’heure"
    for inbound in InboundMessage.objects.filter(handled_at=None, received_at__lt=late).iterator():
        yield f"message reçu {inbound.pk} jamais traité"


INVARIANTS: dict[str, Callable[[datetime], Iterable[str]]] = {
    "SMS-1 rien que des modèles fermés": says_only_closed_words,
    "SMS-3 un STOP est obéi": stop_is_obeyed,
    "I14 chaque message a son histoire": states_tell_the_truth,
    "I7 aucun message oublié": nothing_is_forgotten,
}
