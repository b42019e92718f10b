"""Offers, durably: how many are written, handed to the gateway and accepted in a second.

Request after request as an agent lives them, beside the smallest commit this database can make
durable: nothing that keeps its word can be faster than that, and it is what differs between
machines. Then many waves at once, written in one transaction and claimed as a batch.
"""

import gc
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import F

from maillon.apps.desk import actions
from maillon.apps.desk.models import Desk, Offer, ServiceRequest
from maillon.apps.directory.models import Commune, Responder
from maillon.apps.messaging import providers
from maillon.apps.messaging.actions import deliver_due
from maillon.kernel import events
from maillon.kernel.access import SYSTEM, AccountViewer
from maillon.kernel.crypto import blind_index
from maillon.kernel.loaded import keep_out_of_rounds
from maillon.kernel.models import Version
from maillon.project.bench import batches
from maillon.project.bench.country import Country
from maillon.project.bench.figures import spread, timed
from maillon.project.bench.post import new_request, open_desk

__all__ = ["measure"]

RESPONDERS: Final = 500
LIMIT: Final = 30_000  # nobody reaches her limit of live offers during the measure
SLICES: Final = 5
BATCHES: Final = 6
Times = defaultdict[str, list[float]]
Tell = Callable[[str], None]


class _Gateway:
    """Takes every message at once: what is timed is ours."""

    name = "bench"
    first: float | None = None  # when the first message since the last look was handed over

    def send(self, phone: str, text: str, key: str) -> providers.Sent:
        self.first = self.first or time.perf_counter()
        return providers.Sent(f"bench-{key}")

    def lookup(self, key: str) -> providers.NotKnown:
        return providers.NotKnown()


def measure(requests: int, now: datetime, tell: Tell) -> dict[str, Any]:
    """Figures of one empty database, its requests lived by the real actions."""
    tell("un poste et ses intervenants…")
    desk, by = _open_desk(now)
    events.bump("bench")
    tell(f"{requests} demandes, de l’appel à l’acceptation…")
    times: Times = defaultdict(list)
    usual, gateway = providers.current(), _Gateway()
    providers.use(gateway)
    try:
        for turn in range(SLICES):
            first, last = requests * turn // SLICES, requests * (turn + 1) // SLICES
            _slice(desk, range(first, last), by, now, gateway, times)
    finally:
        providers.use(usual)
    offers = Offer.objects.count()
    tell(f"{BATCHES} fois {requests} vagues en une transaction…")
    batches.play(desk, range(requests, 2 * requests), by, now, defaultdict(list))  # compiles
    keep_out_of_rounds()  # as the worker does once it is loaded
    for turn in range(2, BATCHES + 2):
        batches.play(desk, range(requests * turn, requests * (turn + 1)), by, now, times)
    gc.unfreeze()
    return _figures(offers, times)


def _slice(
    desk: Desk, numbers: range, by: AccountViewer, now: datetime, gateway: _Gateway, times: Times
) -> None:
    received = [_until_asked(desk, number, by, now, gateway, times) for number in numbers]
    for request in received:
        offer = Offer.objects.filter(need__request=request, state="open").earliest("rank")
        timed(partial(_accept, offer.pk, now), times["taken"])
    for _ in numbers:
        timed(_smallest_commit, times["commit"])


def _until_asked(
    desk: Desk, number: int, by: AccountViewer, now: datetime, gateway: _Gateway, times: Times
) -> ServiceRequest:
    """From the request told to the first SMS in the gateway's hands, its worker at the ready."""
    start, gateway.first = time.perf_counter(), None
    request = timed(partial(_receive, desk, number, by, now), times["received"])
    timed(partial(_search, request.pk, by, now), times["asked"])
    looked: list[float] = []
    count = timed(partial(deliver_due, now), looked)
    times["handed"] += [looked[0] / count] * count
    if gateway.first is None:
        raise RuntimeError("a wave opened and nobody was written to")
    times["first"].append(gateway.first - start)
    return request


def _receive(desk: Desk, number: int, by: AccountViewer, now: datetime) -> ServiceRequest:
    return actions.receive_request(
        new=new_request(desk, number, desk.commune_id, now), by=by, now=now
    )


def _search(request_id: UUID, by: AccountViewer, now: datetime) -> None:
    actions.triage_for_care(request_id=request_id, by=by, now=now)


def _accept(offer_id: UUID, now: datetime) -> None:
    done = actions.accept_offer(offer_id=offer_id, channel="sms", by=SYSTEM, now=now)
    if done.kind != "accepted":
        raise RuntimeError(f"an offer nobody else held came back {done.kind}")


def _smallest_commit() -> None:
    with transaction.atomic():
        Version.objects.filter(topic="bench").update(number=F("number") + 1)


def _figures(offers: int, times: Times) -> dict[str, Any]:
    floor = spread(times["commit"])
    return {
        "requests": len(times["asked"]),
        "offers": offers,
        "offers_written_per_second": round(offers / sum(times["asked"]), 1),
        "messages_handed_per_second": _rate(times["handed"]),
        "offers_accepted_per_second": _rate(times["taken"]),
        "commits_per_second": _rate(times["commit"]),
        "batch": len(times["written"]) // BATCHES,
        "batch_written_per_second": _rate(times["written"]),
        "batch_claimed_per_second": _rate(times["claimed"]),
        "batch_written_and_claimed_per_second": round(
            len(times["written"]) / (sum(times["written"]) + sum(times["claimed"])), 1
        ),
        "request_received": spread(times["received"]).as_json(),
        "wave_opened": spread(times["asked"]).as_json(),
        "request_to_first_sms": spread(times["first"]).as_json(),
        "offer_accepted": spread(times["taken"]).as_json(),
        "smallest_commit": floor.as_json(),
        "wave_in_commits": round(spread(times["asked"]).p50 / floor.p50, 1),
    }


def _rate(seconds: list[float]) -> float:
    return round(len(seconds) / sum(seconds), 1)


def _open_desk(now: datetime) -> tuple[Desk, AccountViewer]:
    """A desk open day and night in a small country, every phone reachable."""
    country = Country(RESPONDERS, now)
    country.lay()
    with transaction.atomic():
        country.settle(RESPONDERS)
        _give_phones(now)
        centre = Commune.objects.order_by("pk")[Commune.objects.count() // 2]
        return open_desk([centre], now)


def _give_phones(now: datetime) -> None:
    for number, responder in enumerate(Responder.objects.order_by("pk")):
        responder.phone = f"+336399{number:05d}"
        responder.phone_index = blind_index("phone", responder.phone)
        responder.sms_ok, responder.live_limit = True, LIMIT
        responder.takes, responder.availability, responder.paused_until = None, "yes", None
        responder.availability_declared_at = now
        responder.save()
