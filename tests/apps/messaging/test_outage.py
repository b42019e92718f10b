"""I15: a gateway down: the second one, then whoever can call; never sent twice, never silent."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillon.apps.directory.models import Organization
from maillon.apps.messaging import actions, handlers, providers
from maillon.apps.messaging.models import Outage, OutboxMessage
from maillon.apps.messaging.queries import sms_state
from maillon.apps.messaging.standby import Breaker, Standby
from maillon.kernel import clock
from maillon.kernel.access import SYSTEM
from tests.apps.messaging.gateway import Gateway
from tests.apps.messaging.situations import NOW, OTHER_PHONE, after, queued, state_of

pytestmark = [pytest.mark.django_db, pytest.mark.faults]
DOWN = ["temporary"] * 100


@pytest.fixture
def pair() -> Iterator[tuple[Gateway, Gateway]]:
    """Two gateways of our own in place of the one of the settings."""
    before, first, second = providers.current(), Gateway("premiere"), Gateway("seconde")
    providers.use(Standby(first, second))
    yield first, second
    providers.use(before)


def live(until: float, since: float = 0, every: float = 5) -> None:
    """The worker turns for that many seconds."""
    at = since
    while at <= until:
        with clock.frozen(after(at)):
            actions.deliver_due(after(at))
        at += every


def test_the_second_takes_over_when_the_first_is_surely_failing(
    organization: Organization, pair: tuple[Gateway, Gateway]
) -> None:
    first, second = pair
    first.script = list(DOWN)
    message = queued(organization)
    live(120)
    assert (state_of(message), second.keys(), first.keys()) == ("sent", ["offer:1"], [])
    assert OutboxMessage.objects.get().provider == "seconde"
    assert sms_state(SYSTEM, now=after(120)) is None


def test_a_hiccup_of_the_first_does_not_change_the_number_carers_see(
    organization: Organization, pair: tuple[Gateway, Gateway]
) -> None:
    first, second = pair
    first.script = ["temporary", "temporary"]
    queued(organization)
    live(120)
    assert (first.keys(), second.calls) == (["offer:1"], 0)


def test_the_first_is_tried_again_and_takes_its_place_back(
    organization: Organization, pair: tuple[Gateway, Gateway]
) -> None:
    first, second = pair
    first.script = list(DOWN)
    queued(organization)
    live(120)
    first.script = []
    queued(organization, key="offer:2", phone=OTHER_PHONE)
    live(200, since=160)
    assert (first.keys(), second.keys()) == (["offer:2"], ["offer:1"])


def test_a_lost_answer_never_moves_a_message_to_the_other_gateway(
    organization: Organization, pair: tuple[Gateway, Gateway]
) -> None:
    first, second = pair
    first.script = ["temporary", "temporary", "lost_after", *DOWN]
    message = queued(organization)
    live(300)
    assert (state_of(message), first.keys(), second.keys()) == ("sent", ["offer:1"], [])
    assert OutboxMessage.objects.get().provider == "premiere"


def test_both_are_asked_by_key_and_one_that_cannot_say_stops_everything(
    organization: Organization, pair: tuple[Gateway, Gateway]
) -> None:
    first, second = pair
    first.script, second.memory = ["lost_before"], False
    message = queued(organization)
    live(120)
    assert state_of(message) == "failed"
    assert OutboxMessage.objects.get().error == "unknown_outcome"
    assert second.keys() == []


def test_when_nothing_leaves_the_carer_is_called_and_the_message_still_waits(
    organization: Organization, gateway: Gateway
) -> None:
    heard: list[str] = []
    handlers.on_late(lambda delivery, now: heard.append(delivery.error))
    gateway.script = list(DOWN)
    message = queued(organization)
    live(100)
    assert (state_of(message), set(heard)) == ("queued", {"late"})
    gateway.script = []
    live(300, since=105)
    assert state_of(message) == "sent"


def test_a_lost_answer_that_nobody_can_clear_up_is_late_too(
    organization: Organization, gateway: Gateway
) -> None:
    heard: list[str] = []
    handlers.on_late(lambda delivery, now: heard.append(delivery.error))
    gateway.script = ["lost_after"]
    gateway.unreachable = True
    message = queued(organization)
    live(200)
    assert (state_of(message), set(heard)) == ("sending", {"late"})


def test_the_desk_is_told_once_that_nothing_leaves_and_once_that_it_is_over(
    organization: Organization, gateway: Gateway
) -> None:
    told: list[float] = []
    handlers.on_outage(lambda now: told.append((now - NOW).total_seconds()))
    gateway.script = list(DOWN)
    queued(organization)
    live(15)
    assert sms_state(SYSTEM, now=after(15)) is None  # two failures may be a hiccup
    live(100, since=20)
    state = sms_state(SYSTEM, now=after(100))
    assert state is not None
    assert (state.down, state.at) == (True, NOW)
    gateway.script = []
    live(300, since=105)
    back = sms_state(SYSTEM, now=after(300))
    assert back is not None
    assert not back.down
    assert sms_state(SYSTEM, now=back.at + timedelta(minutes=16)) is None
    assert len(told) == 2


def test_one_number_that_fails_among_others_is_no_outage(
    organization: Organization, gateway: Gateway
) -> None:
    gateway.script = ["temporary", "ok"] * 20
    for number in range(8):
        queued(organization, key=f"offer:{number}")
    live(200)
    assert not Outage.objects.exclude(declared_at=None).exists()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.sampled_from(["ok", "temporary", "lost_before", "lost_after"]), max_size=20),
    st.lists(st.sampled_from(["ok", "temporary", "lost_before", "lost_after"]), max_size=20),
)
def test_whatever_the_two_do_no_message_leaves_by_both(
    organization: Organization, pair: tuple[Gateway, Gateway], one: list[str], two: list[str]
) -> None:
    OutboxMessage.objects.all().delete()
    first, second = pair
    providers.use(Standby(first, second))
    for gateway, script in ((first, one), (second, two)):
        gateway.accepted, gateway.script = [], list(script)
    for number in range(3):
        queued(organization, key=f"k{number}")
    live(1500, every=30)
    left = [*first.keys(), *second.keys()]
    assert len(left) == len(set(left))
    sent = set(OutboxMessage.objects.filter(state="sent").values_list("key", flat=True))
    assert sent <= set(left)


@given(st.lists(st.tuples(st.integers(0, 100), st.booleans()), max_size=30))
def test_an_open_breaker_always_tries_again_within_half_a_minute(
    steps: list[tuple[int, bool]],
) -> None:
    breaker, at = Breaker(), NOW
    for seconds, works in steps:
        at += timedelta(seconds=seconds)
        if breaker.lets_through(at):
            if works:
                breaker.worked()
            else:
                breaker.failed(at)
    assert breaker.lets_through(at + timedelta(seconds=31))


def test_a_clock_put_back_does_not_close_the_first_for_ever() -> None:
    breaker = Breaker()
    for _ in range(3):
        breaker.failed(NOW)
    assert breaker.lets_through(NOW - timedelta(hours=1))
