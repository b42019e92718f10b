"""Two agents on one request: the second acts on what she sees, or is shown what changed."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from maillon.apps.desk import access
from maillon.apps.desk.actions import progress
from maillon.apps.journal.queries import acts_by_people
from maillon.errors import Refused
from maillon.kernel.access import AccountViewer

__all__ = ["as_seen"]

T = TypeVar("T")


def as_seen(
    *, request_id: UUID, seen: int | None, by: AccountViewer, now: datetime, act: Callable[[], T]
) -> T:
    """Do ``act`` if nobody has acted on the request since the page that counted ``seen`` acts.

    What machines and carers do meanwhile is no obstacle: each action guards itself against it.
    Raises ``Refused('changed_meanwhile')``; ``None`` is a page that did not count.
    """
    access.check_request(by, request_id, now=now)
    with transaction.atomic():
        request = progress.lock(request_id)
        if seen is not None and acts_by_people("request", request_id) != seen:
            raise Refused("changed_meanwhile", reference=request.reference)
        return act()
