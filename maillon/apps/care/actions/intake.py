"""Writing about the person: a provisional identity, her word about carers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maillon.apps.care.identity import indexes, is_name, parse_birth_date
from maillon.apps.care.models import CarerChoice, CareTeamMember, Patient
from maillon.apps.care.versions import keep_versions
from maillon.apps.care.vocabulary import PARTS
from maillon.errors import Refused
from maillon.kernel.access import Viewer

__all__ = ["NewPerson", "add_member", "create_provisional", "record_choice", "update_contact"]


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What intake learns of somebody not known yet."""

    birth_name: str
    given_name: str
    birth_date: str  # ISO, or any French spelling
    sex: str = ""
    birth_place: str = ""  # INSEE code
    used_name: str = ""
    phone: str = ""
    address: str = ""
    commune_id: str | None = None


def create_provisional(
    *, person: NewPerson, organization_id: UUID, by: Viewer, now: datetime, synthetic: bool = False
) -> Patient:
    """A person known by what the caller said: status provisional, nothing leaves with an INS.

    Raises ``Refused('person_incomplete')`` without name or given name and
    ``Refused('birth_date_unreadable')``.
    """
    if not (is_name(person.birth_name) and is_name(person.given_name)):
        raise Refused("person_incomplete")
    born = parse_birth_date(person.birth_date)
    by_date, by_name = indexes(born, person.birth_name)
    patient = Patient(
        organization_id=organization_id,
        birth_name=person.birth_name.strip(),
        given_name=person.given_name.strip(),
        birth_date=born,
        sex=person.sex,
        birth_place=person.birth_place,
        used_name=person.used_name.strip(),
        phone=person.phone,
        address=person.address,
        commune_id=person.commune_id,
        birth_date_index=by_date,
        name_index=by_name,
        synthetic=synthetic,
        created_at=now,
    )
    patient.save(force_insert=True)
    return patient


def update_contact(
    *, patient: Patient, phone: str, address: str, by: Viewer, now: datetime
) -> None:
    """Keep what the caller newly said of phone and address; an empty word erases nothing."""
    patient.phone = phone or patient.phone
    patient.address = address or patient.address
    patient.save(update_fields=["phone", "address"])


def record_choice(
    *, patient_id: UUID, responder_id: UUID, kind: str, by: Viewer, now: datetime
) -> None:
    """The person's word about a carer; her latest word replaces the one before."""
    before = CarerChoice.objects.filter(patient_id=patient_id, responder_id=responder_id)
    if not before.update(kind=kind, recorded_at=now):
        CarerChoice.objects.create(
            patient_id=patient_id, responder_id=responder_id, kind=kind, recorded_at=now
        )


def add_member(
    *,
    patient_id: UUID,
    role: str,
    by: Viewer,
    now: datetime,
    responder_id: UUID | None = None,
    practitioner_role_id: UUID | None = None,
) -> CareTeamMember:
    """Note somebody who already takes part around the person; known ones are kept once."""
    member, made = CareTeamMember.objects.get_or_create(
        patient_id=patient_id,
        role=role,
        responder_id=responder_id,  # type: ignore[misc]
        practitioner_role_id=practitioner_role_id,
        ends_on=None,
        defaults={"starts_on": now.date(), "themes": list(PARTS[role].themes)},
    )
    if made:
        keep_versions(patient_id, now)
    return member
