"""A light team: opened, joined, left; it becomes something else and keeps all it has."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.care import working
from maillon.apps.care.models import TeamMember, TeamStage
from maillon.apps.care.teams import FACTS, KINDS, part_of
from maillon.apps.directory.models import Organization, PractitionerRole
from maillon.apps.journal.actions import record
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer
from maillon.kernel.crypto import fold

__all__ = ["add_teammate", "end_teammate", "move_team", "team_of"]

SOURCE = "équipe ouverte par un professionnel"
Mates = Sequence[tuple[PractitionerRole, str]]


def team_of(*, kind: str, mates: Mates, by: AccountViewer, now: datetime) -> UUID:
    """The team of exactly these professionals, as it is or newly opened under this kind.

    A team that became an ESP or an MSP goes on being theirs. In the caller's transaction.
    """
    wanted = {role.pk for role, _ in mates}
    for house in working.teamed(by, now):
        present = TeamMember.objects.filter(organization_id=house, ends_on=None)
        if set(present.values_list("practitioner_role_id", flat=True)) == wanted:
            return house
    return _opened(kind, mates, by, now)


def _opened(kind: str, mates: Mates, by: AccountViewer, now: datetime) -> UUID:
    names = ", ".join(role.practitioner.family_name.title() for role, _ in mates)
    name = f"Équipe {names}"[:160]
    commune = next((role.commune_id for role, _ in mates if role.commune_id), None)
    team = Organization.objects.create(
        kind=kind, name=name, folded_name=fold(name)[:160], commune_id=commune, source=SOURCE,
        as_of=now.date(), synthetic=all(role.practitioner.synthetic for role, _ in mates),
    )  # fmt: skip
    for role, part in mates:
        TeamMember.objects.create(
            organization=team, practitioner_role=role, role=part, starts_on=now.date()
        )
    _stage(team, kind, {}, by, now)
    _tell("team_opened", team, by, now, kind=kind)
    return team.pk


def move_team(
    *, team_id: UUID, kind: str, facts: Mapping[str, bool], by: AccountViewer, now: datetime
) -> None:
    """Another kind, or other facts, from today on; members, circles, scores, journal stay.

    For its members and coordinators. Raises ``NotFound``, ``Refused``: ``team_kind``,
    ``team_fact``, ``team_unchanged``.
    """
    if kind not in KINDS:
        raise Refused("team_kind")
    if set(facts) - set(FACTS):
        raise Refused("team_fact")
    with transaction.atomic():
        team = _held(team_id, by, now)
        last = TeamStage.objects.filter(organization=team).order_by("at").last()
        if last is None:
            raise NotFound
        if (last.kind, last.facts) == (kind, dict(facts)):
            raise Refused("team_unchanged")
        _stage(team, kind, facts, by, now)
        team.kind = Organization.Kind(kind)
        team.save(update_fields=["kind"])
        _tell("team_moved", team, by, now, before=last.kind, kind=kind)


def add_teammate(*, team_id: UUID, role_id: UUID | None, by: AccountViewer, now: datetime) -> None:
    """One more, from today on. Raises ``NotFound``, ``Refused``: ``member_unknown``,
    ``member_twice``.
    """
    with transaction.atomic():
        team = _held(team_id, by, now)
        role = (
            PractitionerRole.objects.filter(pk=role_id, ended_on=None).first() if role_id else None
        )
        if role is None:
            raise Refused("member_unknown")
        if TeamMember.objects.filter(
            organization=team, practitioner_role__practitioner=role.practitioner_id, ends_on=None
        ).exists():
            raise Refused("member_twice")
        TeamMember.objects.create(
            organization=team, practitioner_role=role, role=part_of(role, None),
            starts_on=now.date(),
        )  # fmt: skip
        _tell("team_joined", team, by, now, practitioner=str(role.practitioner_id))


def end_teammate(*, team_id: UUID, member_id: UUID, by: AccountViewer, now: datetime) -> None:
    """Her part in the team ends today; her part around each person is hers and theirs to end.

    Raises ``NotFound``.
    """
    with transaction.atomic():
        team = _held(team_id, by, now)
        member = TeamMember.objects.filter(pk=member_id, organization=team, ends_on=None).first()
        if member is None:
            raise NotFound
        member.ends_on = now.date()
        member.save(update_fields=["ends_on"])
        who = str(member.practitioner_role.practitioner_id)
        _tell("team_left", team, by, now, practitioner=who)


def _held(team_id: UUID, by: AccountViewer, now: datetime) -> Organization:
    if team_id not in working.teamed(by, now):
        raise NotFound
    return Organization.objects.select_for_update(of=("self",)).get(pk=team_id)


def _stage(
    team: Organization, kind: str, facts: Mapping[str, bool], by: AccountViewer, now: datetime
) -> None:
    TeamStage.objects.create(
        organization=team, kind=kind, facts=dict(facts), since=now.date(), at=now,
        account_id=by.account_id,
    )  # fmt: skip


def _tell(act: str, team: Organization, by: AccountViewer, now: datetime, **data: str) -> None:
    record(
        act=f"care.{act}", organization_id=team.pk, by=by, now=now, subjects=[("team", team.pk)],
        data=data,
    )  # fmt: skip
