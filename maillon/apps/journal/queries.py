"""Reading the journal."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Max

from maillon.apps.journal.models import Entry, Subject
from maillon.kernel.access import Viewer
from maillon.kernel.prepared import Prepared

__all__ = ["StoryEntry", "WholeStory", "acts_by_people", "last_acts", "story", "whole_story"]


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """One act as it stands in a story."""

    id: UUID
    act: str
    occurred_at: datetime
    author_kind: str
    author_id: str
    data: dict[str, Any]
    cancelled: bool
    subjects: dict[str, UUID] = field(default_factory=dict)  # kind → the object it is about


@dataclass(frozen=True, slots=True)
class WholeStory:
    """The acts about one object that stand or were struck, oldest first.

    ``hands`` is what ``acts_by_people`` answers; ``last_at`` when the last of them was written.
    """

    acts: tuple[StoryEntry, ...]
    hands: int
    last_at: datetime | None


def last_acts(kind: str, ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When each of these objects was last the subject of an act; those never told of are absent."""
    rows = Subject.objects.filter(kind=kind, object_id__in=list(ids)).values("object_id")
    dated = rows.annotate(last=Max("entry__occurred_at")).values_list("object_id", "last")
    return {UUID(str(pk)): at for pk, at in dated}


def story(viewer: Viewer, subject_kind: str, subject_id: UUID) -> tuple[StoryEntry, ...]:
    """The acts about one object, oldest first; the caller has checked the right to it.

    Acts of one transaction share their moment: the order of writing tells them apart.
    """
    return whole_story(viewer, subject_kind, subject_id).acts


def whole_story(viewer: Viewer, subject_kind: str, subject_id: UUID) -> WholeStory:
    """The same, with the number of hands, in the same reading."""
    entries = _ENTRIES.objects(subject_kind, subject_id)
    about: dict[UUID, dict[str, UUID]] = {entry.pk: {} for entry in entries}
    for entry_id, kind, object_id in _SUBJECTS.rows(list(about)):
        about[entry_id][kind] = object_id
    return WholeStory(
        acts=tuple(_told(entry, about[entry.pk]) for entry in entries if entry.cancels_id is None),
        hands=sum(entry.author_kind == "account" for entry in entries),
        last_at=max((entry.recorded_at for entry in entries), default=None),
    )


_ENTRIES: Final = Prepared(
    lambda kind, object_id: (
        Entry.objects.filter(subjects__kind=kind, subjects__object_id=object_id)
        .select_related("cancelled_by")
        .order_by("occurred_at", "recorded_at", "subjects__id")
    ),
    str,
    UUID,
)
_SUBJECTS: Final = Prepared(
    lambda entries: Subject.objects.filter(entry__in=entries).values_list(
        "entry_id", "kind", "object_id"
    ),
    [UUID],
)


def acts_by_people(subject_kind: str, subject_id: UUID) -> int:
    """How many acts people wrote about one object, corrections included; it only grows."""
    return Entry.objects.filter(
        subjects__kind=subject_kind, subjects__object_id=subject_id, author_kind="account"
    ).count()


def _told(entry: Entry, subjects: dict[str, UUID]) -> StoryEntry:
    return StoryEntry(
        id=entry.pk,
        act=entry.act,
        occurred_at=entry.occurred_at,
        author_kind=entry.author_kind,
        author_id=entry.author_id,
        data=entry.data,
        cancelled=hasattr(entry, "cancelled_by"),
        subjects=subjects,
    )
