"""What a member has not read yet."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from maillon.apps.care.models import Conversation, Mention, ReadMark
from maillon.kernel.access import AccountViewer

__all__ = ["asked_of", "is_unread", "unread_of"]


def is_unread(last_at: datetime, read_at: datetime | None) -> bool:
    """Whether something came since she said that she had read."""
    return read_at is None or last_at > read_at


def unread_of(viewer: AccountViewer, themes: Mapping[UUID, Iterable[str]]) -> dict[UUID, int]:
    """How many conversations hold something this viewer has not read, by person, under these
    themes of each; two questions, however many persons.
    """
    shown = {pk: frozenset(read) for pk, read in themes.items()}
    rows = Conversation.objects.filter(patient__in=shown).values_list(
        "pk", "patient_id", "theme", "last_at"
    )
    marks = dict(
        ReadMark.objects.filter(
            account_id=viewer.account_id, conversation__patient__in=shown
        ).values_list("conversation_id", "read_at")
    )
    found: dict[UUID, int] = {}
    for pk, who, theme, last_at in rows:
        if theme in shown[who] and is_unread(last_at, marks.get(pk)):
            found[who] = found.get(who, 0) + 1
    return found


def asked_of(mention_ids: Iterable[UUID]) -> dict[UUID, tuple[UUID, UUID]]:
    """About whom each mention is, and in which conversation: ids, nothing of what is said."""
    rows = Mention.objects.filter(pk__in=list(mention_ids)).values_list(
        "pk", "patient_id", "communication__conversation_id"
    )
    return {pk: (who, held) for pk, who, held in rows}
