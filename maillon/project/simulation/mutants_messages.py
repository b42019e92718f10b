"""Faults of what is sent, of what is read, of what does not arrive."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from itertools import count
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from maillon.apps.desk import seats
from maillon.apps.desk.actions import accepting, answering, offering, replying, withdrawing
from maillon.apps.desk.models import Offer
from maillon.apps.messaging.actions import inbox, outbox
from maillon.engines import replies
from maillon.engines.replies import Resolution

Patched = AbstractContextManager[Any]


def losers_hear_nothing() -> Patched:
    """Those who were asked and lost are left waiting."""
    return patch.object(withdrawing, "_tell", lambda *given: None)


def each_copy_counts() -> Patched:
    """The same words under a second id are words again."""
    return patch.object(inbox, "_same_text_before", lambda row: False)


@contextmanager
def a_guess() -> Iterator[None]:
    """« Oui » with two open offers is taken for a yes to the first one; to several nights, too."""
    plain, ask = replies.resolve, accepting.accept_offer

    def guess(reply: Any, offers: Any, taken: Any = ()) -> Resolution:
        found = plain(reply, offers, taken)
        if found.kind == "ask_reference" and reply.intent == "yes" and offers:
            return Resolution("accept", offers[0].offer_id)
        return found

    def first(**said: Any) -> accepting.Acceptance:
        found = ask(**said)
        if found.kind != "which":
            return found
        offer = Offer.objects.select_related("need").get(pk=said["offer_id"])
        return ask(**said | {"shifts": {seats.asked_about(offer, said["now"])[0].pk}})

    with (
        patch.object(answering, "resolve", guess),
        patch.object(replying, "accept_offer", first),
    ):
        yield


def rows_get_lost() -> Patched:
    """One offer in seven is written without its message."""
    turn = count(1)

    def lossy(news: Any, *, now: datetime) -> int:
        return outbox.queue_news([one for one in news if next(turn) % 7], now=now)

    return patch.object(offering, "outbox", SimpleNamespace(queue_news=lossy, News=outbox.News))


def undelivered_is_ignored() -> Patched:
    """A message that will never arrive changes nothing."""
    return patch.object(answering, "undelivered", lambda offer_id, now: None)
