"""The versions of a circle: a new one wherever what it tells others has changed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from maillon.apps.care.models import CareTeam, CareTeamMember, CareTeamVersion

__all__ = ["facts_of_team", "hold", "keep_version", "keep_versions", "member_facts"]


def hold(team_id: UUID) -> None:
    """Nobody else changes this circle until the caller's transaction ends."""
    CareTeam.objects.select_for_update().filter(pk=team_id).first()


def keep_versions(patient_id: UUID, now: datetime) -> None:
    """Of the open circle of a person, where there is one; in the caller's transaction."""
    team = CareTeam.objects.select_for_update().filter(patient_id=patient_id, closed_at=None)
    for one in team:
        keep_version(one, now)


def keep_version(team: CareTeam, now: datetime) -> None:
    """Write what the circle is now, unless nothing that others are told has changed."""
    last = CareTeamVersion.objects.filter(team=team).order_by("-number").first()
    facts = facts_of_team(team, last.facts if last else None)
    if last is None or last.facts != facts:
        number = last.number + 1 if last else 1
        CareTeamVersion.objects.create(team=team, number=number, at=now, facts=facts)


def facts_of_team(team: CareTeam, last: dict[str, Any] | None) -> dict[str, Any]:
    """Ids, parts and days. A circle once closed keeps the members it closed with."""
    closed = team.closed_at is not None and last is not None and last["status"] == "inactive"
    return {
        "patient": str(team.patient_id),
        "organization": str(team.organization_id),
        "status": "active" if team.closed_at is None else "inactive",
        "start": team.opened_at.isoformat(),
        "end": team.closed_at.isoformat() if team.closed_at else None,
        "members": last["members"] if closed and last else _members(team),
    }


def _members(team: CareTeam) -> list[dict[str, Any]]:
    """Whoever stood around the person while it was open; one who came back stands twice."""
    opened = team.opened_at.date()
    rows = CareTeamMember.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=opened), patient=team.patient_id
    )
    rows = rows.select_related("responder").order_by("starts_on", "id")
    return [member_facts(one) for one in rows]


def member_facts(one: CareTeamMember) -> dict[str, Any]:
    """One part, as others are told of it."""
    kind, who = _who(one)
    return {
        "id": str(one.pk), "kind": kind, "who": str(who), "role": one.role,
        "start": one.starts_on.isoformat(),
        "end": one.ends_on.isoformat() if one.ends_on else None,
    }  # fmt: skip


def _who(one: CareTeamMember) -> tuple[str, UUID]:
    """A practitioner in her place, a structure, or somebody no register knows, under the id of
    her part.
    """
    line = one.responder
    role = one.practitioner_role_id or (line.practitioner_role_id if line else None)
    if role is not None:
        return "role", role
    house = one.organization_id or (line.organization_id if line else None)
    if house is not None:
        return "organization", house
    return "related", one.related_id or one.pk
