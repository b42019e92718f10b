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
from maillon.apps.protocols.queries.own_templates import (
    OwnTemplate,
    TemplateDraft,
    own_template,
    template_draft,
)
from maillon.apps.protocols.queries.page import (
    Comparison,
    ProtocolPage,
    comparison,
    protocol_page,
    scan,
    share_protocol,
)
from maillon.apps.protocols.queries.runs import (
    RunPage,
    TemplatePage,
    run_page,
    step_titles,
    template_page,
    template_shelf,
)

__all__ = [
    "AdoptedText",
    "Comparison",
    "ExceptionLine",
    "OwnTemplate",
    "PastVersion",
    "ProtocolLine",
    "ProtocolPage",
    "RunPage",
    "ShareLine",
    "Shelf",
    "SignerLine",
    "TemplateDraft",
    "TemplatePage",
    "VersionCard",
    "adopted_texts",
    "comparison",
    "neighbours",
    "own_template",
    "protocol_page",
    "protocol_titles",
    "run_page",
    "scan",
    "share_protocol",
    "shelf",
    "step_titles",
    "task_titles",
    "template_draft",
    "template_page",
    "template_shelf",
]
