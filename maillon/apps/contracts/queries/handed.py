"""What else a payer's reader reads: letters of intent, projects, as their rooms hand them over."""

from datetime import datetime
from uuid import UUID

from maillon.apps.accounts.readers import structures_received
from maillon.apps.contracts import access, receiving
from maillon.apps.contracts.receiving import Told
from maillon.kernel.access import AccountViewer
from maillon.kernel.accesslog import traced

__all__ = ["received_document", "received_paper"]


def received_document(viewer: AccountViewer, kind: str, document_id: UUID) -> tuple[bytes, str]:
    """A document handed over by such a structure; ``NotFound`` for any other."""
    return receiving.handed(structures_received(viewer), kind, document_id)


def received_paper(viewer: AccountViewer, kind: str, document_id: UUID, *, now: datetime) -> Told:
    """One that can be answered, with what was said of it; ``NotFound`` for any other. Traced."""
    found = receiving.told(structures_received(viewer), kind, document_id)
    traced(
        viewer, access.RECEIVED, object_type="stage_filing", object_id=document_id, now=now,
        organization_id=found.organization_id,
    )  # fmt: skip
    return found
