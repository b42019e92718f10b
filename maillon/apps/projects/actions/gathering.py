from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.directory.models import Organization
from maillon.apps.directory.queries import named_organization
from maillon.apps.projects import access
from maillon.apps.projects.models import GroupMember, ProjectPartner, WorkingGroup
from maillon.apps.structures.models import Member
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["add_partner", "end_partner", "write_group"]


def write_group(
    *, project_id: UUID, name: str, purpose: str, members: Collection[UUID], leader: UUID | None,
    by: AccountViewer, now: datetime, group_id: UUID | None = None,
) -> WorkingGroup:  # fmt: skip
    """A working group and who is in it; asked again with ``group_id``, as it is now.

    Raises ``NotFound`` for a member of another structure, ``Refused('group_empty')``.
    """
    project = access.require_lead(by, project_id)
    wanted = {*members, *([leader] if leader else [])}
    team = Member.objects.of(project.organization_id).filter(pk__in=wanted)
    known = set(team.values_list("pk", flat=True))
    if known != wanted:
        raise NotFound
    if not name.strip() or not known:
        raise Refused("group_empty")
    with transaction.atomic():
        group = project.groups.filter(pk=group_id).first() if group_id else WorkingGroup(
            project=project
        )  # fmt: skip
        if group is None:
            raise NotFound
        group.name, group.purpose = name.strip()[:80], purpose.strip()
        group.save()
        group.seats.all().delete()
        for pk in known:
            GroupMember.objects.create(group=group, member_id=pk, leads=pk == leader)
    return group


def add_partner(
    *, project_id: UUID, organization_id: UUID | None, name: str, role: str, since: date | None,
    by: AccountViewer, now: datetime,
) -> ProjectPartner:  # fmt: skip
    """Somebody outside who takes part: a structure of the directory, or a name.

    Raises ``NotFound``, ``Refused('partner_empty')``.
    """
    project = access.require_lead(by, project_id)
    if organization_id and named_organization(by, str(organization_id)) is None:
        raise NotFound
    house = Organization.objects.get(pk=organization_id) if organization_id else None
    told = house.name if house else name.strip()
    if not told:
        raise Refused("partner_empty")
    partner = ProjectPartner(
        project=project, organization=house, name=told[:160], role=role.strip(), since=since
    )
    partner.save(force_insert=True)
    return partner


def end_partner(*, partner_id: UUID, ended_on: date, by: AccountViewer, now: datetime) -> UUID:
    """Say from which day a partner takes part no more; her line stays. Its project."""
    found = ProjectPartner.objects.filter(pk=partner_id).first()
    project = access.require_lead(by, found.project_id if found else partner_id)
    ProjectPartner.objects.filter(pk=partner_id, ended_on=None).update(ended_on=ended_on)
    return project.pk
