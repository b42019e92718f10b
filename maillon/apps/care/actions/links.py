"""The person's own way in: a link that she alone, or who represents her, receives."""

import hashlib
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from maillon.apps.care import access
from maillon.apps.care.models import Patient, PersonLink, RelatedPerson
from maillon.apps.journal.actions import record
from maillon.errors import NotFound
from maillon.kernel.access import Viewer
from maillon.kernel.chance import new_token

__all__ = ["LASTS", "give_link", "link_hash", "revoke_links"]

LASTS: Final = timedelta(days=90)


def link_hash(token: str) -> str:
    """What is kept of a link: never the token itself."""
    return hashlib.sha256(token.encode()).hexdigest()


def give_link(
    *, patient_id: UUID, by: Viewer, now: datetime, representative_id: UUID | None = None
) -> str:
    """A fresh token for the person, or for who represents her; the bearer's former one dies.

    Told once, kept hashed. Raises ``NotFound``.
    """
    with transaction.atomic():
        patient = Patient.objects.filter(pk=patient_id, merged_into=None).first()
        if patient is None or not access.may_edit_circle(by, patient, now):
            raise NotFound
        if (
            representative_id is not None
            and not RelatedPerson.objects.filter(
                pk=representative_id, patient=patient, represents=True
            ).exists()
        ):
            raise NotFound
        _revoke(patient_id, now, representative_id=representative_id)
        token = new_token()
        PersonLink.objects.create(
            patient=patient, representative_id=representative_id, token_hash=link_hash(token),
            given_at=now, given_by=by.id, until=now + LASTS,
        )  # fmt: skip
        _tell("link_given", patient, by, now)
    return token


def revoke_links(*, patient_id: UUID, by: Viewer, now: datetime) -> None:
    """Every link of this person stops working at once. Raises ``NotFound``."""
    with transaction.atomic():
        patient = Patient.objects.filter(pk=patient_id, merged_into=None).first()
        if patient is None or not access.may_edit_circle(by, patient, now):
            raise NotFound
        _revoke(patient_id, now)
        _tell("links_revoked", patient, by, now)


def _revoke(patient_id: UUID, now: datetime, **whose: UUID | None) -> None:
    living = PersonLink.objects.filter(patient_id=patient_id, revoked_at=None, **whose)
    living.update(revoked_at=now)


def _tell(act: str, patient: Patient, by: Viewer, now: datetime) -> None:
    record(
        act=f"care.{act}", organization_id=patient.organization_id, by=by, now=now,
        subjects=[("patient", patient.pk)],
    )  # fmt: skip
