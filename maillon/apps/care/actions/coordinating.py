"""A coordination opened by one professional, in one gesture: person, circle, team, her word."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.care import access, working
from maillon.apps.care.actions.circle import NewMember, begin_circle, place_member
from maillon.apps.care.actions.intake import NewPerson, create_provisional
from maillon.apps.care.actions.speaking import NewWord, write_word
from maillon.apps.care.actions.teams import team_of
from maillon.apps.care.models import CareTeam, CareTeamMember, Patient
from maillon.apps.care.teams import DOCTOR, LIGHT, part_of, standing
from maillon.apps.care.vocabulary import SITUATIONS
from maillon.apps.directory.models import PractitionerRole
from maillon.apps.journal.actions import record
from maillon.errors import NotFound, Refused
from maillon.kernel import events
from maillon.kernel.access import AccountViewer

__all__ = ["NewCoordination", "open_coordination"]


@dataclass(frozen=True, slots=True)
class NewCoordination:
    """What one conversation tells. ``patient_id`` for somebody already known, else ``person``."""

    organization_id: UUID
    kind: str
    situation: str
    professionals: tuple[UUID, ...]  # practitioner roles
    means: str
    gp_id: UUID | None = None  # which of them is the usual doctor, where she is there
    patient_id: UUID | None = None
    person: NewPerson | None = None
    reason: str = ""


def open_coordination(*, new: NewCoordination, by: AccountViewer, now: datetime) -> UUID:
    """Open the circle on the person's agreement, with the professionals she recognises as her
    care team, and the light team that carries it; the id of her file.

    For a professional who practises in the structure and is one of them. What the rule of the
    kind lacks is told, never refused. Raises ``NotFound``, ``Refused``: ``team_kind``,
    ``situation_unknown``, ``coordination_without_you``, ``coordination_alone``,
    ``coordination_gp``, ``circle_not_yours``, ``person_opposes``, and as ``create_provisional``.
    """
    if new.kind not in LIGHT:
        raise Refused("team_kind")
    if new.situation not in SITUATIONS:
        raise Refused("situation_unknown")
    if new.organization_id not in access.searched(by):
        raise NotFound
    with transaction.atomic():
        roles = _professionals(new, by)
        patient = _person(new, by, now)
        circle = _circle(patient, new, by, now)
        for role in roles:
            _joins(patient, role, new, by, now)
        parts = [(role, part_of(role, new.gp_id)) for role in roles]
        circle.managed_by_id = team_of(kind=new.kind, mates=parts, by=by, now=now)
        circle.save(update_fields=["managed_by"])
        held = standing(new.kind, parts, {}, now.date())
        record(
            act="care.coordination", organization_id=patient.organization_id, by=by, now=now,
            subjects=[("patient", patient.pk), ("team", circle.managed_by_id)],
            participants=[("practitioner", role.practitioner_id, None) for role in roles],
            data={"kind": new.kind, "composition": held.verdict},
        )  # fmt: skip
        events.bump(f"circle:{patient.pk}")
    return patient.pk


def _professionals(new: NewCoordination, by: AccountViewer) -> list[PractitionerRole]:
    """Those picked, in that order, each person once; the opener among them."""
    mine = working.own_practice(by)
    if mine is None:
        raise NotFound
    found = PractitionerRole.objects.filter(ended_on=None).in_bulk(list(new.professionals))
    roles = [found[pk] for pk in dict.fromkeys(new.professionals) if pk in found]
    people = {role.practitioner_id for role in roles}
    if mine.practitioner_id not in people:
        raise Refused("coordination_without_you")
    if len(people) < 2:
        raise Refused("coordination_alone")
    if new.gp_id is not None and (new.gp_id not in found or found[new.gp_id].profession != DOCTOR):
        raise Refused("coordination_gp")
    return list({role.practitioner_id: role for role in reversed(roles)}.values())[::-1]


def _person(new: NewCoordination, by: AccountViewer, now: datetime) -> Patient:
    if new.patient_id is None:
        if new.person is None:
            raise Refused("person_incomplete")
        return create_provisional(
            person=new.person, organization_id=new.organization_id, by=by, now=now
        )
    rows = Patient.objects.select_for_update(of=("self",)).select_related("organization")
    patient = rows.filter(pk=access.resolve(new.patient_id).pk).get()
    if patient.organization_id not in access.searched(by):
        access.require_page(by, patient, now)
    return patient


def _circle(patient: Patient, new: NewCoordination, by: AccountViewer, now: datetime) -> CareTeam:
    """Hers where the opener already edits it; else a new one, on her agreement."""
    team = CareTeam.objects.filter(patient=patient, closed_at=None).first()
    if team is None:
        return begin_circle(
            patient, new.situation, NewWord("agreed", new.means), by, now, new.reason
        )
    if not access.may_edit_circle(by, patient, now):
        raise Refused("circle_not_yours")
    return team


def _joins(
    patient: Patient, role: PractitionerRole, new: NewCoordination, by: AccountViewer,
    now: datetime,
) -> None:  # fmt: skip
    """Recognised by her as one of her care team, by the part she holds already or a new one."""
    word = NewWord("recognised", new.means)
    present = CareTeamMember.objects.present(now.date()).filter(patient=patient)
    member = present.filter(practitioner_role__practitioner=role.practitioner_id).first()
    if member is not None:
        write_word(patient, member, word, by, now)
        return
    part = part_of(role, new.gp_id)
    place_member(patient, NewMember(part, practitioner_role_id=role.pk), word, by, now)
