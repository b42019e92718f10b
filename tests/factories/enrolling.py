"""Carers who enrol, made by the real messages. Everybody is invented."""

import re
from datetime import datetime, timedelta

from maillon.apps.desk.models import Enrolment
from maillon.apps.directory.models import PractitionerRole
from maillon.apps.messaging import actions, phones
from maillon.apps.messaging.models import OutboxMessage
from maillon.kernel.chance import new_id
from tests.factories import desk as situations
from tests.factories.desk import COMMUNES, MORNING, DeskWorld

__all__ = ["PHONE", "answered", "enrolling", "link", "newcomer", "says"]

PHONE = "+33639980077"


def newcomer(insee: str = "42207") -> PractitionerRole:
    """A nurse whom the register knows and no desk has ever asked."""
    return situations.role("Inès", "Vasseur", insee)


def says(text: str, at: datetime = MORNING, phone: str = PHONE) -> str:
    """A message received as it was sent; what was made of it."""
    return actions.receive(
        provider="essai", provider_id=new_id().hex, phone=phone, body=text, received_at=at, now=at
    )


def enrolling(world: DeskWorld, phone: str = PHONE, at: datetime = MORNING) -> Enrolment:
    """She said where she works and who she is: the desk has to call her."""
    insee = world.desk.commune_id
    nurse = newcomer(insee)
    number = nurse.practitioner.national_id[1:]
    said = says(f"INSCRIPTION {COMMUNES[insee][1]} RPPS {number}", at, phone)
    assert said == "enrol_waits", said
    return Enrolment.objects.get(phone_index=phones.index(phone))


def answered(phone: str = PHONE) -> list[str]:
    """The sentences queued to this phone, oldest first."""
    sent = OutboxMessage.objects.filter(phone_index=phones.index(phone))
    return list(sent.order_by("created_at", "id").values_list("template", flat=True))


def link(phone: str = PHONE) -> str:
    """The path of the last link sent to this phone."""
    sent = OutboxMessage.objects.filter(phone_index=phones.index(phone)).exclude(params={})
    linked = [one for one in sent.order_by("-created_at") if "link" in one.params]
    assert re.fullmatch(r"[\w-]{22,}", linked[0].secret)
    return f"{linked[0].params['link']}{linked[0].secret}/"


def later(**length: float) -> datetime:
    return MORNING + timedelta(**length)
