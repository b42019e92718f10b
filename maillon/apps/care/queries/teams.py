"""Light teams as their members read them, and what they owe."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from maillon.apps.care import access, working
from maillon.apps.care.actions.scoring import RESCORE, THEME, scored
from maillon.apps.care.eligible import around, fee_around, latest
from maillon.apps.care.models import (
    CareTeam,
    CareTeamMember,
    Patient,
    QuestionnaireResponse,
    TeamMember,
    TeamStage,
)
from maillon.apps.care.queries.circle import CircleCard, my_circles
from maillon.apps.care.teams import KINDS, Standing, standing
from maillon.apps.directory.models import Organization, PractitionerRole
from maillon.apps.directory.queries import search_practitioners
from maillon.apps.tasks.models import Task
from maillon.engines.grids import Eligibility, Fee
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer
from maillon.kernel.accesslog import traced

__all__ = [
    "CoordinationState",
    "DueScore",
    "Picked",
    "TeamCard",
    "TeamPage",
    "coordination_state",
    "due_scores",
    "found_professionals",
    "may_coordinate",
    "picked_around",
    "picked_role",
    "picked_self",
    "practised",
    "team",
    "teams",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mate:
    """A professional of the team."""

    id: UUID
    name: str
    profession: str
    town: str
    since: date


@dataclass(frozen=True, slots=True)
class Stage:
    """What the team was from a day on."""

    kind: str
    since: date
    facts: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class TeamCard:
    """A team of the viewer."""

    id: UUID
    name: str
    kind: str
    standing: Standing
    mates: int
    circles: int


@dataclass(frozen=True, slots=True)
class TeamPage:
    """A team: who, what it is, what its rule lacks, what it was; circles the viewer reads."""

    id: UUID
    name: str
    kind: str
    standing: Standing
    facts: Mapping[str, bool]
    mates: tuple[Mate, ...]
    stages: tuple[Stage, ...]
    circles: tuple[CircleCard, ...]
    carried: int  # how many circles the team carries, whoever reads them


@dataclass(frozen=True, slots=True)
class DueScore:
    """A grid to make again with somebody."""

    response_id: UUID
    patient_id: UUID
    name: str
    title: str
    due_at: datetime
    late: bool


@dataclass(frozen=True, slots=True)
class Picked:
    """A professional proposed or picked, as a combobox shows her."""

    id: UUID
    name: str
    hint: str


@dataclass(frozen=True, slots=True)
class CoordinationState:
    """Around one person: is the rule of the team held, is a flat fee due, what proves it."""

    team_id: UUID
    team: str
    standing: Standing
    fee: Fee | None
    eligibility: Eligibility | None  # none until a grid of this kind has its score


def teams(viewer: AccountViewer, *, now: datetime) -> tuple[TeamCard, ...]:
    """The viewer's teams, by name."""
    rows = Organization.objects.filter(pk__in=working.teamed(viewer, now)).order_by("name")
    return tuple(_card(row, now) for row in rows)


def _card(team: Organization, now: datetime) -> TeamCard:
    mates = _mates(team, now)
    circles = CareTeam.objects.filter(managed_by=team, closed_at=None).count()
    return TeamCard(
        team.pk, team.name, KINDS[team.kind], _standing(team, mates, now), len(mates), circles
    )


def _mates(team: Organization, now: datetime) -> list[TeamMember]:
    rows = TeamMember.objects.filter(organization=team, ends_on=None, starts_on__lte=now.date())
    return list(rows.select_related("practitioner_role__practitioner").order_by("starts_on", "pk"))


def _standing(team: Organization, mates: Iterable[TeamMember], now: datetime) -> Standing:
    last = TeamStage.objects.filter(organization=team).order_by("at").last()
    facts = last.facts if last else {}
    pairs = [(one.practitioner_role, one.role) for one in mates]
    return standing(team.kind, pairs, facts, now.date())


def team(viewer: AccountViewer, team_id: UUID, *, now: datetime) -> TeamPage:
    """A team, for its members and coordinators; the circles that this viewer reads are traced.

    ``NotFound`` for anybody else.
    """
    if team_id not in working.teamed(viewer, now):
        raise NotFound
    row = Organization.objects.get(pk=team_id)
    mates = _mates(row, now)
    stages = TeamStage.objects.filter(organization=row).order_by("-at")
    carried = CareTeam.objects.filter(managed_by=row, closed_at=None)
    hers = set(carried.values_list("patient_id", flat=True))
    circles = my_circles(viewer, now=now) if hers else ()
    return TeamPage(
        id=row.pk,
        name=row.name,
        kind=row.kind,
        standing=_standing(row, mates, now),
        facts=stages[0].facts if stages else {},
        mates=tuple(_mate(one) for one in mates),
        stages=tuple(Stage(KINDS[one.kind], one.since, one.facts) for one in stages),
        circles=tuple(one for one in circles if one.patient_id in hers),
        carried=len(hers),
    )


def _mate(one: TeamMember) -> Mate:
    role = one.practitioner_role
    name = role.practitioner.display
    return Mate(one.pk, name, role.profession_label, role.town, one.starts_on)


def due_scores(viewer: AccountViewer, *, now: datetime) -> tuple[DueScore, ...]:
    """The grids this viewer owes, nearest first, on persons she still reads; each is traced."""
    tasks = Task.objects.open().filter(owner_account_id=viewer.account_id, kind=RESCORE)
    due = dict(tasks.values_list("origin_id", "due_at"))
    rows = QuestionnaireResponse.objects.filter(pk__in=due).select_related("questionnaire")
    found = [_due(viewer, one, due[one.pk], now) for one in rows.select_related("patient")]
    return tuple(sorted((one for one in found if one), key=lambda one: one.due_at))


def _due(
    viewer: AccountViewer, one: QuestionnaireResponse, due_at: datetime, now: datetime
) -> DueScore | None:
    try:
        grant = access.require_page(viewer, one.patient, now)
    except NotFound:
        return None
    if not grant.shows(THEME):
        return None
    traced(
        viewer, grant, object_type="due_score", object_id=one.pk, now=now,
        patient_id=one.patient_id, organization_id=one.patient.organization_id,
        fields=["identity"],
    )  # fmt: skip
    title = one.questionnaire.title
    return DueScore(one.pk, one.patient_id, _name(one.patient), title, due_at, due_at <= now)


def coordination_state(
    viewer: AccountViewer, patient_id: UUID, *, now: datetime
) -> CoordinationState | None:
    """The team that carries her circle, its rule and its fee today, on the theme of health.

    ``None`` where no team does. Raises ``NotFound``; the page that shows it is traced.
    """
    patient = access.resolve(patient_id)
    if not access.require_page(viewer, patient, now).shows(THEME):
        raise NotFound
    held = around(patient, now)
    circle = CareTeam.objects.filter(patient=patient, closed_at=None).first()
    if held is None or circle is None or circle.managed_by is None:
        return None
    response = latest(patient, held.kind)
    found = fee_around(patient, scored(response), now) if response else None
    fee, due = found or (None, None)
    return CoordinationState(circle.managed_by.pk, circle.managed_by.name, held, fee, due)


def may_coordinate(viewer: AccountViewer) -> bool:
    """Whether this viewer may open a coordination: the register knows her, she practises."""
    return bool(access.searched(viewer)) and working.own_practice(viewer) is not None


def practised(viewer: AccountViewer) -> tuple[tuple[UUID, str], ...]:
    """The structures for which she may look for a person and open a coordination, by name."""
    rows = Organization.objects.filter(pk__in=access.searched(viewer)).order_by("name")
    return tuple(rows.values_list("pk", "name"))


def picked_self(viewer: AccountViewer) -> tuple[Picked, bool]:
    """The viewer as a professional, and whether she is a doctor; ``NotFound``."""
    mine = working.own_practice(viewer)
    if mine is None:
        raise NotFound
    return _picked(mine), mine.profession == "10"


def picked_role(role_id: UUID) -> Picked | None:
    """A professional of the directory by her role."""
    rows = PractitionerRole.objects.filter(pk=role_id, ended_on=None)
    role = rows.select_related("practitioner").first()
    return _picked(role) if role else None


def picked_around(
    viewer: AccountViewer, patient_id: UUID, *, now: datetime
) -> tuple[str, tuple[tuple[Picked, bool], ...]]:
    """The name of a person the viewer reads, and the professionals of her circle, with whether
    each is the usual doctor; traced. ``NotFound``.
    """
    patient = access.resolve(patient_id)
    grant = access.require_page(viewer, patient, now)
    traced(
        viewer, grant, object_type="patient", object_id=patient.pk, now=now,
        patient_id=patient.pk, organization_id=patient.organization_id, fields=["identity"],
    )  # fmt: skip
    members = CareTeamMember.objects.present(now.date()).filter(patient=patient)
    rows = members.exclude(practitioner_role=None).select_related("practitioner_role__practitioner")
    around_her = [
        (_picked(one.practitioner_role), one.role == "gp") for one in rows if one.practitioner_role
    ]
    return _name(patient), tuple(sorted(around_her, key=lambda pair: not pair[1]))


def found_professionals(viewer: AccountViewer, text: str) -> tuple[Picked, ...]:
    """The professionals that words mean, for a page without scripts."""
    found = search_practitioners(viewer, text).results[:6]
    return tuple(Picked(one.role_id, one.name, _hint(one)) for one in found)


def _hint(one: object) -> str:
    parts = (getattr(one, "profession_label", ""), getattr(one, "town", ""))
    return " · ".join(part for part in parts if part)


def _picked(role: PractitionerRole) -> Picked:
    return Picked(role.pk, role.practitioner.display, _hint(role))


def _name(patient: Patient) -> str:
    return f"{patient.given_name} {patient.used_name or patient.birth_name}"
