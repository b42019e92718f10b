"""Who has access to a person and who read: for herself, and for whoever must answer for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from maillon.apps.accounts.clients import client_names
from maillon.apps.accounts.queries import account_cards
from maillon.apps.care import access
from maillon.apps.care.actions.links import link_hash
from maillon.apps.care.models import (
    BreakGlass,
    ConsentProof,
    Erasure,
    Mention,
    Patient,
    PatientMerge,
    PersonLink,
)
from maillon.apps.care.naming import called
from maillon.apps.care.queries.circle import Circle, circle_of
from maillon.apps.care.referents import waited_for
from maillon.apps.care.talking import PEOPLE
from maillon.apps.care.vocabulary import GLASS_REASONS
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer, Grant, LinkViewer, Relation, Viewer
from maillon.kernel.accesslog import traced
from maillon.kernel.models import AccessLogEntry

__all__ = [
    "GlassCard", "OwnFile", "Proof", "ReadRow", "ReviewCard", "count_reviews", "link_viewer",
    "own_file", "paper_file", "proof", "reviews", "spoken_about",
]  # fmt: skip

READS: Final = 200


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One who read, on one day: the first and last hour, how many times, on what ground."""

    name: str
    ground: str
    relation: str
    first_at: datetime
    last_at: datetime
    times: int


@dataclass(frozen=True, slots=True)
class GlassCard:
    """An access taken without the ordinary grounds, as the person reads it."""

    name: str
    reason: str
    at: datetime
    outcome: str


@dataclass(frozen=True, slots=True)
class OwnFile:
    """What the person reads of who reads her; ``reads`` newest first."""

    id: UUID
    name: str
    organization: str
    organization_phone: str
    circle: Circle | None
    opposed_all: bool
    reads: tuple[ReadRow, ...]
    glasses: tuple[GlassCard, ...]
    representative: str  # who bears the link, where it is not herself
    until: datetime | None
    erased_on: datetime | None  # when her file will be erased, where that was asked


@dataclass(frozen=True, slots=True)
class Proof:
    """A paper, as it was given."""

    media_type: str
    content: str  # base64


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """A broken glass to review: who, when, why, in words; nothing of the person."""

    id: UUID
    who: str
    reason: str
    text: str
    at: datetime
    due_at: datetime
    late: bool
    own: bool
    waits_for: str  # the data referent, while it is hers to sign and not the viewer’s
    outcome: str
    reviewer: str


def link_viewer(token: str, *, now: datetime, origin: str = "") -> LinkViewer:
    """Who bears this link; ``NotFound`` for one unknown, revoked or too old."""
    link = PersonLink.objects.filter(
        token_hash=link_hash(token), revoked_at=None, until__gt=now
    ).first()
    if link is None:
        raise NotFound
    return LinkViewer("person", link.pk, None, origin)


def own_file(viewer: LinkViewer, *, now: datetime) -> OwnFile:
    """The file of the link's person, for its bearer; traced. Raises ``NotFound``."""
    link = PersonLink.objects.select_related("patient", "representative").filter(
        pk=viewer.object_id
    ).first()  # fmt: skip
    if link is None:
        raise NotFound
    grant = access.require(viewer, link.patient, "all_reads", now)
    _trace(viewer, grant, link.patient, now)
    bearer = link.representative.name if link.representative else ""
    return _file(viewer, link.patient, grant, now, bearer, link.until)


def paper_file(viewer: AccountViewer, patient_id: UUID, *, now: datetime) -> OwnFile:
    """The same on paper, for the person, from the hands of a coordinator who holds her circle.

    Traced as given to the person. Raises ``NotFound``.
    """
    patient = access.resolve(patient_id)
    if not access.may_edit_circle(viewer, patient, now):
        raise NotFound
    held = access.require_proofs(viewer, patient, now)
    grant = Grant(held.relation, "paper_for_person", held.fields | {"all_reads"})
    _trace(viewer, grant, patient, now)
    return _file(viewer, patient, grant, now)


def _file(
    viewer: Viewer, patient: Patient, grant: Grant, now: datetime, bearer: str = "",
    until: datetime | None = None,
) -> OwnFile:  # fmt: skip
    return OwnFile(
        id=patient.pk,
        name=f"{patient.given_name} {patient.used_name or patient.birth_name}",
        organization=patient.organization.name,
        organization_phone=patient.organization.phone,
        circle=circle_of(viewer, patient, grant, now),
        opposed_all=access.opposes_all(patient.pk, now),
        reads=_reads(patient),
        glasses=_glasses(patient),
        representative=bearer,
        until=until,
        erased_on=_erased_on(patient),
    )


def _erased_on(patient: Patient) -> datetime | None:
    pending = Erasure.objects.filter(patient=patient, undone_at=None, done_at=None)
    return pending.values_list("due_at", flat=True).first()


def _reads(patient: Patient) -> tuple[ReadRow, ...]:
    """Of all the files that are this person's; her own reads and searches aside."""
    rows = AccessLogEntry.objects.filter(patient_id__in=_ids(patient))
    entries = list(rows.exclude(relation=Relation.PERSON.value).order_by("-at")[:READS])
    accounts = {UUID(e.viewer_id) for e in entries if e.viewer_kind == "account"}
    names = {str(pk): card.name for pk, card in account_cards(accounts).items()}
    programs = {UUID(e.viewer_id) for e in entries if e.viewer_kind == "client"}
    names |= {str(pk): name for pk, name in client_names(programs).items()}
    names |= _asked_names(patient)
    grouped: dict[tuple[str, str, str], list[AccessLogEntry]] = {}
    for entry in entries:
        day = entry.at.date().isoformat()
        grouped.setdefault((day, entry.viewer_id, entry.ground), []).append(entry)
    return tuple(_read(group, names) for group in grouped.values())


def _asked_names(patient: Patient) -> dict[str, str]:
    """Whoever was asked by name and read by her link is named too."""
    rows = Mention.objects.filter(patient=patient).exclude(token_hash="")
    rows = rows.select_related(*(f"member__{name}" for name in PEOPLE))
    return {LinkViewer("message", one.pk).id: called(one.member) for one in rows}


def _read(group: list[AccessLogEntry], names: dict[str, str]) -> ReadRow:
    last, first = group[0], group[-1]
    who = names.get(last.viewer_id, "Maillon" if last.viewer_kind == "system" else "par un lien")
    return ReadRow(who, last.ground, last.relation, first.at, last.at, len(group))


def _ids(patient: Patient) -> list[UUID]:
    """Her file and those merged into it."""
    found, ahead = [patient.pk], [patient.pk]
    while ahead:
        rows = PatientMerge.objects.filter(kept_id__in=ahead, undone_at=None)
        ahead = list(rows.values_list("absorbed_id", flat=True))
        found += ahead
    return found


def _glasses(patient: Patient) -> tuple[GlassCard, ...]:
    rows = BreakGlass.objects.filter(patient=patient).select_related("account")
    return tuple(
        GlassCard(one.account.name, GLASS_REASONS[one.reason], one.opened_at, one.outcome)
        for one in rows.order_by("-opened_at")
    )


def proof(viewer: Viewer, proof_id: UUID, *, now: datetime) -> Proof:
    """A signed paper, for the care team; traced. ``NotFound`` for anybody else."""
    found = ConsentProof.objects.select_related("consent__patient").filter(pk=proof_id).first()
    if found is None:
        raise NotFound
    patient = found.consent.patient
    grant = access.require_proofs(viewer, patient, now)
    traced(
        viewer, grant, object_type="proof", object_id=proof_id, now=now, patient_id=patient.pk,
        organization_id=patient.organization_id, fields=["proofs"],
    )  # fmt: skip
    return Proof(found.media_type, found.content)


def count_reviews(viewer: AccountViewer, *, now: datetime) -> tuple[int, bool]:
    """How many broken glasses wait for this viewer's eyes, and whether any does."""
    waiting = BreakGlass.objects.filter(
        patient__organization_id__in=access.reviewed(viewer), reviewed_at=None
    ).exclude(account_id=viewer.account_id)
    count = waiting.count()
    return count, count > 0


def reviews(viewer: AccountViewer, *, now: datetime) -> tuple[ReviewCard, ...]:
    """The broken glasses of the viewer's structures, unsigned ones first; nobody is named but
    who broke them. ``NotFound`` for whoever reviews none.
    """
    structures = access.reviewed(viewer)
    if not structures:
        raise NotFound
    rows = BreakGlass.objects.select_related("account", "task", "reviewed_by", "patient").filter(
        patient__organization_id__in=structures
    )
    waiting = [_review(viewer, one, now) for one in rows.order_by("-opened_at")[:100]]
    return tuple(sorted(waiting, key=lambda card: card.outcome != ""))


def _review(viewer: AccountViewer, one: BreakGlass, now: datetime) -> ReviewCard:
    return ReviewCard(
        id=one.pk,
        who=one.account.name,
        reason=GLASS_REASONS[one.reason],
        text=one.text,
        at=one.opened_at,
        due_at=one.task.due_at,
        late=one.reviewed_at is None and one.task.due_at <= now,
        own=one.account_id == viewer.account_id,
        waits_for=_waits_for(viewer, one, now),
        outcome=one.outcome,
        reviewer=one.reviewed_by.name if one.reviewed_by else "",
    )


def _waits_for(viewer: AccountViewer, one: BreakGlass, now: datetime) -> str:
    referent = waited_for(one, viewer, now)
    return referent.account.name if referent else ""


def _trace(viewer: Viewer, grant: Grant, patient: Patient, now: datetime) -> None:
    traced(
        viewer, grant, object_type="own_file", object_id=patient.pk, now=now,
        patient_id=patient.pk, organization_id=patient.organization_id, fields=grant.fields,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SpokenAbout:
    """Whom a word may be about. ``blind``: the person opposed, and only her word may be noted."""

    blind: bool
    name: str
    members: tuple[tuple[UUID, str], ...] = ()
    representatives: tuple[tuple[UUID, str], ...] = ()


def spoken_about(viewer: AccountViewer, patient_id: UUID, *, now: datetime) -> SpokenAbout:
    """For whoever may note the person's word: her circle, or, after an opposition to all, nothing
    but her existence for the coordinators of the responsible structure. Traced; ``NotFound``.
    """
    patient = access.resolve(patient_id)
    try:
        grant = access.require_page(viewer, patient, now)
    except NotFound:
        if patient.organization_id not in access.coordinated(viewer):
            raise
        _trace(viewer, Grant(Relation.NONE, "intake", frozenset({"existence"})), patient, now)
        return SpokenAbout(True, f"{patient.given_name} {patient.birth_name}")
    _trace(viewer, grant, patient, now)
    circle = circle_of(viewer, patient, grant, now)
    name = f"{patient.given_name} {patient.used_name or patient.birth_name}"
    if circle is None:
        return SpokenAbout(False, name)
    members = tuple((one.id, f"{one.name}, {one.role_label}") for one in circle.members)
    return SpokenAbout(False, name, members, circle.representatives)


def may_break(viewer: AccountViewer, patient_id: UUID, *, now: datetime) -> None:
    """``NotFound`` for whoever may not break the glass on this person; nothing is shown of her."""
    access.require_glass(viewer, patient_id, now)
