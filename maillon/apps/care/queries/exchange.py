"""What another system may be told of a person and her circle, on the grounds of whoever asks.

Each answer is a frozen record, traced under the person; missing and hidden are one ``NotFound``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from maillon.apps.care import access
from maillon.apps.care.models import (
    CareTeam,
    CareTeamMember,
    CareTeamVersion,
    Consent,
    Patient,
    RelatedPerson,
)
from maillon.apps.care.queries.circle import readable_circles
from maillon.apps.care.queries.persons import ins_leaving
from maillon.apps.care.versions import member_facts
from maillon.errors import NotFound
from maillon.kernel.access import Grant, Relation, Viewer
from maillon.kernel.accesslog import traced

__all__ = [
    "FoundTeams", "PersonRecord", "RelatedRecord", "TeamPart", "TeamRecord", "WordRecord",
    "find_teams", "latest_teams", "person_record", "related_of", "related_record",
    "team_history", "team_record", "team_version", "word_record", "words_of",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TeamPart:
    """One part: who (``kind``: role, organization, related), as what, from a day to another,
    excluded.
    """

    id: str
    kind: str
    who: str
    role: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class TeamRecord:
    """One version of a circle."""

    id: str
    number: int
    at: datetime
    patient: str
    organization: str
    status: str
    start: datetime
    end: datetime | None
    parts: tuple[TeamPart, ...]
    closing: str = ""  # vocabulary.CLOSINGS, once closed


@dataclass(frozen=True, slots=True)
class FoundTeams:
    """A page of a search, and how many there are in all."""

    total: int
    teams: tuple[TeamRecord, ...]


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """Her identity; ``ins`` (system, number) only where it is qualified."""

    id: str
    organization: str
    status: str
    status_label: str
    birth_name: str
    used_name: str
    given_name: str
    birth_date: str
    sex: str
    birth_place: str
    phone: str
    address: str
    town: str
    commune: str  # its INSEE code
    ins: tuple[str, str] | None
    merged: tuple[str, ...]  # files that lead to this one
    synthetic: bool


@dataclass(frozen=True, slots=True)
class RelatedRecord:
    """Somebody around her whom no register knows."""

    id: str
    patient: str
    name: str
    phone: str
    role: str
    role_label: str
    represents: bool
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class WordRecord:
    """One word of hers about sharing; ``about``: the part it is said of, or nobody."""

    id: str
    patient: str
    kind: str
    means: str
    means_label: str
    themes: tuple[str, ...]
    said_at: datetime
    recorded_at: datetime
    organization: str
    representative: str
    about: TeamPart | None


def find_teams(
    viewer: Viewer, wanted: Callable[[TeamRecord], bool], *, skip: int, most: int, now: datetime
) -> FoundTeams:
    """The open circles that the viewer may read and ``wanted`` keeps, oldest first; those shown
    are traced.
    """
    read = readable_circles(viewer, now)
    records = latest_teams(one.team.pk for one in read.values())
    kept = sorted((one for one in records if wanted(one)), key=lambda one: (one.start, one.id))
    shown = kept[skip : skip + most]
    patients = Patient.objects.in_bulk([UUID(one.patient) for one in shown])
    for one in shown:
        _trace(viewer, read[UUID(one.patient)].grant, patients[UUID(one.patient)], now, one.id)
    return FoundTeams(len(kept), tuple(shown))


def latest_teams(team_ids: Iterable[UUID]) -> tuple[TeamRecord, ...]:
    """These circles as they are; whoever shows them has asked for the right, and traces."""
    rows = CareTeamVersion.objects.filter(team__in=list(team_ids)).select_related("team")
    rows = rows.order_by("number")
    return tuple(_team(row) for row in {row.team_id: row for row in rows}.values())


def team_record(viewer: Viewer, team_id: UUID, *, now: datetime) -> TeamRecord:
    """A circle as it is; ``NotFound`` without a ground on its person."""
    return team_history(viewer, team_id, now=now)[0]


def team_version(viewer: Viewer, team_id: UUID, number: int, *, now: datetime) -> TeamRecord:
    """A circle as it was at this version; ``NotFound`` for one that never was."""
    for one in team_history(viewer, team_id, now=now):
        if one.number == number:
            return one
    raise NotFound


def team_history(viewer: Viewer, team_id: UUID, *, now: datetime) -> tuple[TeamRecord, ...]:
    """Every version, newest first; ``NotFound`` without a ground on its person."""
    team = CareTeam.objects.filter(pk=team_id).first()
    if team is None:
        raise NotFound
    patient = access.resolve(team.patient_id)
    grant = access.require_exchange(viewer, patient, now)
    rows = CareTeamVersion.objects.filter(team=team).select_related("team").order_by("-number")
    if not rows:
        raise NotFound
    _trace(viewer, grant, patient, now, str(team_id))
    return tuple(_team(row) for row in rows)


def _team(row: CareTeamVersion) -> TeamRecord:
    facts = row.facts
    return TeamRecord(
        id=str(row.team_id),
        number=row.number,
        at=row.at,
        patient=facts["patient"],
        organization=facts["organization"],
        status=facts["status"],
        start=datetime.fromisoformat(facts["start"]),
        end=datetime.fromisoformat(facts["end"]) if facts["end"] else None,
        parts=tuple(_part(one) for one in facts["members"]),
        closing=row.team.closing if facts["status"] == "inactive" else "",
    )


def _part(one: dict[str, str]) -> TeamPart:
    end = date.fromisoformat(one["end"]) if one["end"] else None
    start = date.fromisoformat(one["start"])
    return TeamPart(one["id"], one["kind"], one["who"], one["role"], start, end)


def person_record(viewer: Viewer, patient_id: UUID, *, now: datetime) -> PersonRecord:
    """Her identity, through the files merged into hers; ``NotFound`` without a ground."""
    patient = access.resolve(patient_id)
    grant = access.require_exchange(viewer, patient, now)
    _trace(viewer, grant, patient, now)
    told = grant.relation in (Relation.CARE_TEAM, Relation.PERSON)
    absorbed = Patient.objects.filter(merged_into=patient).values_list("pk", flat=True)
    names = ("birth_name", "used_name", "given_name", "birth_date", "sex", "birth_place", "phone",
             "address", "status", "synthetic")  # fmt: skip
    return PersonRecord(
        id=str(patient.pk),
        organization=str(patient.organization_id),
        status_label=patient.get_status_display(),
        town=patient.commune.name if patient.commune else "",
        commune=patient.commune_id or "",
        ins=ins_leaving(patient.pk) if told else None,
        merged=tuple(str(pk) for pk in absorbed),
        **{name: getattr(patient, name) for name in names},
    )


def related_record(viewer: Viewer, related_id: UUID, *, now: datetime) -> RelatedRecord:
    """Somebody around a person on whom the viewer holds a ground; else ``NotFound``."""
    rows = CareTeamMember.objects.select_related("related", "responder").order_by("-starts_on")
    part = rows.filter(related_id=related_id).first() or rows.filter(pk=related_id).first()
    if part is None or not (part.related or part.responder):
        raise NotFound
    patient = access.resolve(part.patient_id)
    _trace(viewer, access.require_exchange(viewer, patient, now), patient, now, str(related_id))
    return _related(part)


def related_of(parts: Iterable[CareTeamMember]) -> tuple[RelatedRecord, ...]:
    """Those of these parts whom no register knows, each once, for whoever has shown her right."""
    known = (one for one in parts if member_facts(one)["kind"] == "related")
    return tuple({record.id: record for record in map(_related, known)}.values())


def _related(part: CareTeamMember) -> RelatedRecord:
    who = part.related or part.responder
    phone, name = (who.phone, who.name) if who else ("", "")
    return RelatedRecord(
        id=str(part.related_id or part.pk),
        patient=str(part.patient_id),
        name=name,
        phone=phone,
        role=part.role,
        role_label=part.get_role_display(),
        represents=isinstance(who, RelatedPerson) and who.represents,
        start=part.starts_on,
        end=part.ends_on,
    )


def word_record(viewer: Viewer, word_id: UUID, *, now: datetime) -> WordRecord:
    """One word, for whoever holds the proofs; ``NotFound`` for anybody else."""
    said = Consent.objects.select_related("patient", "member__responder").filter(pk=word_id).first()
    if said is None:
        raise NotFound
    patient = access.resolve(said.patient_id)
    grant = access.require_proofs(viewer, patient, now)
    _trace(viewer, grant, patient, now, str(word_id))
    return _word(said, patient)


def words_of(viewer: Viewer, patient_id: UUID, *, now: datetime) -> tuple[WordRecord, ...]:
    """Every word of hers, oldest first, for whoever holds the proofs; else ``NotFound``."""
    patient = access.resolve(patient_id)
    grant = access.require_proofs(viewer, patient, now)
    _trace(viewer, grant, patient, now)
    rows = Consent.objects.filter(patient=patient).select_related("member__responder")
    return tuple(_word(one, patient) for one in rows.order_by("said_at", "recorded_at"))


def _word(said: Consent, patient: Patient) -> WordRecord:
    return WordRecord(
        id=str(said.pk),
        patient=str(patient.pk),
        kind=said.kind,
        means=said.means,
        means_label=said.get_means_display(),
        themes=tuple(said.themes),
        said_at=said.said_at,
        recorded_at=said.recorded_at,
        organization=str(patient.organization_id),
        representative=str(said.representative_id or ""),
        about=_part(member_facts(said.member)) if said.member else None,
    )


def _trace(
    viewer: Viewer, grant: Grant, patient: Patient, now: datetime, object_id: str = ""
) -> None:
    traced(
        viewer, grant, object_type="fhir", object_id=object_id or patient.pk, now=now,
        patient_id=patient.pk, organization_id=patient.organization_id, fields=["identity"],
    )  # fmt: skip
