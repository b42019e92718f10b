"""What programs send, done once: the number of a message, and what was answered to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from maillon.apps.accounts.models import ClientMessage
from maillon.kernel.access import ClientViewer
from maillon.kernel.crypto import blind_index

__all__ = ["Seat", "receive"]


@dataclass
class Seat:
    """The place of one message: its answer, empty until it is done. ``row``: none for a message
    that bears no number, and is done each time it comes.
    """

    row: ClientMessage | None
    answer: dict[str, Any]

    def keep(self, answer: dict[str, Any]) -> None:
        """What was answered, in the transaction of what was done."""
        self.answer = answer
        if self.row is not None:
            self.row.answer = answer
            self.row.save(update_fields=["answer"])


def receive(number: str, content: str, *, by: ClientViewer, now: datetime) -> Seat | None:
    """Its place, in the transaction of whoever does it; ``None`` where this program has used the
    number for something else.

    Two of the same at once: the second waits for the first. One refused leaves nothing behind, and
    may be corrected under the same number.
    """
    if not number:
        return Seat(None, {})
    key, digest = blind_index("message", number), blind_index("message_content", content)
    row = _known(by, key)
    if row is None:
        row = _taken(by, key, digest, now)
    return Seat(row, row.answer) if row.digest == digest else None


def _known(by: ClientViewer, key: str) -> ClientMessage | None:
    rows = ClientMessage.objects.select_for_update(of=("self",))
    return rows.filter(client_id=by.account_id, key=key).first()


def _taken(by: ClientViewer, key: str, digest: str, now: datetime) -> ClientMessage:
    try:
        with transaction.atomic():
            return ClientMessage.objects.create(
                client_id=by.account_id, key=key, digest=digest, answer={}, received_at=now
            )
    except IntegrityError:  # the same one, committed meanwhile
        known = _known(by, key)
        if known is None:
            raise
        return known
