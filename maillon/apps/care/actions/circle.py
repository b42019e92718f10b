"""The circle: opened with the person's word, joined, left, held by somebody, closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from maillon.apps.care import access
from maillon.apps.care.actions.speaking import NewWord, write_word
from maillon.apps.care.models import CareTeam, CareTeamMember, Patient, RelatedPerson
from maillon.apps.care.versions import keep_version, keep_versions
from maillon.apps.care.vocabulary import CLOSINGS, PARTS, SITUATIONS, TEAM_KINDS, THEMES
from maillon.apps.directory.models import Organization, PractitionerRole, Responder
from maillon.apps.journal.actions import record
from maillon.errors import NotFound, Refused
from maillon.kernel import events
from maillon.kernel.access import Viewer

__all__ = [
    "NewMember", "add_to_circle", "begin_circle", "change_member", "close_circle", "hold",
    "name_referent", "open_circle", "place_member", "topic",
]  # fmt: skip

WHO = {"practitioner_role_id": PractitionerRole, "responder_id": Responder,
       "organization_id": Organization}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewMember:
    """Somebody to bring in: one of the registers, a name, or ``related_id``, who was named
    before. ``themes``: ``None`` for usual.
    """

    role: str
    practitioner_role_id: UUID | None = None
    responder_id: UUID | None = None
    organization_id: UUID | None = None
    related_id: UUID | None = None
    name: str = ""
    phone: str = ""
    represents: bool = False
    reason: str = ""
    themes: tuple[str, ...] | None = None
    starts_on: date | None = None
    ends_on: date | None = None


def topic(patient_id: UUID) -> str:
    """The live topic of a person's pages."""
    return f"circle:{patient_id}"


def open_circle(
    *,
    patient_id: UUID,
    situation: str,
    word: NewWord,
    by: Viewer,
    now: datetime,
    reason: str = "",
    recognised: Iterable[UUID] = (),
) -> CareTeam:
    """Open it for the responsible structure, whose coordinators then read on the person's word.

    Whoever already stands around her is in it; those of ``recognised`` she calls her care team.
    Raises ``NotFound``, ``Refused``: ``situation_unknown``, ``circle_open``, ``person_opposes``,
    ``circle_needs_agreement`` (a structure that is no care team needs her agreement).
    """
    if situation not in SITUATIONS:
        raise Refused("situation_unknown")
    with transaction.atomic():
        patient = _may_open(patient_id, by, now)
        return begin_circle(patient, situation, word, by, now, reason, recognised)


def begin_circle(
    patient: Patient, situation: str, word: NewWord, by: Viewer, now: datetime, reason: str = "",
    recognised: Iterable[UUID] = (),
) -> CareTeam:  # fmt: skip
    """Open it on her word, in the transaction of a caller who asked for the right to.

    Raises ``Refused``: ``circle_open``, ``person_opposes``, ``circle_needs_agreement``.
    """
    if CareTeam.objects.filter(patient=patient, closed_at=None).exists():
        raise Refused("circle_open")
    if access.opposes_all(patient.pk, now):
        raise Refused("person_opposes")
    if word.kind == "informed" and patient.organization.kind not in TEAM_KINDS:
        raise Refused("circle_needs_agreement")
    team = CareTeam(
        patient=patient, organization=patient.organization, situation=situation,
        reason=reason.strip(), opened_at=now, opened_by_kind=by.kind, opened_by_id=by.id,
    )  # fmt: skip
    team.save(force_insert=True)
    holder = hold(team, now)
    team.referent = holder
    team.save(update_fields=["referent"])
    _usual_themes(patient)
    _first_words(patient, holder, word, recognised, by, now)
    _tell("opened", team.patient, by, now, team=str(team.pk), situation=situation)
    return team


def _may_open(patient_id: UUID, by: Viewer, now: datetime) -> Patient:
    """The person, locked: of a structure the viewer coordinates for, or known on a ground."""
    found = Patient.objects.select_for_update(of=("self",)).select_related("organization")
    patient = found.filter(pk=patient_id, merged_into=None).first()
    if patient is None:
        raise NotFound
    if patient.organization_id not in access.coordinated(by):
        access.require(by, patient, "identity", now)
    return patient


def hold(team: CareTeam, now: datetime) -> CareTeamMember:
    """The part of the structure that holds it, written where there is none; one that comes back is
    a new part.
    """
    day = now.date()
    held = CareTeamMember.objects.present(day).filter(
        patient=team.patient, organization=team.organization
    )
    return held.first() or CareTeamMember.objects.create(
        patient=team.patient, role="coordination", organization=team.organization,
        themes=list(PARTS["coordination"].themes), starts_on=day,
    )  # fmt: skip


def _usual_themes(patient: Patient) -> None:
    """Those noted at intake get what their part calls for."""
    for member in CareTeamMember.objects.filter(patient=patient, themes=[]):
        member.themes = list(PARTS[member.role].themes)
        member.save(update_fields=["themes"])


def _first_words(
    patient: Patient, holder: CareTeamMember, word: NewWord, recognised: Iterable[UUID],
    by: Viewer, now: datetime,
) -> None:  # fmt: skip
    write_word(patient, None, word.as_kind("informed"), by, now)
    if word.kind != "informed":
        write_word(patient, holder, word, by, now)
    mine = CareTeamMember.objects.filter(patient=patient, pk__in=list(recognised))
    for member in mine:
        write_word(patient, member, word.as_kind("recognised"), by, now)


def add_to_circle(
    *, patient_id: UUID, new: NewMember, by: Viewer, now: datetime, word: NewWord | None = None
) -> CareTeamMember:
    """Bring somebody in; what she may read follows from ``word``, at once or later.

    Raises ``NotFound``, ``Refused``: ``part_unknown``, ``member_unknown`` (nobody named),
    ``member_twice``, ``themes_unknown``, ``ends_before_start``.
    """
    with transaction.atomic():
        return place_member(_edited(patient_id, by, now), new, word, by, now)


def place_member(
    patient: Patient, new: NewMember, word: NewWord | None, by: Viewer, now: datetime
) -> CareTeamMember:
    """The same, in the transaction of a caller who asked for the right to."""
    if new.role not in PARTS:
        raise Refused("part_unknown")
    starts_on = new.starts_on or now.date()
    if new.ends_on is not None and new.ends_on <= starts_on:
        raise Refused("member_ends_before")
    themes = _themes(PARTS[new.role].themes if new.themes is None else new.themes)
    member = CareTeamMember(
        patient=patient, role=new.role, themes=themes, reason=new.reason.strip(),
        starts_on=starts_on, ends_on=new.ends_on, **_who(patient, new),
    )  # fmt: skip
    _refuse_twice(member, starts_on)
    member.save(force_insert=True)
    if word is not None:
        write_word(patient, member, word, by, now)
    _tell("joined", patient, by, now, member=str(member.pk), role=new.role)
    return member


def _who(patient: Patient, new: NewMember) -> dict[str, Any]:
    for name, model in WHO.items():
        pk = getattr(new, name)
        if pk is not None:
            if not model.objects.filter(pk=pk).exists():  # type: ignore[attr-defined]
                raise Refused("member_unknown")
            return {name: pk}
    if new.related_id is not None:
        known = RelatedPerson.objects.filter(pk=new.related_id, patient=patient).first()
        if known is None:
            raise Refused("member_unknown")
        return {"related": known}
    if not new.name.strip():
        raise Refused("member_unknown")
    related = RelatedPerson(
        patient=patient, name=new.name.strip(), phone=new.phone.strip(), represents=new.represents
    )
    related.save(force_insert=True)
    return {"related": related}


def _refuse_twice(member: CareTeamMember, day: date) -> None:
    who = {name: getattr(member, name) for name in (*WHO, "related_id")}
    same = CareTeamMember.objects.present(day).filter(
        patient=member.patient, role=member.role, **who
    )
    if same.exists():
        raise Refused("member_twice")


def _themes(wanted: Iterable[str]) -> list[str]:
    themes = list(dict.fromkeys(wanted))
    if set(themes) - set(THEMES):
        raise Refused("themes_unknown")
    return themes


def change_member(
    *,
    member_id: UUID,
    by: Viewer,
    now: datetime,
    themes: Iterable[str] | None = None,
    ends_on: date | None = None,
) -> None:
    """Other themes, or a last day (excluded); whoever comes back later is brought in anew.

    Raises ``NotFound``, ``Refused``: ``themes_unknown``, ``member_ends_before``.
    """
    member = CareTeamMember.objects.filter(pk=member_id).select_related("patient").first()
    if member is None:
        raise NotFound
    with transaction.atomic():
        _edited(member.patient_id, by, now)
        if themes is not None:
            member.themes = _themes(themes)
        if ends_on is not None:
            if ends_on < member.starts_on:
                raise Refused("member_ends_before")
            member.ends_on = ends_on
        member.save(update_fields=["themes", "ends_on"])
        act = "left" if ends_on is not None else "themes"
        _tell(act, member.patient, by, now, member=str(member.pk), role=member.role)


def name_referent(*, patient_id: UUID, member_id: UUID, by: Viewer, now: datetime) -> None:
    """Who answers for the circle: one member, a person or a structure. Raises ``NotFound``."""
    with transaction.atomic():
        patient = _edited(patient_id, by, now)
        present = CareTeamMember.objects.present(now.date())
        member = present.filter(pk=member_id, patient=patient).first()
        team = CareTeam.objects.filter(patient=patient, closed_at=None).first()
        if member is None or team is None:
            raise NotFound
        team.referent = member
        team.save(update_fields=["referent"])
        _tell("referent", patient, by, now, member=str(member.pk))


def close_circle(*, patient_id: UUID, closing: str, by: Viewer, now: datetime) -> None:
    """Nobody reads by it any more. Raises ``NotFound``, ``Refused('closing_unknown')``."""
    if closing not in CLOSINGS:
        raise Refused("closing_unknown")
    with transaction.atomic():
        patient = _edited(patient_id, by, now)
        team = CareTeam.objects.select_for_update().get(patient=patient, closed_at=None)
        team.closed_at, team.closing = now, closing
        team.save(update_fields=["closed_at", "closing"])
        keep_version(team, now)
        _tell("closed", patient, by, now, closing=closing)


def _edited(patient_id: UUID, by: Viewer, now: datetime) -> Patient:
    """The person of an open circle, for its care team and the coordinators who hold it."""
    patient = Patient.objects.filter(pk=patient_id, merged_into=None).first()
    if patient is None:
        raise NotFound
    if not access.may_edit_circle(by, patient, now):
        raise NotFound
    if not CareTeam.objects.filter(patient=patient, closed_at=None).exists():
        raise NotFound
    return patient


def _tell(act: str, patient: Patient, by: Viewer, now: datetime, **data: str) -> None:
    record(
        act=f"care.{act}", organization_id=patient.organization_id, by=by, now=now,
        subjects=[("patient", patient.pk)], data=data,
    )  # fmt: skip
    keep_versions(patient.pk, now)
    events.bump(topic(patient.pk))
