"""Reading protocols: the list, one of them, two side by side, what a task or a proof is about."""

from maillon.apps.protocols.queries.cards import (
    ExceptionLine,
    PastVersion,
    ShareLine,
    SignerLine,
    VersionCard,
)
from maillon.apps.protocols.queries.listing import ProtocolLine, Shelf, shelf
from maillon.apps.protocols.queries.naming import (
    AdoptedText,
    adopted_texts,
    protocol_titles,
    task_titles,
)
from maillon.apps.protocols.queries.neighbours import neighbours
from maillon.apps.protocols.queries.page import (
    Comparison,
    ProtocolPage,
    comparison,
    protocol_page,
    scan,
    share_protocol,
)

__all__ = [
    "AdoptedText",
    "Comparison",
    "ExceptionLine",
    "PastVersion",
    "ProtocolLine",
    "ProtocolPage",
    "ShareLine",
    "Shelf",
    "SignerLine",
    "VersionCard",
    "adopted_texts",
    "comparison",
    "neighbours",
    "protocol_page",
    "protocol_titles",
    "scan",
    "share_protocol",
    "shelf",
    "task_titles",
]
