"""From a request for help to the person's circle: her file found or made, her word recorded."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.care import actions as care
from maillon.apps.care import queries as persons
from maillon.apps.care.actions import NewPerson, NewWord
from maillon.apps.care.models import CareTeam
from maillon.apps.welcome import access
from maillon.errors import Refused
from maillon.kernel.access import AccountViewer

__all__ = ["NewCircle", "meet_person"]


@dataclass(frozen=True, slots=True)
class NewCircle:
    """Who she is, why a circle, and what she said."""

    birth_name: str
    given_name: str
    birth_date: str
    situation: str
    word: NewWord
    sex: str = ""


def meet_person(*, request_id: UUID, new: NewCircle, by: AccountViewer, now: datetime) -> UUID:
    """Tie the request to her file, known by birth date and name or made now, and open her circle
    where none is; returns the id of her file.

    Raises ``NotFound``, ``Refused('help_closed')`` and as ``care.open_circle`` and
    ``care.create_provisional``.
    """
    with transaction.atomic():
        row = access.require_help(by, request_id, held=True)
        if row.closed_at is not None:
            raise Refused("help_closed")
        known = [
            one.id
            for one in persons.find_persons(
                by, organization_id=row.organization_id, birth_date=new.birth_date,
                name=new.birth_name, given_name=new.given_name, now=now,
            )
            if one.same_name
        ]  # fmt: skip
        if len(known) == 1:
            patient_id = known[0]
            if not CareTeam.objects.filter(patient_id=patient_id, closed_at=None).exists():
                care.open_circle(
                    patient_id=patient_id, situation=new.situation, word=new.word, by=by, now=now
                )
        else:
            patient_id = _welcomed(row.organization_id, row.person_phone, new, by, now)
        row.patient_id = patient_id
        row.save(update_fields=["patient"])
    return patient_id


def _welcomed(
    organization_id: UUID, phone: str, new: NewCircle, by: AccountViewer, now: datetime
) -> UUID:
    person = NewPerson(new.birth_name, new.given_name, new.birth_date, sex=new.sex, phone=phone)
    return care.welcome_person(
        person=person, organization_id=organization_id, situation=new.situation, word=new.word,
        by=by, now=now,
    )  # fmt: skip
