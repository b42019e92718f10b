"""The way in of somebody close: a link of her own, only on the person's recorded permission."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from maillon.apps.care import access
from maillon.apps.care.actions.links import LASTS, link_hash
from maillon.apps.care.actions.planning import told
from maillon.apps.care.grounds import facts_of
from maillon.apps.care.models import CareTeamMember, FamilyLink, Patient
from maillon.errors import NotFound, Refused
from maillon.kernel.access import Viewer
from maillon.kernel.chance import new_token

__all__ = ["give_family_link", "revoke_family_link"]


def give_family_link(*, patient_id: UUID, member_id: UUID, by: Viewer, now: datetime) -> str:
    """A fresh token for this member; her former one dies. Told once, kept hashed.

    Raises ``NotFound``, ``Refused('family_not_agreed')`` where the person has not said that this
    member may see who comes.
    """
    with transaction.atomic():
        patient, member = _member(patient_id, member_id, by, now)
        regime = facts_of(patient.pk, now).regime(member, now)
        if not regime.relation or "contacts" not in regime.themes:
            raise Refused("family_not_agreed")
        _living(member).update(revoked_at=now)
        token = new_token()
        FamilyLink.objects.create(
            patient=patient, member=member, token_hash=link_hash(token), given_at=now,
            given_by=by.id, until=now + LASTS,
        )  # fmt: skip
        told("family_link", patient, by, now, member=str(member.pk))
    return token


def revoke_family_link(*, patient_id: UUID, member_id: UUID, by: Viewer, now: datetime) -> None:
    """Her link stops working at once. Raises ``NotFound``."""
    with transaction.atomic():
        patient, member = _member(patient_id, member_id, by, now)
        _living(member).update(revoked_at=now)
        told("family_stopped", patient, by, now, member=str(member.pk))


def _member(
    patient_id: UUID, member_id: UUID, by: Viewer, now: datetime
) -> tuple[Patient, CareTeamMember]:
    patient = Patient.objects.filter(pk=patient_id, merged_into=None).first()
    if patient is None or not access.may_edit_circle(by, patient, now):
        raise NotFound
    member = CareTeamMember.objects.filter(pk=member_id, patient=patient).first()
    if member is None:
        raise NotFound
    return patient, member


def _living(member: CareTeamMember) -> QuerySet[FamilyLink]:
    return FamilyLink.objects.filter(member=member, revoked_at=None)
