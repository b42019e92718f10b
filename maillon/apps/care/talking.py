"""Who may be asked by name in a conversation, and by which way she hears of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db.models import Q

from maillon.apps.accounts.models import Account
from maillon.apps.care.grounds import facts_of, members_of
from maillon.apps.care.models import CareTeamMember, Patient
from maillon.apps.care.naming import account_of
from maillon.apps.tasks.actions import Owner
from maillon.apps.tasks.models import Task
from maillon.kernel.access import Viewer

__all__ = ["PEOPLE", "own_part", "owner_of", "readers"]

PEOPLE: Final = (
    "related", "organization__commune", "responder__commune", "responder__practitioner_role",
    "practitioner_role__practitioner", "practitioner_role__commune",
)  # fmt: skip


def readers(patient: Patient, theme: str, now: datetime) -> list[CareTeamMember]:
    """The members who read this theme today: the only ones who may be asked under it."""
    facts = facts_of(patient.pk, now)
    rows = CareTeamMember.objects.present(now.date()).filter(patient=patient)
    found = []
    for one in rows.select_related(*PEOPLE).order_by("starts_on", "pk"):
        regime = facts.regime(one, now)
        if regime.relation and theme in regime.themes:
            found.append(one)
    return found


def own_part(
    viewer: Viewer, patient: Patient, reading: Iterable[CareTeamMember]
) -> CareTeamMember | None:
    """The part by which this viewer writes: one of hers among those who read; herself first, then
    the structure she coordinates for.
    """
    hers = set(members_of(viewer, patient.pk).values_list("pk", flat=True))
    mine = sorted((one for one in reading if one.pk in hers), key=_structure_last)
    return mine[0] if mine else None


def _structure_last(one: CareTeamMember) -> bool:
    return one.organization_id is not None


def owner_of(member: CareTeamMember, now: datetime) -> Owner | None:
    """Whose task a mention of this member is; ``None`` where nobody behind her has an account."""
    accounts = Account.objects.filter(is_active=True)
    if member.organization_id is not None:
        held = Q(roles__ends_on=None) | Q(roles__ends_on__gt=now.date())
        led = accounts.filter(
            held, roles__organization=member.organization_id, roles__code="coordinator",
            roles__starts_on__lte=now.date(),
        )  # fmt: skip
        group = Task.Group.ORGANIZATION
        return Owner(group=group, group_id=member.organization_id) if led.exists() else None
    account = account_of(member)
    return Owner(account_id=account.pk) if account is not None and account.is_active else None
