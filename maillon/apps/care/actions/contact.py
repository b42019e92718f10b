"""How a person is reached: another telephone or address, told by whoever keeps her identity."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.care import access
from maillon.apps.care.models import Patient
from maillon.apps.journal.actions import record
from maillon.errors import Refused
from maillon.kernel import events
from maillon.kernel.access import Viewer

__all__ = ["Contact", "change_contact"]


@dataclass(frozen=True, slots=True)
class Contact:
    """Her telephone, her address, the INSEE code of her commune; empty where unknown."""

    phone: str
    address: str
    commune: str


def change_contact(
    *, patient_id: UUID, before: Contact, after: Contact, by: Viewer, now: datetime
) -> None:
    """Write ``after`` in the place of ``before``, whole: what is empty in it is no longer known.

    Nobody overwrites what she has not read: ``Refused('contact_changed')`` where ``before`` no
    longer holds. The same again changes nothing. Raises ``NotFound`` for who does not keep her
    identity.
    """
    access.require_identity_keeper(by, patient_id, now)
    with transaction.atomic():
        patient = Patient.objects.select_for_update().get(pk=patient_id)
        if _contact(patient) != before:
            raise Refused("contact_changed")
        changed = sorted(
            name for name, value in asdict(after).items() if value != getattr(before, name)
        )
        if not changed:
            return
        patient.phone, patient.address = after.phone, after.address
        patient.commune_id = after.commune or None
        patient.save(update_fields=["phone", "address", "commune"])
        record(
            act="care.contact", organization_id=patient.organization_id, by=by, now=now,
            subjects=[("patient", patient.pk)], data={"changed": changed},
        )  # fmt: skip
        events.bump(f"circle:{patient.pk}")


def _contact(patient: Patient) -> Contact:
    return Contact(patient.phone, patient.address, patient.commune_id or "")
