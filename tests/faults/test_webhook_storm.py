"""A gateway that repeats, reorders, delays by a day and forges: at most one carer goes (I11)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillon.apps.desk.models import Assignment, Offer
from maillon.apps.messaging import providers
from maillon.apps.messaging.models import InboundMessage, OutboxMessage
from maillon.kernel import clock, signing
from maillon.project import worker
from maillon.project.invariants import check_all
from tests.apps.messaging.gateway import Gateway
from tests.factories import desk as situations
from tests.factories.desk import MORNING

pytestmark = [pytest.mark.django_db, pytest.mark.faults, pytest.mark.slow]
SECRET = "un secret entre machines"
ASKED = MORNING + timedelta(minutes=2)
ALWAYS = {str(day): [["00:00", "24:00"]] for day in range(7)}
WORDS = ("OUI", "OUI {code}", "Oui.", "NON {code}", "non désolée", "demain peut-être", "OUI 0000")


@dataclass(frozen=True)
class Notice:
    """What the gateway tells, how often, how late, and whether it is really she who tells it."""

    carer: int
    words: str
    id: int
    times: int
    late: timedelta
    forged: bool


NOTICES = st.builds(
    Notice,
    carer=st.integers(0, 2),
    words=st.sampled_from(WORDS),
    id=st.integers(0, 5),
    times=st.integers(1, 3),
    late=st.sampled_from([timedelta(0), timedelta(minutes=1), timedelta(hours=3), timedelta(1)]),
    forged=st.booleans(),
)


@pytest.fixture(autouse=True)
def _gateway(settings: Any) -> Iterator[None]:
    settings.MAILLON_SMS_SECRET, settings.MAILLON_SMS_SECOND_SECRET = SECRET, ""
    before = providers.current()
    providers.use(Gateway("http"))
    yield
    providers.use(before)


def turn(at: datetime) -> None:
    with clock.frozen(at):
        while worker.turn():
            pass


def tell(notice: Notice, offer: Offer, sent_at: datetime, at: datetime) -> int:
    """The gateway posts it once; the status it gets."""
    body = json.dumps(
        {
            "type": "reply", "id": f"m{notice.id}", "from": offer.responder.phone,
            "text": notice.words.format(code=offer.code), "at": sent_at.isoformat(),
        }
    ).encode()  # fmt: skip
    secret = "d'une autre" if notice.forged else SECRET
    with clock.frozen(at):
        answer = Client().post(
            "/webhooks/sms/", body, content_type="application/json",
            headers=signing.headers(secret, body, at),
        )  # fmt: skip
    return answer.status_code


def storm(notices: list[Notice]) -> None:
    """In the order in which they arrive, which is not the one in which they were written."""
    world = situations.saint_chamond(policy={"quiet_start": "00:00", "quiet_end": "00:00"})
    world.desk.opening_hours = ALWAYS
    world.desk.save()
    situations.request_searching(world, usual=(), duplicate_seen=True)
    turn(ASKED)
    offers = list(Offer.objects.filter(channel="sms").select_related("responder").order_by("rank"))
    assert len(offers) >= 3
    arrivals = sorted(
        ((ASKED + timedelta(minutes=1 + place) + one.late, place) for place, one in
         enumerate(notices)), key=lambda pair: pair[0],
    )  # fmt: skip
    for at, place in arrivals:
        one = notices[place]
        statuses = {tell(one, offers[one.carer], at - one.late, at) for _ in range(one.times)}
        assert statuses == ({401} if one.forged else {200})
        turn(at)
    end = ASKED + timedelta(days=1, hours=2)
    turn(end)
    heard = {f"m{one.id}" for one in notices if not one.forged}
    assert set(InboundMessage.objects.values_list("provider_id", flat=True)) == heard
    assert not InboundMessage.objects.filter(handled_at=None).exists()
    assert Assignment.objects.filter(withdrawn_at=None).count() <= 1
    assert not OutboxMessage.objects.filter(state__in=("queued", "sending")).exists()
    assert {name: lines for name, lines in check_all(end).items() if lines} == {}


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(NOTICES, min_size=1, max_size=6))
def test_whatever_the_gateway_tells_at_most_one_goes_and_every_invariant_holds(
    notices: list[Notice],
) -> None:
    with transaction.atomic():
        storm(notices)
        transaction.set_rollback(True)


def test_a_yes_that_travelled_a_day_still_gives_the_place_to_one() -> None:
    late = Notice(1, "OUI {code}", 1, 3, timedelta(days=1), forged=False)
    storm([Notice(0, "OUI {code}", 0, 1, timedelta(0), forged=True), late])
    assert Assignment.objects.get().responder.phone == _rank(2).responder.phone


def _rank(rank: int) -> Offer:
    offers = Offer.objects.filter(channel="sms").select_related("responder").order_by("rank")
    return list(offers)[rank - 1]
