"""Scenes of ``tests.faults.rush``: what is laid down, what each process does, how many of them."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from maillon.apps.desk import actions
from maillon.apps.desk.models import Offer
from maillon.apps.messaging.actions import receive
from maillon.apps.messaging.actions.inbox import RETRY_AFTER
from maillon.errors import Refused
from maillon.kernel import events, jobs
from maillon.kernel.access import SYSTEM
from maillon.kernel.chance import new_id
from tests.factories import desk as situations
from tests.factories.desk import MORNING
from tests.faults import crowd
from tests.faults.rush import Part

__all__ = [
    "drafts", "numbers", "places", "replies", "same_night", "timers", "wave_or_yes", "yes",
]  # fmt: skip

Scene = tuple[Any, Part, int]


def yes(size: int) -> Scene:
    """Every carer says yes to every need, in the same order, each from a process of her own."""
    carers = crowd.fill(size)

    def say_yes(number: int) -> dict[str, int]:
        mine: list[UUID] = list(
            Offer.objects.filter(responder_id=carers[number])
            .order_by("need__request__number")
            .values_list("pk", flat=True)
        )
        return Counter(accept(pk) for pk in mine)

    return size, say_yes, crowd.CARERS


def places(size: int) -> Scene:
    """Nights of three nurses each, asked of eight: every one wants every night, at once."""
    world = situations.saint_chamond(policy={"zone_wave_sizes": [20]})
    carers = crowd.carers()
    for night in range(size):
        need = situations.nights(3, 1, situations.TODAY + timedelta(days=7 + night))
        situations.request_searching(world, **situations.for_ehpad(needs=(need,)))

    def say_yes(number: int) -> dict[str, int]:
        mine = Offer.objects.filter(responder=carers[number], state="open")
        order = mine.order_by("need__request__number").values_list("pk", flat=True)
        return Counter(accept(pk) for pk in list(order))

    return size, say_yes, crowd.CARERS


def same_night(size: int) -> Scene:
    """One nurse, as many establishments, the same night: she says yes to all from four phones."""
    world = situations.saint_chamond(policy={"zone_wave_sizes": [20]})
    (nurse, *_) = crowd.carers()
    for _ in range(size):
        asked = situations.for_ehpad(needs=(situations.nights(1, 1),), duplicate_seen=True)
        situations.request_searching(world, **asked)

    def say_yes(number: int) -> dict[str, int]:
        mine = list(Offer.objects.filter(responder=nurse).values_list("pk", flat=True))
        turned = mine[number:] + mine[:number]
        return Counter(accept(pk) for pk in turned)

    return size, say_yes, 4


def replies(size: int) -> Scene:
    """Every carer writes OUI to every need; the gateway tells each reply twice, at once."""
    carers = crowd.fill(size)

    def part(number: int) -> dict[str, int]:
        pair = number % 4
        told = _write(carers[2 * pair : 2 * pair + 2])
        jobs.run_due(crowd.ANSWERED + RETRY_AFTER, limit=size)  # what found the database busy
        return told

    return size * len(carers), part, 8


def _write(carers: list[UUID]) -> dict[str, int]:
    offers = Offer.objects.filter(responder__in=carers).select_related("responder")
    return Counter(
        receive(
            provider="essai", provider_id=f"in-{offer.pk}", phone=offer.responder.phone,
            body=f"OUI {offer.code}", received_at=crowd.ANSWERED, now=crowd.ANSWERED,
        )
        for offer in offers.order_by("code", "rank")
    )  # fmt: skip


def accept(offer_id: UUID) -> str:
    """What became of one yes by SMS."""
    now = crowd.ANSWERED
    return actions.accept_offer(offer_id=offer_id, channel="sms", by=SYSTEM, now=now).kind


def timers(size: int) -> Scene:
    """Four workers look at the same due timers."""
    for number in range(size):
        jobs.enqueue(
            "essai", key=f"essai:{number}", run_at=MORNING, payload={"topic": f"essai:{number}"}
        )
    jobs.register("essai", lambda payload, now: events.bump(payload["topic"]))

    def work(number: int) -> int:
        return jobs.run_due(MORNING, limit=size)

    return [f"essai:{number}" for number in range(size)], work, 4


def numbers(size: int) -> Scene:
    """Eight agents hang up at the same moment, again and again."""
    world = situations.saint_chamond()

    def take(number: int) -> list[int]:
        received = (
            situations.request_received(world, duplicate_seen=True) for _ in range(size // 8)
        )
        return [request.number for request in received]

    return size, take, 8


def drafts(size: int) -> Scene:
    """The same half-typed requests, sent from four tabs at once."""
    world = situations.saint_chamond()
    calls = [
        replace(situations.intake(world), draft_id=new_id(), duplicate_seen=True)
        for _ in range(size)
    ]

    def send(call: actions.NewRequest) -> str:
        try:
            actions.receive_request(new=call, by=world.by, now=MORNING)
        except Refused as refused:
            return refused.code
        return "received"

    return size, lambda number: Counter(send(call) for call in calls), 4


def wave_or_yes(size: int) -> Scene:
    """The usual carer says yes at the second when her window ends and the zone is asked."""
    world = situations.saint_chamond()
    type(world.usual).objects.update(live_limit=30000)
    for _ in range(size):
        situations.request_searching(world, duplicate_seen=True)
    asked = list(Offer.objects.order_by("need__request__number").values_list("pk", flat=True))
    due = MORNING + timedelta(minutes=31)

    def race(number: int) -> Any:
        if number % 2:
            return jobs.run_due(due, limit=size)
        said = [
            actions.accept_offer(offer_id=pk, channel="sms", by=SYSTEM, now=due).kind
            for pk in asked
        ]
        return Counter(said)

    return size, race, 4
