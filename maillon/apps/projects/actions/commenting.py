from datetime import datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.projects import access
from maillon.apps.projects.models import SectionComment
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["comment_section", "resolve_comment"]


def comment_section(
    *, section_id: UUID, text: str, by: AccountViewer, now: datetime
) -> SectionComment:
    """Say something of a section. Raises ``NotFound``, ``Refused('comment_empty')``."""
    section = access.require_section(by, section_id)
    if not text.strip():
        raise Refused("comment_empty")
    comment = SectionComment(
        section=section, text=text.strip()[:2000], written_by_id=by.account_id, written_at=now
    )
    comment.save(force_insert=True)
    return comment


def resolve_comment(*, comment_id: UUID, by: AccountViewer, now: datetime) -> UUID:
    """Say that a comment is dealt with; its section.

    Raises ``NotFound``, ``Refused('comment_resolved')`` the second time.
    """
    found = SectionComment.objects.filter(pk=comment_id).first()
    if found is None:
        raise NotFound
    access.require_section(by, found.section_id)
    with transaction.atomic():
        done = SectionComment.objects.filter(pk=comment_id, resolved_at=None).update(
            resolved_at=now, resolved_by_id=by.account_id
        )
        if not done:
            raise Refused("comment_resolved")
    return found.section_id
