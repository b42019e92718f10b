"""Finding a person, and her file: identity, circle, words, as far as a ground opens them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from maillon.apps.care import access
from maillon.apps.care.identity import parse_birth_date
from maillon.apps.care.likeness import alike, folded, traits_of
from maillon.apps.care.models import CareTeam, Patient, PatientMerge
from maillon.apps.care.queries.circle import Circle, circle_of
from maillon.apps.care.queries.intake import INTAKE, find_persons
from maillon.apps.care.queries.plan import may_start_plan, plan_of
from maillon.apps.care.queries.plan_cards import PlanCard
from maillon.apps.care.vocabulary import SEXES
from maillon.apps.directory.models import Commune, Organization
from maillon.engines.identity import Likeness, Status, Verdict, allowed, may_leave
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer, Grant, Viewer
from maillon.kernel.accesslog import traced
from maillon.kernel.crypto import fold

__all__ = [
    "Found", "Identity", "LikeCard", "MergeCard", "PersonPage", "Proposals",
    "coordinated_structures", "identity_of", "ins_leaving", "like_persons", "person_page",
    "search_persons", "searchable",
]  # fmt: skip

MERGEABLE: Final = (Verdict.SAME, Verdict.PROBABLE)


@dataclass(frozen=True, slots=True)
class LikeCard:
    """A file like another: its strict traits, and why."""

    id: UUID
    name: str
    birth_date: str
    verdict: str
    score: float
    reasons: tuple[str, ...]

    @property
    def mergeable(self) -> bool:
        """Whether both may be one person."""
        return self.verdict in MERGEABLE


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who exists; ``door``: what the viewer may do of it (open, start, word, glass)."""

    id: UUID
    name: str
    birth_date: str
    exact: bool
    reasons: tuple[str, ...]
    door: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """Files like what is being typed: shown before a new one is made."""

    like: tuple[LikeCard, ...]


@dataclass(frozen=True, slots=True)
class MergeCard:
    """A merge that may be undone."""

    id: UUID
    name: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Traits and status; the INS only where it is qualified, to whom keeps identities."""

    name: str
    birth_name: str
    used_name: str
    given_name: str
    birth_date: str
    sex: str
    sex_label: str
    birth_place: str
    birth_place_label: str
    status: str
    status_label: str
    ins: str
    phone: str
    address: str
    commune: str
    commune_id: str
    synthetic: bool


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person's file as this viewer may see it now."""

    id: UUID
    organization: str
    identity: Identity
    ground: Grant
    keeper: bool  # may change the identity
    events: tuple[str, ...]  # steps of the identity she may record
    homonyms: int
    like: tuple[LikeCard, ...]
    merges: tuple[MergeCard, ...]
    circle: Circle | None
    may_open_circle: bool
    plan: PlanCard | None
    may_start_plan: bool


def searchable(viewer: Viewer) -> tuple[tuple[UUID, str], ...]:
    """The structures where the viewer may look for a person, by name."""
    rows = Organization.objects.filter(pk__in=access.searched(viewer)).order_by("name")
    return tuple(rows.values_list("pk", "name"))


def search_persons(
    viewer: AccountViewer, *, birth_date: str, name: str, given_name: str = "", now: datetime
) -> tuple[Found, ...]:
    """By birth date, then name; with the given name also where date or name were mistyped.

    Existence only, inside the structures the viewer coordinates for or practises in; each person
    shown is traced. Raises ``Refused('birth_date_unreadable')``.
    """
    found: dict[UUID, Found] = {}
    for organization_id in access.searched(viewer):
        rows = find_persons(
            viewer, organization_id=organization_id, birth_date=birth_date, name=name,
            given_name=given_name, now=now,
        )  # fmt: skip
        for one in rows:
            spoken = f"{one.given_name} {one.birth_name}"
            door = _door(viewer, organization_id, one.id, now)
            found[one.id] = Found(one.id, spoken, one.birth_date, one.same_name, (), door)
        if given_name and len(fold(name)) >= 2:
            born = parse_birth_date(birth_date)
            near = alike(organization_id, folded(name, given_name, born), but=found)
            for patient, like in near:
                found[patient.pk] = _near(viewer, patient, like, now)
    return tuple(sorted(found.values(), key=lambda one: (not one.exact, bool(one.reasons))))


def _near(viewer: AccountViewer, patient: Patient, like: Likeness, now: datetime) -> Found:
    _trace(viewer, INTAKE, patient, now)
    door = _door(viewer, patient.organization_id, patient.pk, now)
    return Found(patient.pk, _spoken(patient), patient.birth_date, False, like.reasons, door)


def _door(viewer: AccountViewer, organization_id: UUID, patient_id: UUID, now: datetime) -> str:
    grants = access.grants_on(viewer, patient_id, now)
    if any(grant.relation in access.KEEPERS for grant in grants):
        return "open"
    if organization_id in access.coordinated(viewer):
        if Patient.objects.filter(pk=patient_id, set_aside_at__isnull=False).exists():
            return "keep"
        open_circle = CareTeam.objects.filter(patient_id=patient_id, closed_at=None).exists()
        return "word" if open_circle or access.opposes_all(patient_id, now) else "start"
    return "glass" if access.is_health_professional(viewer) else ""


def like_persons(
    viewer: AccountViewer, organization_id: UUID, *, birth_name: str, given_name: str,
    birth_date: str, sex: str = "", now: datetime,
) -> Proposals:  # fmt: skip
    """Files of a structure like what is typed, before a new one is made; each is traced."""
    if organization_id not in access.searched(viewer):
        raise NotFound
    traits = folded(birth_name, given_name, parse_birth_date(birth_date), sex=sex)
    return Proposals(_cards(viewer, alike(organization_id, traits), now))


def _cards(
    viewer: Viewer, pairs: Iterable[tuple[Patient, Likeness]], now: datetime
) -> tuple[LikeCard, ...]:
    cards = []
    for patient, like in pairs:
        _trace(viewer, INTAKE, patient, now)
        cards.append(
            LikeCard(
                patient.pk, _spoken(patient), patient.birth_date, like.verdict, like.score,
                like.reasons,
            )
        )  # fmt: skip
    return tuple(cards)


def person_page(viewer: Viewer, patient_id: UUID, *, now: datetime) -> PersonPage:
    """The file of a person on whom the viewer holds a ground; else ``NotFound``. Traced."""
    patient = access.resolve(patient_id)
    grant = access.require_page(viewer, patient, now)
    _trace(viewer, grant, patient, now)
    keeper = _keeps(viewer, patient, now)
    near = alike(patient.organization_id, traits_of(patient), but=[patient.pk])
    circle = circle_of(viewer, patient, grant, now)
    return PersonPage(
        id=patient.pk,
        organization=patient.organization.name,
        identity=_identity(patient, keeper=keeper),
        ground=grant,
        keeper=keeper,
        events=tuple(allowed(Status(patient.status))) if keeper else (),
        homonyms=len(near),
        like=_cards(viewer, near, now) if keeper else (),
        merges=_merges(patient) if keeper else (),
        circle=circle,
        may_open_circle=circle is None and not access.opposes_all(patient.pk, now),
        plan=plan_of(viewer, patient, now),
        may_start_plan=may_start_plan(viewer, patient, now),
    )


def identity_of(viewer: Viewer, patient_id: UUID, *, now: datetime) -> Identity:
    """Her traits alone, on the same grounds as her page; traced. ``NotFound`` without one."""
    patient = access.resolve(patient_id)
    _trace(viewer, access.require_page(viewer, patient, now), patient, now)
    return _identity(patient, keeper=False)


def _keeps(viewer: Viewer, patient: Patient, now: datetime) -> bool:
    try:
        access.require_identity_keeper(viewer, patient.pk, now)
    except NotFound:
        return False
    return True


def _identity(patient: Patient, *, keeper: bool) -> Identity:
    leaving = may_leave(Status(patient.status))
    place = patient.birth_place
    commune = Commune.objects.filter(pk=place).first() if place else None
    return Identity(
        name=f"{patient.given_name} {patient.used_name or patient.birth_name}",
        birth_name=patient.birth_name,
        used_name=patient.used_name,
        given_name=patient.given_name,
        birth_date=patient.birth_date,
        sex=patient.sex,
        sex_label=SEXES.get(patient.sex, "non renseigné"),
        birth_place=place,
        birth_place_label=commune.name if commune else place,
        status=patient.status,
        status_label=patient.get_status_display(),
        ins=patient.ins if keeper and leaving else "",
        phone=patient.phone,
        address=patient.address,
        commune=patient.commune.name if patient.commune else "",
        commune_id=patient.commune_id or "",
        synthetic=patient.synthetic,
    )


def _merges(patient: Patient) -> tuple[MergeCard, ...]:
    rows = PatientMerge.objects.filter(kept=patient, undone_at=None).select_related("absorbed")
    return tuple(
        MergeCard(row.pk, _spoken(row.absorbed), row.at, row.reason) for row in rows.order_by("-at")
    )


def ins_leaving(patient_id: UUID) -> tuple[str, str] | None:
    """System and number that may be sent with this person's data: a qualified identity's alone.

    For messages and exports; no viewer reads it.
    """
    patient = access.resolve(patient_id)
    if not patient.ins or not may_leave(Status(patient.status)):
        return None
    return patient.ins_system, patient.ins


def _spoken(patient: Patient) -> str:
    return f"{patient.given_name} {patient.birth_name}"


def _trace(viewer: Viewer, grant: Grant, patient: Patient, now: datetime) -> None:
    traced(
        viewer, grant, object_type="patient", object_id=patient.pk, now=now,
        patient_id=patient.pk, organization_id=patient.organization_id,
    )  # fmt: skip


def coordinated_structures(viewer: Viewer) -> tuple[tuple[UUID, str], ...]:
    """The structures for which the viewer coordinates, by name."""
    rows = Organization.objects.filter(pk__in=access.coordinated(viewer)).order_by("name")
    return tuple(rows.values_list("pk", "name"))
