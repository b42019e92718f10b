"""Who notes a departure: whoever writes the structure. What she holds, what closes, what stays."""

from datetime import date
from uuid import UUID

from maillon.apps.accounts.house import administers
from maillon.apps.handover.actions.passing import passable
from maillon.apps.projects.actions import holds_actions
from maillon.apps.structures import access as structures
from maillon.apps.structures.models import Member
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["closes", "holds", "require_member", "stays"]


def require_member(viewer: AccountViewer, member_id: UUID) -> Member:
    """The member, for whoever coordinates or manages her structure; ``NotFound`` for any other."""
    found = Member.objects.select_related("organization").filter(pk=member_id).first()
    if found is None:
        raise NotFound
    structures.require_writer(viewer, found.organization_id)
    return found


def holds(member: Member) -> bool:
    """Whether an action or a task is hers, that somebody must take over."""
    if holds_actions(member.organization_id, member.pk):
        return True
    if member.account_id is None:
        return False
    hers = Task.objects.filter(passable(member.organization_id, member.account_id))
    return hers.exists()


def stays(member: Member, day: date) -> bool:
    """Whether the same account is still of the team that day, by another line."""
    if member.account_id is None:
        return False
    rows = Member.objects.of(member.organization_id).on(day).exclude(pk=member.pk)
    return rows.filter(account_id=member.account_id).exists()


def closes(member: Member, day: date, by: AccountViewer) -> bool:
    """Whether her access ends by this gesture: never one's own, nor an administrator's."""
    account = member.account_id
    if account is None or account == by.account_id or stays(member, day):
        return False
    return not administers(account, member.organization_id)
