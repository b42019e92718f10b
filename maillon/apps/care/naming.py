"""Who a member of a circle is: a name, perhaps an account, what may be heard of the person."""

from maillon.apps.accounts.models import Account
from maillon.apps.care.grounds import standing_of
from maillon.apps.care.models import CareTeamMember
from maillon.apps.care.vocabulary import SECRET, THEMES
from maillon.engines.sharing import Standing

__all__ = ["account_of", "called", "may_hear_themes", "phone_of"]


def called(member: CareTeamMember) -> str:
    """The name under which she is asked."""
    if member.related is not None:
        return str(member.related.name)
    if member.organization is not None:
        return str(member.organization.name)
    if member.practitioner_role is not None:
        return str(member.practitioner_role.practitioner.display)
    return str(member.responder.name) if member.responder else ""


def account_of(member: CareTeamMember) -> Account | None:
    """The account by which she signs in, where she has one."""
    if member.related is not None:
        return member.related.account
    role = member.practitioner_role
    if role is None and member.responder is not None:
        role = member.responder.practitioner_role
    if role is None:
        return None
    accounts = Account.objects.filter(practitioner=role.practitioner_id, is_active=True)
    return accounts.order_by("pk").first()


def phone_of(member: CareTeamMember) -> str:
    """The telephone by which she hears of something; empty where none is known."""
    behind = (member.related, member.organization, member.practitioner_role, member.responder)
    return next((str(one.phone) for one in behind if one is not None), "")


def may_hear_themes(member: CareTeamMember) -> frozenset[str]:
    """What the person may let her hear: never a secret theme for who is in no list of the code."""
    outside = standing_of(member) is Standing.OTHER
    return frozenset(THEMES) - (SECRET if outside else frozenset())
