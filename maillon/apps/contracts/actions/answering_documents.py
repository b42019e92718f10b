from datetime import datetime
from uuid import UUID

from maillon.apps.contracts import receiving
from maillon.kernel.access import AccountViewer

__all__ = ["answer_document"]


def answer_document(
    *, kind: str, document_id: UUID, answer: str, words: str, by: AccountViewer, now: datetime
) -> None:
    """The payer's word on a document that another room handed over; that room writes it down.

    Raises ``NotFound``, and the refusals of that room.
    """
    receiving.answered(kind, document_id, answer, words, by=by, now=now)
