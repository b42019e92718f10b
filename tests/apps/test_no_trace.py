"""DAT-7: no word about anybody in an SMS or a timer; pages and logs: test_access_matrix.py."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from maillon.apps.messaging import actions as messaging
from maillon.apps.messaging import providers
from maillon.apps.messaging.models import OutboxMessage
from maillon.apps.messaging.providers import NotKnown, Sent
from maillon.kernel import clock, jobs
from maillon.kernel.models import Job
from tests.access import cast
from tests.access.cast import LATER, Tenant

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]


@pytest.fixture(scope="module")
def tenant(django_db_setup: None, django_db_blocker: Any) -> Iterator[Tenant]:
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.frozen(LATER):
            yield cast.here()
        transaction.set_rollback(True)


class Ear:
    """A gateway that writes down every text."""

    name = "oreille"

    def __init__(self) -> None:
        self.texts: list[str] = []

    def send(self, phone: str, text: str, key: str) -> Sent:
        self.texts.append(text)
        return Sent(f"o-{key}")

    def lookup(self, key: str) -> NotKnown:
        return NotKnown()


@pytest.fixture
def ear() -> Iterator[Ear]:
    usual, heard = providers.current(), Ear()
    providers.use(heard)
    yield heard
    providers.use(usual)


def test_no_sms_names_anybody_nor_the_need_nor_the_commune(tenant: Tenant, ear: Ear) -> None:
    with transaction.atomic():
        jobs.run_due(LATER + timedelta(days=2), limit=200)
        now = LATER + timedelta(days=2)
        while messaging.deliver_due(now, limit=200):
            pass
        templates = set(OutboxMessage.objects.values_list("template", flat=True))
        transaction.set_rollback(True)
    assert templates >= {"offer", "accepted", "confirm_care"}
    assert len(ear.texts) > 5
    for text in ear.texts:
        assert tenant.words.seen_in(text) == set()
        assert not re.search(r"pansement|surveillance|saint-chamond", text, re.IGNORECASE)


def test_no_timer_and_no_queued_word_carries_anybody_s_name(tenant: Tenant) -> None:
    payloads = [str(payload) for payload in Job.objects.values_list("payload", flat=True)]
    params = [str(given) for given in OutboxMessage.objects.values_list("params", flat=True)]
    assert tenant.words.seen_in("\n".join(payloads + params)) == set()
