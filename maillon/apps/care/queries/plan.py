"""The project: on the person's sheet, to write, to compare, to hand out."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from maillon.apps.care import access
from maillon.apps.care.grounds import members_of
from maillon.apps.care.models import CarePlanRevision, CareTeam, CareTeamMember, Patient
from maillon.apps.care.queries.circle import called
from maillon.apps.care.queries.plan_cards import PlanCard, Seen, card_of
from maillon.apps.care.queries.plan_comparing import Line, compare
from maillon.apps.care.vocabulary import PARTS, THEMES
from maillon.errors import NotFound
from maillon.kernel.access import Viewer
from maillon.kernel.accesslog import traced

__all__ = [
    "HandOut", "PlanPage", "Ring", "VersionRow", "Versions", "hand_out", "may_start_plan",
    "plan_of", "plan_page", "plan_versions",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlanPage:
    """What is needed to write a version or hold a review. ``owners``: members, by id."""

    id: UUID
    name: str
    plan: PlanCard | None
    owners: tuple[tuple[str, str], ...]
    themes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version in the list of them."""

    number: int
    made_at: datetime
    by: str
    reason: str
    current: bool


@dataclass(frozen=True, slots=True)
class Versions:
    """Every version, and two of them side by side (or one alone: the first)."""

    id: UUID
    name: str
    rows: tuple[VersionRow, ...]
    before: PlanCard | None
    after: PlanCard
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Ring:
    """Somebody to call, for what."""

    name: str
    part: str
    phone: str


@dataclass(frozen=True, slots=True)
class HandOut:
    """The project on paper, for the person: what is done already is left out."""

    id: UUID
    name: str
    organization: str
    plan: PlanCard
    rings: tuple[Ring, ...]


def plan_of(viewer: Viewer, patient: Patient, now: datetime) -> PlanCard | None:
    """The current version, as far as her themes go; ``None`` where nothing of it is hers to read.

    The caller has shown that she may read the person, and traces it.
    """
    revision = _revisions(patient).filter(replaced_at=None).first()
    seen = _seen(viewer, patient, now)
    if revision is None or not seen.themes:
        return None
    card = card_of(revision, seen)
    return card if "project" in seen.themes or card.needs else None


def _seen(viewer: Viewer, patient: Patient, now: datetime) -> Seen:
    parts = frozenset(members_of(viewer, patient.pk).values_list("pk", flat=True))
    themes = access.themes_on(viewer, patient, now)
    return Seen(themes, parts, access.may_write_plan(viewer, patient, now), now)


def may_start_plan(viewer: Viewer, patient: Patient, now: datetime) -> bool:
    """Whether she may write the first version."""
    return access.may_write_plan(viewer, patient, now) and not _revisions(patient).exists()


def _revisions(patient: Patient) -> QuerySet[CarePlanRevision]:
    return CarePlanRevision.objects.filter(plan__patient=patient).select_related("plan")


def plan_page(viewer: Viewer, patient_id: UUID, *, now: datetime) -> PlanPage:
    """For whoever writes the project; traced. ``NotFound`` for anybody else."""
    patient = access.resolve(patient_id)
    if not access.may_write_plan(viewer, patient, now):
        raise NotFound
    themes = access.themes_on(viewer, patient, now)
    _trace(viewer, patient, themes, now)
    return PlanPage(
        id=patient.pk,
        name=_name(patient),
        plan=plan_of(viewer, patient, now),
        owners=_owners(patient, now.date()),
        themes=tuple((code, label) for code, label in THEMES.items() if code in themes),
    )


def _owners(patient: Patient, day: date) -> tuple[tuple[str, str], ...]:
    rows = _members(patient, day)
    found = [(str(one.pk), f"{called(one)[0]}, {one.get_role_display()}") for one in rows]
    return tuple(sorted(found, key=lambda pair: pair[1]))


def _members(patient: Patient, day: date) -> list[CareTeamMember]:
    return list(
        CareTeamMember.objects.present(day).filter(patient=patient).select_related(
            "related", "organization__commune", "responder__commune",
            "responder__practitioner_role", "practitioner_role__practitioner",
            "practitioner_role__commune",
        )
    )  # fmt: skip


def plan_versions(
    viewer: Viewer, patient_id: UUID, *, before: int | None, after: int | None, now: datetime
) -> Versions:
    """Every version for whoever reads the project, and two of them compared, as far as her themes
    go: by default the last two. Traced; ``NotFound`` for anybody else, or for an unknown number.
    """
    patient = access.resolve(patient_id)
    seen = _seen(viewer, patient, now)
    rows = list(_revisions(patient).order_by("-number"))
    if "project" not in seen.themes or not rows:
        raise NotFound
    _trace(viewer, patient, seen.themes, now)
    cards = {one.number: card_of(one, seen) for one in rows}
    last = after or rows[0].number
    first = before or last - 1
    if last not in cards or (before is not None and first not in cards):
        raise NotFound
    older = cards.get(first)
    return Versions(
        id=patient.pk,
        name=_name(patient),
        rows=tuple(
            VersionRow(one.number, one.made_at, one.by, one.reason, one.current)
            for one in cards.values()
        ),
        before=older,
        after=cards[last],
        lines=compare(older, cards[last]) if older else (),
    )


def hand_out(viewer: Viewer, patient_id: UUID, *, now: datetime) -> HandOut:
    """The project for the person's hands, from whoever writes it; nothing beyond her own themes.

    Traced; ``NotFound`` for anybody else, and before the first version.
    """
    patient = access.resolve(patient_id)
    if not access.may_write_plan(viewer, patient, now):
        raise NotFound
    plan = plan_of(viewer, patient, now)
    if plan is None:
        raise NotFound
    _trace(viewer, patient, access.themes_on(viewer, patient, now), now, "care_plan_paper")
    return HandOut(
        id=patient.pk, name=_name(patient), organization=patient.organization.name, plan=plan,
        rings=_rings(patient, plan, now),
    )  # fmt: skip


def _rings(patient: Patient, plan: PlanCard, now: datetime) -> tuple[Ring, ...]:
    """Whom to call: the referent first, her GP, then whoever owes her an action."""
    team = CareTeam.objects.filter(patient=patient, closed_at=None).first()
    referent = team.referent_id if team else None
    acting = {one.member_id for one in plan.activities() if not one.outcome}
    wanted = [
        one for one in _members(patient, now.date())
        if one.pk == referent or one.role == "gp" or one.pk in acting
    ]  # fmt: skip
    wanted.sort(key=lambda one: (one.pk != referent, list(PARTS).index(one.role)))
    rings = []
    for one in wanted:
        name, _, phone = called(one)
        if phone:
            rings.append(Ring(name, one.get_role_display(), phone))
    return tuple(rings)


def _name(patient: Patient) -> str:
    return f"{patient.given_name} {patient.used_name or patient.birth_name}"


def _trace(
    viewer: Viewer, patient: Patient, themes: frozenset[str], now: datetime,
    kind: str = "care_plan",
) -> None:  # fmt: skip
    grants = access.grants_on(viewer, patient.pk, now)
    grant = next((one for one in grants if one.shows("theme:project")), None)
    if grant is None:
        raise NotFound
    traced(
        viewer, grant, object_type=kind, object_id=patient.pk, now=now, patient_id=patient.pk,
        organization_id=patient.organization_id, fields=sorted(f"theme:{one}" for one in themes),
    )  # fmt: skip
