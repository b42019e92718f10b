"""DAT-1: phones, words and one-tap secrets are sealed at rest."""

import pytest
from django.db import connection

from maillon.apps.directory.models import Organization
from maillon.apps.messaging import actions
from maillon.apps.messaging.models import InboundMessage, OutboxMessage
from maillon.interop.sms.simulator import Simulator
from tests.apps.messaging.gateway import Gateway
from tests.apps.messaging.situations import NOW, PHONE, SECRET, carer, queued, said

pytestmark = pytest.mark.django_db
TABLES = (
    "messaging_outboxmessage",
    "messaging_inboundmessage",
    "messaging_receipt",
    "sms_simulatedmessage",
    "kernel_job",
    "kernel_version",
    "directory_responder",
)
CANARIES = (PHONE, PHONE[3:], "39980001", SECRET, "CANARI")


def raw() -> str:
    """Everything the database holds of messages, as it holds it."""
    with connection.cursor() as cursor:
        kept = []
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            kept.append(repr(cursor.fetchall()))
    return "\n".join(kept)


def test_no_canary_is_readable_at_rest(organization: Organization, gateway: Gateway) -> None:
    carer()
    queued(organization)
    said("OUI CANARI")
    Simulator().send(PHONE, f"CANARI https://maillon.test/o/{SECRET}", "k")
    actions.deliver_due(NOW)
    kept = raw()
    assert "offer:1" in kept
    assert [canary for canary in CANARIES if canary in kept] == []


def test_those_who_hold_the_key_read_them(organization: Organization) -> None:
    queued(organization)
    said("OUI CANARI")
    assert OutboxMessage.objects.get().phone == PHONE
    assert OutboxMessage.objects.get().secret == SECRET
    assert InboundMessage.objects.get().body == "OUI CANARI"
