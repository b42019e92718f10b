"""A thousand requests, each already asked of the same eight carers: written in bulk, whole."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from maillon.apps.care.identity import indexes
from maillon.apps.care.models import Patient
from maillon.apps.desk.models import DayCounter, Need, Offer, Requester, ServiceRequest, Shift, Wave
from maillon.apps.directory.models import Responder
from maillon.apps.journal.models import Credit, Entry, Subject, Unsealed
from maillon.apps.messaging.models import OutboxMessage
from maillon.kernel.crypto import blind_index
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY, DeskWorld

__all__ = ["ANSWERED", "CARERS", "fill"]

CARERS, BY_SMS = 8, 4
ANSWERED = MORNING + timedelta(minutes=5)
LATE = MORNING + timedelta(hours=4)
_FIRST_CODE = 3000


def carers() -> list[Responder]:
    """Eight nurses of one commune, who take everything."""
    return [
        situations.responder("Nurse", f"Numéro {n}", "42207", f"+3363998010{n}", live_limit=9999)
        for n in range(CARERS)
    ]


def fill(count: int) -> list[UUID]:
    """That many requests at one desk, each open at every carer's; the carers, in order."""
    with transaction.atomic():
        world = situations.saint_chamond()
        asked = carers()
        requests = _requests(world, count)
        needs = _needs(requests)
        _offers(needs, asked)
        _journal(requests, world)
        DayCounter.objects.create(desk=world.desk, day=TODAY, last=count)
    return [carer.pk for carer in asked]


def _requests(world: DeskWorld, count: int) -> list[ServiceRequest]:
    caller = Requester(
        organization=world.desk.organization, kind="hospital", name="Inès Marchand",
        phone="+33199000014", phone_index=blind_index("phone", "+33199000014"),
        created_at=MORNING,
    )  # fmt: skip
    caller.save(force_insert=True)
    by_date, by_name = indexes("1941-05-04", "Fournier")
    person = Patient(
        organization=world.desk.organization, birth_name="Fournier", given_name="Suzanne",
        birth_date="1941-05-04", birth_date_index=by_date, name_index=by_name,
        created_at=MORNING,
    )  # fmt: skip
    person.save(force_insert=True)
    common: dict[str, Any] = {
        "desk": world.desk, "received_desk": world.desk, "day": TODAY,
        "organization": world.desk.organization,
        "patient": person, "requester": caller, "requester_kind": "hospital",
        "commune_id": "42207", "urgency": "today", "prescription": "held",
        "informed_by": "requester", "agreement": "agreed", "gp_wish": "tell",
        "gp_role": world.gp, "lane": "searching", "deadline_at": LATE, "next_step": "desk.wave",
        "owner_account": world.agent, "received_at": MORNING, "triaged_at": MORNING,
        "triage": "care",
    }  # fmt: skip
    return ServiceRequest.objects.bulk_create(
        ServiceRequest(number=n, reference=f"1124-{n:03d}", **common) for n in range(1, count + 1)
    )


def _needs(requests: list[ServiceRequest]) -> list[Need]:
    return Need.objects.bulk_create(
        Need(
            request=request, position=1, code="dressing", frequency="daily",
            starts_on=TODAY + timedelta(days=1), state="searching",
            search_started_at=MORNING, found_by=LATE,
        )
        for request in requests
    )  # fmt: skip


def _offers(needs: list[Need], asked: list[Responder]) -> None:
    shifts = Shift.objects.bulk_create(Shift(need=n, starts_on=n.starts_on) for n in needs)
    waves = Wave.objects.bulk_create(
        Wave(need=n, number=1, kind="zone", expected=CARERS, opens_at=MORNING,
             opened_at=MORNING, closes_at=LATE)
        for n in needs
    )  # fmt: skip
    offers = [
        Offer(
            wave=wave, need=wave.need, shift=shift, responder=carer,
            channel="sms" if rank <= BY_SMS else "call",
            code=str(_FIRST_CODE + place), rank=rank, made_at=MORNING, expires_at=LATE,
        )
        for place, (wave, shift) in enumerate(zip(waves, shifts, strict=True))
        for rank, carer in enumerate(asked, start=1)
    ]  # fmt: skip
    Offer.objects.bulk_create(offers)
    OutboxMessage.objects.bulk_create(
        _messages([offer for offer in offers if offer.channel == "sms"])
    )


def _messages(offers: list[Offer]) -> Iterator[OutboxMessage]:
    """One in two has reached its phone; the other still waits in the outbox."""
    for place, offer in enumerate(offers):
        sent: dict[str, Any] = (
            {"state": "sent", "provider": "essai", "provider_id": f"p{place}", "sent_at": MORNING}
            if offer.rank % 2
            else {}
        )
        yield OutboxMessage(
            organization_id=offer.need.request.organization_id, template="offer",
            params={
                "sector": "Gier", "reference": offer.need.request.reference,
                "start": "2026-11-25", "deadline": "13:41", "code": offer.code, "link": "/r/",
            },
            secret="essaiessaiessaiessai22", phone=offer.responder.phone,
            phone_index=offer.responder.phone_index, about_kind="offer", about_id=offer.pk,
            key=f"offer:{offer.pk}", not_before=MORNING, created_at=MORNING, **sent,
        )  # fmt: skip


def _journal(requests: list[ServiceRequest], world: DeskWorld) -> None:
    entries = Entry.objects.bulk_create(
        Entry(
            kind="pathway", act="desk.received", organization=world.desk.organization,
            author_kind="account", author_id=str(world.agent.pk),
            occurred_at=MORNING, recorded_at=MORNING,
        )
        for _ in requests
    )  # fmt: skip
    Unsealed.objects.bulk_create(
        Unsealed(entry=entry, organization=world.desk.organization) for entry in entries
    )
    Subject.objects.bulk_create(
        Subject(entry=entry, kind="request", object_id=request.pk)
        for entry, request in zip(entries, requests, strict=True)
    )
    Credit.objects.bulk_create(
        Credit(entry=entry, organization=world.desk.organization) for entry in entries
    )
