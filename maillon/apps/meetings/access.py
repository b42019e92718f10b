"""Who may call a meeting, who reads it: those who are asked, and whoever calls."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q

from maillon.apps.meetings import cases
from maillon.apps.meetings.models import AgendaItem, Guest, Meeting
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer, LinkViewer, Viewer

__all__ = [
    "guest_of",
    "may_call",
    "may_correct",
    "require_caller",
    "require_change",
    "require_corrector",
    "require_living",
    "require_member",
    "require_open",
    "require_reader",
]

CALLERS: Final = frozenset({"agent", "lead", "coordinator", "manager", "practitioner"})
CORRECTORS: Final = frozenset({"coordinator", "manager", "lead"})
STATES: Final = {"cancelled": "annulée", "closed": "close"}


def may_call(viewer: Viewer) -> tuple[UUID, ...]:
    """The structures in whose name this viewer may call a meeting, each once."""
    roles = viewer.roles if isinstance(viewer, AccountViewer) else ()
    held = (role.organization_id for role in roles if role.code in CALLERS)
    return tuple(dict.fromkeys(held))


def require_member(viewer: Viewer, organization_id: UUID) -> None:
    """``NotFound`` unless she may call a meeting in the name of this structure."""
    if organization_id not in may_call(viewer):
        raise NotFound


def require_reader(viewer: Viewer, meeting_id: UUID) -> Meeting:
    """The meeting, for whoever called it or is asked to it; ``NotFound`` for anybody else.

    Whoever called it reads it as long as she belongs to the structure; a guest, always: she
    was there; and who took over one of its decisions, until it is settled.
    """
    if not isinstance(viewer, AccountViewer):
        raise NotFound
    called = Q(organizer_id=viewer.account_id, organization_id__in=may_call(viewer))
    asked = Q(guests__account_id=viewer.account_id)
    found = Meeting.objects.filter(called | asked | _taken_over(viewer), pk=meeting_id).first()
    if found is None:
        raise NotFound
    return found


def _taken_over(viewer: AccountViewer) -> Q:
    """A colleague's decision handed to her; a circle's meeting is read by whom the person chose."""
    return Q(
        decisions__task__owner_account_id=viewer.account_id, decisions__task__closed_at=None,
        organization_id__in=may_call(viewer),
    ) & ~Q(kind="circle")  # fmt: skip


def require_caller(viewer: Viewer, meeting_id: UUID) -> Meeting:
    """The meeting, for a reader who may also write it: of the same structure.

    Whoever is asked from another house reads it and answers, and changes nothing.
    """
    meeting = require_reader(viewer, meeting_id)
    require_member(viewer, meeting.organization_id)
    return meeting


def require_change(viewer: Viewer, meeting_id: UUID) -> Meeting:
    """The meeting, locked for the change; ``Refused('meeting_is_over')`` once it is over."""
    require_caller(viewer, meeting_id)
    return require_living(meeting_id)


def may_correct(viewer: Viewer, meeting: Meeting) -> bool:
    """Whether a reader may say again who was there: whoever called the meeting, or holds the
    structure. It moves what people are paid.
    """
    if not isinstance(viewer, AccountViewer) or meeting.organization_id not in may_call(viewer):
        return False
    held = {role.organization_id for role in viewer.roles if role.code in CORRECTORS}
    return viewer.account_id == meeting.organizer_id or meeting.organization_id in held


def require_corrector(viewer: Viewer, meeting_id: UUID) -> Meeting:
    """The closed meeting, locked, for who may correct its presence; ``NotFound`` for anybody
    else, ``Refused('correction_open')`` as long as its minutes are open.
    """
    if not may_correct(viewer, require_reader(viewer, meeting_id)):
        raise NotFound
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    if meeting.closed_at is None:
        raise Refused("correction_open")
    return meeting


def require_living(meeting_id: UUID) -> Meeting:
    """The meeting, locked, for a room above that has shown who may change it (the person whose
    circle meets, by her link); ``Refused('meeting_is_over')`` once it is over.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    if meeting.state in STATES:
        raise Refused("meeting_is_over", state=STATES[meeting.state])
    return meeting


def require_open(viewer: Viewer, item: AgendaItem, now: datetime) -> None:
    """``NotFound`` for a point that speaks of a person of whom this viewer may not read it."""
    if item.is_case and item.pk not in cases.shown(viewer, item.meeting_id, [item.pk], now):
        raise NotFound


def guest_of(viewer: LinkViewer, *, now: datetime) -> Guest:
    """The guest whose link this is; ``NotFound`` where the link is dead or of another purpose."""
    if viewer.purpose != "meeting":
        raise NotFound
    found = Guest.objects.select_related("meeting").filter(pk=viewer.object_id).first()
    if found is None:
        raise NotFound
    return found
