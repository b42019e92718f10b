"""AUT-4: a one-tap link has one purpose and one carer, dies with the offer, and a GET never acts.

The link shows nothing about the person; the database keeps only a digest of its token.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from maillon.apps.desk import actions
from maillon.apps.desk.models import Assignment, Offer
from maillon.apps.desk.vocabulary import need_label
from maillon.apps.directory.models import Responder
from maillon.kernel import clock
from maillon.kernel.access import SYSTEM
from tests.access import cast
from tests.access.cast import LATER, Tenant

pytestmark = pytest.mark.django_db


@pytest.fixture
def tenant() -> Tenant:
    return cast.here()


def get(name: str, token: str, at: Any = LATER) -> tuple[int, str]:
    with clock.frozen(at):
        answer = Client().get(reverse(name, args=[token]))
    assert "no-store" in answer.headers.get("Cache-Control", "")
    return answer.status_code, answer.content.decode()


def post(name: str, token: str, at: Any = LATER, **given: str) -> int:
    with clock.frozen(at):
        return Client().post(reverse(name, args=[token]), given).status_code


def test_the_page_says_the_need_and_the_commune_and_nothing_about_the_person(
    tenant: Tenant,
) -> None:
    for name, token in (
        ("offer", tenant.token("searching")),
        ("begun", tenant.token_begun("found")),
    ):
        status, body = get(name, token)
        assert status == 200
        assert need_label("dressing") in body
        assert "Saint-Chamond" in body
        assert tenant.words.seen_in(body) == set()


def test_looking_at_the_page_changes_nothing(tenant: Tenant) -> None:
    now = Offer.objects.order_by("pk").values_list("pk", "state", "answered_at")
    before = list(now)
    for _ in range(3):
        get("offer", tenant.token("searching"))
        get("begun", tenant.token_begun("found"))
    assert list(now.all()) == before
    assert tenant.assignment("found").begun_at is None


@pytest.mark.parametrize("name", ["offer-answer", "offer-pause", "begun-answer"])
def test_what_acts_cannot_be_a_get(tenant: Tenant, name: str) -> None:
    token = tenant.token_begun("found") if name.startswith("begun") else tenant.token("searching")
    with clock.frozen(LATER):
        assert Client().get(reverse(name, args=[token]), {"answer": "yes"}).status_code == 405
    assert tenant.offer("searching").state == "open"


def test_the_database_keeps_a_digest_and_never_the_token(tenant: Tenant) -> None:
    token = tenant.token("searching")
    assert len(token) >= 22
    with connection.cursor() as cursor:
        for table in ("desk_offer", "desk_assignment", "messaging_outboxmessage", "kernel_job"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608  (our own tables)
            assert token not in str(cursor.fetchall())


def test_a_token_never_given_opens_nothing(tenant: Tenant) -> None:
    for name in ("offer", "begun"):
        for token in (
            "x" * 22,
            tenant.offer("searching").token_hash,
            str(tenant.offer("found").pk),
        ):
            assert get(name, token)[0] == 404


def test_each_token_serves_its_own_purpose_only(tenant: Tenant) -> None:
    assert get("begun", tenant.token("searching"))[0] == 404
    assert get("offer", tenant.token_begun("found"))[0] == 404
    assert post("begun-answer", tenant.token("searching"), answer="begun") == 404
    assert post("offer-answer", tenant.token_begun("found"), answer="yes") == 404


def ended_by_the_desk(tenant: Tenant) -> None:
    actions.cancel_need(
        need_id=tenant.need("searching").pk, reason="solved", by=tenant.world.by, now=LATER
    )


def ended_by_herself(tenant: Tenant) -> None:
    actions.decline_offer(
        offer_id=tenant.offer("searching").pk, reason="full", channel="sms", by=SYSTEM, now=LATER
    )


@pytest.mark.parametrize("end", [ended_by_the_desk, ended_by_herself])
def test_the_link_dies_with_the_offer(tenant: Tenant, end: Any) -> None:
    token, offer = tenant.token("searching"), tenant.offer("searching")
    end(tenant)
    state = tenant.offer("searching").state
    _, body = get("offer", token)
    assert need_label("dressing") not in body
    assert "Saint-Chamond" not in body.replace("Poste de Saint-Chamond", "")
    post("offer-answer", token, answer="yes")
    post("offer-pause", token, days="14")
    assert tenant.offer("searching").state == state
    assert not Assignment.objects.filter(offer=offer).exists()
    assert Responder.objects.get(pk=offer.responder_id).paused_until is None


def test_after_the_request_is_over_the_links_say_nothing_of_it(tenant: Tenant) -> None:
    token, begun = tenant.token("found"), tenant.token_begun("found")
    actions.cancel_need(
        need_id=tenant.need("found").pk, reason="hospitalised", by=tenant.world.by, now=LATER
    )
    for name, given in (("offer", token), ("begun", begun)):
        _, body = get(name, given)
        assert need_label("dressing") not in body
    assert post("begun-answer", begun, answer="begun") == 404


def test_the_links_of_a_request_closed_long_ago_are_dead(tenant: Tenant) -> None:
    request = tenant.one("closed")
    assert request.closed_at
    forgotten = request.closed_at + timedelta(hours=73)
    _, body = get("offer", tenant.token("closed"), at=forgotten)
    assert need_label("dressing") not in body


def test_extra_fields_change_nothing(tenant: Tenant) -> None:
    other = tenant.offer("found")
    post(
        "offer-answer", tenant.token("searching"), answer="no", reason="full",
        offer=str(other.pk), offer_id=str(other.pk), responder=str(tenant.world.neighbour.pk),
        state="accepted", channel="call",
    )  # fmt: skip
    mine = tenant.offer("searching")
    assert (mine.state, mine.refusal, mine.answer_channel) == ("declined", "full", "link")
    assert tenant.offer("found").state == "accepted"
