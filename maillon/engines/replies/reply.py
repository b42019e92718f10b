"""What a short message from a carer means, as far as it can be known for sure."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["Intent", "RefusalReason", "Reply"]

Intent = Literal[
    "yes",
    "no",
    "stop",
    "start",
    "confirm",
    "pause",
    "enrol",
    "unchanged",
    "withdraw",
    "unknown",
    "ambiguous",
]
RefusalReason = Literal["full", "away", "too_far", "not_skilled", "sick", "other"]


@dataclass(frozen=True, slots=True)
class Reply:
    """A parsed reply.

    ``code``: the four digits of an offer; ``reference``: a request's, as "1121-014".
    ``reason``: why not, where her words say it. ``pause_days``: 1 to 366, None if not told.
    ``conditional``: she sets a condition ("pas avant lundi"); a conditional yes is ambiguous.
    ``extra``: words remain that the grammar does not know; someone should read the message.
    ``time_text``: days, dates and hours she named, lower case, without accents.
    """

    intent: Intent
    code: str | None = None
    reference: str | None = None
    reason: RefusalReason | None = None
    pause_days: int | None = None
    conditional: bool = False
    extra: bool = False
    time_text: str | None = None
