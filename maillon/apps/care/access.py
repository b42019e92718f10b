"""Grounds of access to a person. Higher rooms register theirs; none of them is typed in."""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from maillon.apps.accounts.models import Account
from maillon.apps.care.grounds import VITAL, is_opposed
from maillon.apps.care.matrix import FIELDS
from maillon.apps.care.models import Patient
from maillon.apps.care.referents import referred_by
from maillon.apps.care.vocabulary import THEMES
from maillon.errors import NotFound
from maillon.kernel.access import (
    SYSTEM,
    AccountViewer,
    Grant,
    LinkViewer,
    Relation,
    System,
    Viewer,
)

__all__ = [
    "FIELDS",
    "KEEPERS",
    "GroundsOf",
    "coordinated",
    "first_grant",
    "grant_for",
    "grants_on",
    "holds_proofs",
    "is_health_professional",
    "may_ask_erasure",
    "may_edit_circle",
    "may_note",
    "may_record_word",
    "may_write_plan",
    "opposes",
    "opposes_all",
    "register",
    "require",
    "require_exchange",
    "require_glass",
    "require_identity_keeper",
    "require_page",
    "require_proofs",
    "resolve",
    "reviewed",
    "searched",
    "themes_on",
]

KEEPERS = frozenset({Relation.CARE_TEAM, Relation.CONSENTED, Relation.DESK})
GroundsOf = Callable[[Viewer, UUID, datetime], Iterable[Grant]]
_registry: list[GroundsOf] = []


def register(grounds: GroundsOf) -> None:
    """Let a room say which of its facts give a ground (project/wiring.py only)."""
    if grounds not in _registry:
        _registry.append(grounds)


def grants_on(viewer: Viewer, patient_id: UUID | None, now: datetime) -> tuple[Grant, ...]:
    """Every ground this viewer holds on this person now; empty means none, or nobody.

    Her opposition beats them all, but for herself and for vital urgency.
    """
    if patient_id is None:
        return ()
    grants = tuple(grant for grounds in _registry for grant in grounds(viewer, patient_id, now))
    if grants and is_opposed(viewer, patient_id, now):
        return tuple(g for g in grants if g.relation is Relation.PERSON or g.ground == VITAL)
    return grants


def grant_for(viewer: Viewer, patient_id: UUID, field: str, now: datetime) -> Grant:
    """The first ground that opens ``field``; ``NotFound`` when there is none."""
    grant = first_grant(viewer, patient_id, field, now)
    if grant is None:
        raise NotFound
    return grant


def first_grant(viewer: Viewer, patient_id: UUID | None, field: str, now: datetime) -> Grant | None:
    """The first ground that opens ``field``, the others not looked for; ``None`` without any."""
    if patient_id is None:
        return None
    every = (grant for grounds in _registry for grant in grounds(viewer, patient_id, now))
    found = next((grant for grant in every if grant.shows(field)), None)
    if found is None or not is_opposed(viewer, patient_id, now):
        return found
    left = grants_on(viewer, patient_id, now)
    return next((grant for grant in left if grant.shows(field)), None)


def require(viewer: Viewer, patient: Patient, field: str, now: datetime) -> Grant:
    """The first ground that opens ``field``; ``NotFound`` when there is none."""
    return grant_for(viewer, patient.pk, field, now)


def require_page(viewer: Viewer, patient: Patient, now: datetime) -> Grant:
    """The ground on which her page is read: the care team's, an outsider's by her agreement, the
    desk's; those with another way in (requester, carer, herself) have pages of their own.
    """
    for grant in grants_on(viewer, patient.pk, now):
        if grant.relation in KEEPERS and grant.shows("identity"):
            return grant
    raise NotFound


def themes_on(viewer: Viewer, patient: Patient, now: datetime) -> frozenset[str]:
    """The themes of her file that this viewer's grounds open now, all of them together."""
    grants = grants_on(viewer, patient.pk, now)
    return frozenset(theme for theme in THEMES if any(g.shows(f"theme:{theme}") for g in grants))


def may_write_plan(viewer: Viewer, patient: Patient, now: datetime) -> bool:
    """Whoever may edit her circle and reads her project."""
    return may_edit_circle(viewer, patient, now) and "project" in themes_on(viewer, patient, now)


def require_exchange(viewer: Viewer, patient: Patient, now: datetime) -> Grant:
    """The ground on which another system is told of her: as her page, or the person herself."""
    for grant in grants_on(viewer, patient.pk, now):
        if grant.relation in KEEPERS | {Relation.PERSON} and grant.shows("identity"):
            return grant
    raise NotFound


def holds_proofs(viewer: Viewer, patient: Patient, grant: Grant) -> bool:
    """The care team's proofs; those that a consented structure collected, for who coordinates."""
    return grant.shows("proofs") or (
        grant.shows("own_proofs") and patient.organization_id in coordinated(viewer)
    )


def require_proofs(viewer: Viewer, patient: Patient, now: datetime) -> Grant:
    """The ground on which her proofs are read; ``NotFound`` without one."""
    for grant in grants_on(viewer, patient.pk, now):
        if holds_proofs(viewer, patient, grant):
            return grant
    raise NotFound


def resolve(patient_id: UUID) -> Patient:
    """The living file behind an id, through the files merged into it; ``NotFound``."""
    patient = Patient.objects.filter(pk=patient_id).first()
    while patient is not None and patient.merged_into_id is not None:
        patient = Patient.objects.filter(pk=patient.merged_into_id).first()
    if patient is None or patient.erased_at is not None:
        raise NotFound
    return patient


def may_ask_erasure(viewer: Viewer, patient: Patient, now: datetime) -> bool:
    """The person by her link, the coordinators of the responsible structure on her request, the
    System when the file has been kept long enough.
    """
    if isinstance(viewer, System) or patient.organization_id in coordinated(viewer):
        return True
    grants = grants_on(viewer, patient.pk, now)
    return any(grant.relation is Relation.PERSON for grant in grants)


def coordinated(viewer: Viewer) -> frozenset[UUID]:
    """The structures for which this viewer coordinates."""
    if not isinstance(viewer, AccountViewer):
        return frozenset()
    return frozenset(r.organization_id for r in viewer.roles if r.code == "coordinator")


def require_identity_keeper(viewer: Viewer, patient_id: UUID, now: datetime) -> Patient:
    """Who may change an identity: whoever coordinates for, or answers at a desk of, the
    responsible structure and holds a ground on the person; the System; else ``NotFound``.
    """
    patient = Patient.objects.filter(pk=patient_id, merged_into=None).first()
    if patient is None:
        raise NotFound
    if isinstance(viewer, System):
        return patient
    roles = viewer.roles if isinstance(viewer, AccountViewer) else ()
    keeping = {"coordinator", "agent", "lead"}
    if not any(r.organization_id == patient.organization_id and r.code in keeping for r in roles):
        raise NotFound
    if grant_for(viewer, patient_id, "identity", now).relation not in KEEPERS:
        raise NotFound
    return patient


def opposes(viewer: Viewer, patient_id: UUID, now: datetime) -> bool:
    """Whether the person opposes that this viewer, or anybody, reads about her."""
    return is_opposed(viewer, patient_id, now)


def opposes_all(patient_id: UUID, now: datetime) -> bool:
    """Whether the person opposes all sharing."""
    return is_opposed(SYSTEM, patient_id, now)


def may_edit_circle(viewer: Viewer, patient: Patient, now: datetime) -> bool:
    """The coordinators of the responsible structure and the care team, by an ordinary ground."""
    if isinstance(viewer, System):
        return True
    grants = grants_on(viewer, patient.pk, now)
    return any(g.relation is Relation.CARE_TEAM and g.until is None for g in grants) or (
        bool(grants) and patient.organization_id in coordinated(viewer)
    )


def may_note(viewer: Viewer, patient_id: UUID, theme: str, now: datetime) -> bool:
    """Whoever stands around her and reads this theme, by an ordinary ground; the System."""
    if isinstance(viewer, System):
        return True
    around = (Relation.CARE_TEAM, Relation.CONSENTED)
    return any(
        grant.relation in around and grant.until is None and grant.shows(f"theme:{theme}")
        for grant in grants_on(viewer, patient_id, now)
    )


def may_record_word(viewer: Viewer, patient: Patient, kind: str, now: datetime) -> bool:
    """An opposition: whoever reads about her. Any other word: her care team, her desk, the
    coordinators of the responsible structure, even when she opposed all sharing before. The
    bearer of her link: an opposition, or her agreement.
    """
    if isinstance(viewer, System) or patient.organization_id in coordinated(viewer):
        return True
    grants = grants_on(viewer, patient.pk, now)
    if isinstance(viewer, LinkViewer):
        return any(g.relation is Relation.PERSON for g in grants) and kind in ("opposed", "agreed")
    return any(g.shows("identity") for g in grants) and (
        kind == "opposed" or any(g.relation in KEEPERS for g in grants)
    )


def is_health_professional(viewer: Viewer) -> bool:
    """An account that the national register knows as somebody's."""
    return (
        isinstance(viewer, AccountViewer)
        and Account.objects.filter(pk=viewer.account_id).exclude(practitioner=None).exists()
    )


def searched(viewer: Viewer) -> frozenset[UUID]:
    """The structures where this viewer may look for a person by two strict traits: those she
    coordinates for, or practises in.
    """
    if not isinstance(viewer, AccountViewer):
        return frozenset()
    roles = {"coordinator", "practitioner"}
    return frozenset(r.organization_id for r in viewer.roles if r.code in roles)


def require_glass(viewer: AccountViewer, patient_id: UUID, now: datetime) -> Patient:
    """A person whom this health professional may look for; ``NotFound`` for anybody else."""
    patient = Patient.objects.filter(pk=patient_id, merged_into=None).first()
    if patient is None or not is_health_professional(viewer):
        raise NotFound
    if patient.organization_id not in searched(viewer):
        raise NotFound
    return patient


def reviewed(viewer: Viewer) -> frozenset[UUID]:
    """The structures whose broken glasses this viewer reviews: she manages or coordinates, or
    answers for their data.
    """
    if not isinstance(viewer, AccountViewer):
        return frozenset()
    roles = {"manager", "coordinator"}
    led = frozenset(r.organization_id for r in viewer.roles if r.code in roles)
    return led | referred_by(viewer)
