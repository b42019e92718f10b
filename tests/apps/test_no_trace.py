"""DAT-7, AUD-3: no word about anybody in an address, a title, an SMS, a log or a cache."""

import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from maillon.apps.messaging import actions as messaging
from maillon.apps.messaging import providers
from maillon.apps.messaging.models import OutboxMessage
from maillon.apps.messaging.providers import NotKnown, Sent
from maillon.kernel import clock, jobs
from maillon.kernel.models import Job
from tests.access import cast
from tests.access.cases import CASES
from tests.access.cast import LATER, Tenant

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]
# What is typed in a search of professionals stands in its own address: no person is found there.
DIRECTORY = {"practitioners", "commune-search", "intake-carers"}
PAGES = [name for name, case in CASES.items() if case.get is not None and name not in DIRECTORY]
ACTS = [name for name, case in CASES.items() if case.post is not None]
LINK = re.compile(r'(?:href|src|action|hx-[a-z]+|data-[a-z-]+-url)="([^"]*)"')
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


@pytest.fixture(scope="module")
def tenant(django_db_setup: None, django_db_blocker: Any) -> Iterator[Tenant]:
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.frozen(LATER):
            yield cast.here()
        transaction.set_rollback(True)


def ask(tenant: Tenant, name: str, method: str) -> Any:
    client, case = Client(), CASES[name]
    person = "carer" if name.startswith("my-care") else "agent"
    client.force_login(tenant.people["requester" if name == "my-requests" else person])
    given = case.get if method == "get" else case.post
    assert given is not None
    with transaction.atomic():
        answer = getattr(client, method)(
            reverse(name, kwargs=dict(case.path(tenant))), dict(given(tenant))
        )
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize("name", PAGES)
def test_no_address_and_no_title_names_anybody_and_nothing_is_cached(
    tenant: Tenant, name: str
) -> None:
    answer = ask(tenant, name, "get")
    body = answer.content.decode(errors="replace")
    links = "\n".join(link for link in LINK.findall(body) if not link.startswith("tel:"))
    titles = "\n".join(TITLE.findall(body))
    assert tenant.words.seen_in(links + titles) == set()
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("name", ACTS)
def test_no_act_leads_to_an_address_that_names_anybody(tenant: Tenant, name: str) -> None:
    answer = ask(tenant, name, "post")
    assert tenant.words.seen_in(str(answer.headers.get("Location", ""))) == set()
    assert "no-store" in answer.headers["Cache-Control"]


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


def test_no_log_line_names_anybody_even_at_its_most_talkative(
    tenant: Tenant, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="maillon")
    caplog.set_level(logging.DEBUG, logger="django.request")
    for name in PAGES:
        ask(tenant, name, "get")
    for name in ACTS:
        ask(tenant, name, "post")
    assert tenant.words.seen_in(caplog.text) == set()


def test_no_timer_and_no_queued_word_carries_anybody_s_name(tenant: Tenant) -> None:
    payloads = [str(payload) for payload in Job.objects.values_list("payload", flat=True)]
    params = [str(given) for given in OutboxMessage.objects.values_list("params", flat=True)]
    assert tenant.words.seen_in("\n".join(payloads + params)) == set()
