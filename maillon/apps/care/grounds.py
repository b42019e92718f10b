"""Grounds that the circle gives: facts gathered, judged by the engine, told as grants."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from maillon.apps.care.matrix import FIELDS
from maillon.apps.care.models import (
    BreakGlass,
    CareTeam,
    CareTeamMember,
    Consent,
    FamilyLink,
    MedicationNotice,
    Mention,
    Patient,
    PersonLink,
)
from maillon.apps.care.vocabulary import PARTS, SECRET, TEAM_KINDS, THEMES
from maillon.apps.directory.models import PractitionerRole
from maillon.engines.sharing import Member, Regime, Standing, Word, ground_of, opposed
from maillon.kernel.access import AccountViewer, Grant, LinkViewer, Relation, Viewer
from maillon.kernel.prepared import Prepared

__all__ = [
    "GLASS",
    "VITAL",
    "Facts",
    "facts_of",
    "facts_of_many",
    "is_opposed",
    "members_of",
    "of_circle",
    "parts_of",
    "standing_of",
]

GLASS, VITAL = "break_glass", "vital_urgency"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known around one person now: her open circle, her words."""

    team: CareTeam | None
    words: tuple[Word, ...]

    def regime(self, member: CareTeamMember, now: datetime) -> Regime:
        """The ground of one member; none while no circle is open."""
        if self.team is None:
            return Regime("", "no_circle")
        told = _member(member, self.team)
        return ground_of(told, self.words, secret=SECRET, today=now.date())


def facts_of(patient_id: UUID, now: datetime) -> Facts:
    """Her open circle and every word said until now."""
    return facts_of_many([patient_id], now)[patient_id]


def facts_of_many(patient_ids: Iterable[UUID], now: datetime) -> dict[UUID, Facts]:
    """The same for several persons, in two queries."""
    ids = list(patient_ids)
    teams = CareTeam.objects.filter(patient_id__in=ids, closed_at=None)
    held = {team.patient_id: team for team in teams.select_related("organization")}
    said: dict[UUID, list[Word]] = {pk: [] for pk in ids}
    for row in Consent.objects.filter(patient_id__in=ids, said_at__lte=now):
        said[row.patient_id].append(_word(row))
    return {pk: Facts(held.get(pk), tuple(words)) for pk, words in said.items()}


def _word(row: Consent) -> Word:
    return Word(row.kind, str(row.member_id or ""), row.said_at, frozenset(row.themes))


def _member(member: CareTeamMember, team: CareTeam) -> Member:
    return Member(
        id=str(member.pk), standing=standing_of(member), same_team=_same_team(member, team),
        themes=frozenset(member.themes), starts_on=member.starts_on, ends_on=member.ends_on,
    )  # fmt: skip


def standing_of(member: CareTeamMember) -> Standing:
    """A trade of health is believed of whom the register knows, of nobody else."""
    standing = PARTS[member.role].standing
    registered = member.practitioner_role_id or member.responder_id or member.organization_id
    return Standing.OTHER if standing is Standing.HEALTH and not registered else standing


def _same_team(member: CareTeamMember, team: CareTeam) -> bool:
    if team.organization.kind not in TEAM_KINDS:
        return False
    role = member.practitioner_role or (member.responder and member.responder.practitioner_role)
    return team.organization_id in {member.organization_id, role.organization_id if role else None}


def members_of(viewer: Viewer, patient_id: UUID) -> QuerySet[CareTeamMember]:
    """The parts that this viewer plays around this person: herself, or for her structure."""
    return parts_of(viewer).filter(patient_id=patient_id)


def parts_of(viewer: Viewer) -> QuerySet[CareTeamMember]:
    """Every part that this viewer plays, around anybody."""
    rows = CareTeamMember.objects.select_related(
        "practitioner_role", "responder__practitioner_role"
    )
    if isinstance(viewer, LinkViewer):
        if viewer.purpose == "family":
            return rows.filter(family_links=viewer.object_id)
        if viewer.purpose == "message":
            return rows.filter(mentions=viewer.object_id)
        if viewer.purpose == "medication":
            return rows.filter(told_of=viewer.object_id)
        return rows.filter(responder_id=viewer.responder_id) if viewer.responder_id else rows.none()
    if not isinstance(viewer, AccountViewer):
        return rows.none()
    structures = {role.organization_id for role in viewer.roles if role.code == "coordinator"}
    hers = PractitionerRole.objects.filter(practitioner__accounts=viewer.account_id)
    return rows.filter(
        Q(responder_id__in=viewer.responder_ids)
        | Q(practitioner_role__in=hers)
        | Q(related__account_id=viewer.account_id)
        | Q(organization_id__in=structures)
    )


def of_circle(viewer: Viewer, patient_id: UUID, now: datetime) -> Iterator[Grant]:
    """T, C, P and the broken glass: the grounds that this room's own facts give."""
    if isinstance(viewer, LinkViewer):
        yield from _person(viewer, patient_id, now)
        yield from _family(viewer, patient_id, now)
        yield from _mentioned(viewer, patient_id, now)
        yield from _notice(viewer, patient_id, now)
        return
    parts = list(members_of(viewer, patient_id))
    if parts:
        facts = facts_of(patient_id, now)
        for part in parts:
            regime = facts.regime(part, now)
            if regime.relation:
                yield _grant(Relation(regime.relation), regime.why, regime.themes)
    yield from _glass(viewer, patient_id, now)


def _grant(
    relation: Relation, ground: str, themes: Iterable[str], until: datetime | None = None
) -> Grant:
    opened = frozenset(f"theme:{theme}" for theme in themes)
    return Grant(relation, ground, FIELDS[relation] | opened, until)


def _person(viewer: LinkViewer, patient_id: UUID, now: datetime) -> Iterator[Grant]:
    if viewer.purpose != "person":
        return
    link = PersonLink.objects.filter(
        pk=viewer.object_id, patient_id=patient_id, revoked_at=None, until__gt=now
    ).first()
    if link is not None:
        yield _grant(Relation.PERSON, "own_link", THEMES, link.until)


def _family(viewer: LinkViewer, patient_id: UUID, now: datetime) -> Iterator[Grant]:
    """The bearer of a member's link: the themes the person lets her see, no field beside them."""
    if viewer.purpose != "family":
        return
    link = (
        FamilyLink.objects.select_related("member__responder__practitioner_role")
        .select_related("member__practitioner_role")
        .filter(pk=viewer.object_id, patient_id=patient_id, revoked_at=None, until__gt=now)
        .first()
    )
    if link is None:
        return
    regime = facts_of(patient_id, now).regime(link.member, now)
    if regime.relation:
        opened = frozenset(f"theme:{theme}" for theme in regime.themes)
        yield Grant(Relation(regime.relation), "family_link", opened, link.until)


def _mentioned(viewer: LinkViewer, patient_id: UUID, now: datetime) -> Iterator[Grant]:
    """The bearer of a message's link: its one theme, while her part opens it."""
    if viewer.purpose != "message":
        return
    found = (
        Mention.objects.select_related("member__responder__practitioner_role")
        .select_related("member__practitioner_role", "communication__conversation")
        .filter(pk=viewer.object_id, patient_id=patient_id, revoked_at=None, until__gt=now)
        .exclude(token_hash="")
        .first()
    )
    if found is None:
        return
    regime = facts_of(patient_id, now).regime(found.member, now)
    theme = found.communication.conversation.theme
    if regime.relation and theme in regime.themes:
        opened = frozenset({f"theme:{theme}"})
        yield Grant(Relation(regime.relation), "message_link", opened, found.until)


def _notice(viewer: LinkViewer, patient_id: UUID, now: datetime) -> Iterator[Grant]:
    """The bearer of the link by which a nurse is told: while her part opens her treatments."""
    if viewer.purpose != "medication":
        return
    rows = MedicationNotice.objects.select_related(
        "member__responder__practitioner_role", "member__practitioner_role"
    )
    notice = rows.filter(pk=viewer.object_id, patient_id=patient_id, until__gt=now).first()
    if notice is None:
        return
    regime = facts_of(patient_id, now).regime(notice.member, now)
    if regime.relation and "medication" in regime.themes:
        opened = frozenset({"theme:medication"})
        yield Grant(Relation(regime.relation), "medication_link", opened, notice.until)


def _glass(viewer: Viewer, patient_id: UUID, now: datetime) -> Iterator[Grant]:
    if not isinstance(viewer, AccountViewer):
        return
    broken = BreakGlass.objects.filter(
        patient_id=patient_id, account_id=viewer.account_id, opened_at__lte=now, until__gt=now
    )
    for glass in broken:
        ground = VITAL if glass.vital else GLASS
        yield _grant(Relation.CARE_TEAM, ground, THEMES, glass.until)


def is_opposed(viewer: Viewer, patient_id: UUID, now: datetime) -> bool:
    """Whether the person opposes that this viewer, or anybody, reads about her; as she does to
    everybody while her file waits to be erased.
    """
    found = _FLAGGED.rows(patient_id)
    if not found or found[0][0] is not None:
        return bool(found)
    words = facts_of(patient_id, now).words
    abouts = {"", *(str(pk) for pk in members_of(viewer, patient_id).values_list("pk", flat=True))}
    return any(opposed(words, about) for about in abouts)


_FLAGGED: Final = Prepared(
    lambda patient_id: (
        Patient.objects.filter(Q(words__kind="opposed") | ~Q(set_aside_at=None))
        .filter(pk=patient_id)
        .values_list("set_aside_at")[:1]
    ),
    UUID,
)
