"""Medication reviews of a person: the list, one of them, on paper, and by a nurse's own link."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from maillon.apps.care import access, medication_access
from maillon.apps.care.actions.links import link_hash
from maillon.apps.care.actions.medication_telling import nurses_of
from maillon.apps.care.grounds import members_of
from maillon.apps.care.medication_vocabulary import STATES, WRITERS
from maillon.apps.care.models import MedicationNotice, MedicationReview, Patient
from maillon.apps.care.naming import called
from maillon.apps.care.queries.medication_cards import ReviewCard, review_card
from maillon.errors import NotFound
from maillon.kernel.access import LinkViewer, Relation, Viewer
from maillon.kernel.accesslog import traced

__all__ = [
    "MedicationPage", "MedicationRow", "MedicationState", "ReviewPage", "ToldPage",
    "last_conclusion", "medication_link_viewer", "medication_page", "medication_review",
    "medication_state", "medication_told", "own_medication",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class MedicationRow:
    """One review in the list of them."""

    id: UUID
    status: str
    status_label: str
    opened_at: datetime
    closed_at: datetime | None
    recheck_on: date | None
    plain: str


@dataclass(frozen=True, slots=True)
class MedicationPage:
    """Every review of a person, newest first. ``may_open``: she may begin one, and none is open."""

    patient_id: UUID
    name: str
    rows: tuple[MedicationRow, ...]
    may_open: bool
    open_id: UUID | None


@dataclass(frozen=True, slots=True)
class MedicationState:
    """On the person's sheet: the last review concluded, the one open."""

    done: MedicationRow | None
    opened: MedicationRow | None
    may_open: bool


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One review, and what its reader may do in it."""

    patient_id: UUID
    name: str
    given_name: str
    organization: str
    organization_phone: str
    review: ReviewCard
    may_write: bool
    may_propose: bool
    may_answer: bool
    speaks_for: bool  # notes for the GP or the pharmacist
    mine: UUID | None  # the notice that waits for her « vu »
    will_be_told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldPage:
    """What a nurse without an account reads by her link."""

    notice_id: UUID
    name: str
    organization: str
    organization_phone: str
    bearer: str
    review: ReviewCard
    seen_at: datetime | None
    until: datetime | None


def medication_page(viewer: Viewer, patient_id: UUID, *, now: datetime) -> MedicationPage:
    """For whoever reads of her treatments; traced. ``NotFound`` for anybody else."""
    patient = access.resolve(patient_id)
    _trace(viewer, patient, now)
    rows = tuple(_row(one) for one in _reviews(patient))
    opened = next((one.id for one in rows if one.status == "in-progress"), None)
    parts = medication_access.parts_in(viewer, patient, now)
    return MedicationPage(
        patient.pk, _name(patient), rows, may_open=bool(parts) and opened is None, open_id=opened
    )


def medication_state(viewer: Viewer, patient_id: UUID, *, now: datetime) -> MedicationState | None:
    """What the person's sheet says of her treatments; ``None`` for whoever does not read of them.

    The caller traces.
    """
    patient = access.resolve(patient_id)
    try:
        medication_access.require_reader(viewer, patient, now)
    except NotFound:
        return None
    rows = [_row(one) for one in _reviews(patient)]
    done = next((one for one in rows if one.status == "completed"), None)
    opened = next((one for one in rows if one.status == "in-progress"), None)
    parts = medication_access.parts_in(viewer, patient, now)
    return MedicationState(done, opened, may_open=bool(parts) and opened is None)


def _reviews(patient: Patient) -> list[MedicationReview]:
    return list(MedicationReview.objects.filter(patient=patient).order_by("-opened_at", "pk"))


def _row(one: MedicationReview) -> MedicationRow:
    return MedicationRow(
        one.pk, one.status, STATES[one.status], one.opened_at, one.closed_at, one.recheck_on,
        one.plain,
    )  # fmt: skip


def medication_review(
    viewer: Viewer, patient_id: UUID, review_id: UUID, *, now: datetime
) -> ReviewPage:
    """One review, for whoever reads of her treatments; traced. ``NotFound`` for anybody else."""
    patient = access.resolve(patient_id)
    _trace(viewer, patient, now)
    review = MedicationReview.objects.filter(pk=review_id, patient=patient).first()
    if review is None:
        raise NotFound
    parts = medication_access.parts_in(viewer, patient, now)
    card = review_card(review, now)
    open_ = card.is_open
    speaks_for = medication_access.COORDINATOR in parts
    return ReviewPage(
        patient_id=patient.pk,
        name=_name(patient),
        given_name=patient.given_name,
        organization=patient.organization.name,
        organization_phone=patient.organization.phone,
        review=card,
        may_write=open_ and bool(parts),
        may_propose=open_ and ("pharmacist" in parts or speaks_for),
        may_answer=open_ and ("gp" in parts or speaks_for),
        speaks_for=speaks_for and not parts & WRITERS,
        mine=_mine(viewer, patient, card),
        will_be_told=tuple(called(one) for one in nurses_of(patient, now)) if open_ else (),
    )


def _mine(viewer: Viewer, patient: Patient, card: ReviewCard) -> UUID | None:
    parts = set(members_of(viewer, patient.pk).values_list("pk", flat=True))
    waiting = (one for one in card.notices if one.seen_at is None and one.member_id in parts)
    return next((one.id for one in waiting), None)


def last_conclusion(viewer: Viewer, patient: Patient, now: datetime) -> ReviewCard | None:
    """The last review concluded, for what the person takes away; ``None`` where her reader does
    not read of treatments. The caller traces.
    """
    if access.first_grant(viewer, patient.pk, medication_access.FIELD, now) is None:
        return None
    done = [one for one in _reviews(patient) if one.status == "completed"]
    return review_card(done[0], now) if done else None


def own_medication(viewer: LinkViewer, patient_id: UUID, *, now: datetime) -> MedicationRow | None:
    """The last review concluded, for the person by her own link: what changes for her, and when it
    is looked at again; nothing of what the doctor and the pharmacist wrote to each other. The
    caller traces; ``None`` without one, and for any other bearer.
    """
    grant = access.first_grant(viewer, patient_id, medication_access.FIELD, now)
    if grant is None or grant.relation is not Relation.PERSON:
        return None
    done = [one for one in _reviews(access.resolve(patient_id)) if one.status == "completed"]
    return _row(done[0]) if done else None


def medication_link_viewer(token: str, *, now: datetime, origin: str = "") -> LinkViewer:
    """Who bears this link; ``NotFound`` for one unknown or too old."""
    notice = MedicationNotice.objects.filter(token_hash=link_hash(token), until__gt=now).first()
    if notice is None:
        raise NotFound
    return LinkViewer("medication", notice.pk, None, origin)


def medication_told(viewer: LinkViewer, *, now: datetime) -> ToldPage:
    """What changes, for the bearer of the link, while her part around the person opens it; traced.

    ``NotFound`` once it does not.
    """
    notice = MedicationNotice.objects.select_related(
        "review", "member__related", "member__organization", "member__responder",
        "member__practitioner_role__practitioner",
    ).filter(pk=viewer.object_id).first()  # fmt: skip
    if notice is None:
        raise NotFound
    patient = access.resolve(notice.patient_id)
    grant = access.require(viewer, patient, medication_access.FIELD, now)
    traced(
        viewer, grant, object_type="medication_review", object_id=notice.review_id, now=now,
        patient_id=patient.pk, organization_id=patient.organization_id,
        fields=[medication_access.FIELD],
    )  # fmt: skip
    return ToldPage(
        notice.pk, _name(patient), patient.organization.name, patient.organization.phone,
        called(notice.member), review_card(notice.review, now), notice.seen_at, notice.until,
    )  # fmt: skip


def _name(patient: Patient) -> str:
    return f"{patient.given_name} {patient.used_name or patient.birth_name}"


def _trace(viewer: Viewer, patient: Patient, now: datetime) -> None:
    grant = medication_access.require_reader(viewer, patient, now)
    traced(
        viewer, grant, object_type="medication", object_id=patient.pk, now=now,
        patient_id=patient.pk, organization_id=patient.organization_id,
        fields=["identity", medication_access.FIELD],
    )  # fmt: skip
