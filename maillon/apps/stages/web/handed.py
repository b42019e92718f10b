"""What is handed to a reader, as a document: the paper that was sent, or the project printed."""

from collections.abc import Sequence
from uuid import UUID

from django.template.loader import render_to_string

from maillon.apps.contracts.receiving import Source
from maillon.apps.stages import actions, queries
from maillon.apps.stages.queries import Paper
from maillon.kernel import paper

__all__ = ["SOURCE", "opened"]


def opened(houses: Sequence[UUID], filing_id: UUID) -> tuple[bytes, str]:
    """The content and its media type; a project is a page where this machine makes no PDF."""
    found = queries.handed_content(houses, filing_id)
    if isinstance(found, Paper):
        return found.content, found.media_type
    html = render_to_string("stages/project_left.html", {"told": found})
    made = paper.pdf(html)
    return (html.encode(), "text/html") if made is None else (made, "application/pdf")


SOURCE = Source(queries.handed, opened, queries.handed_one, actions.answer_received)
