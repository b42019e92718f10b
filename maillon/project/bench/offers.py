"""Offers, durably: how many are written, handed to the gateway and accepted in a second.

Beside each, in the same slices of time: the smallest commit this database can make durable.
Nothing that keeps its word can be faster than that, and it is what differs between machines.
"""

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
from maillon.kernel.models import Version
from maillon.project.bench.country import Country
from maillon.project.bench.figures import spread, timed
from maillon.project.bench.post import new_request, open_desk

__all__ = ["measure"]

RESPONDERS: Final = 500
LIMIT: Final = 30_000  # nobody reaches her limit of live offers during the measure
SLICES: Final = 5
Tell = Callable[[str], None]


class _Gateway:
    """Takes every message at once: what is timed is ours."""

    name = "bench"

    def send(self, phone: str, text: str, key: str) -> providers.Sent:
        return providers.Sent(f"bench-{key}")

    def lookup(self, key: str) -> providers.NotKnown:
        return providers.NotKnown()


def measure(requests: int, now: datetime, tell: Tell) -> dict[str, Any]:
    """Figures of one empty database, its requests lived by the real actions."""
    tell("un poste et ses intervenants…")
    desk, by = _open_desk(now)
    events.bump("bench")
    tell(f"{requests} demandes, de l’appel à l’acceptation…")
    times: dict[str, list[float]] = {name: [] for name in ("received", "asked", "taken", "commit")}
    gateway = providers.current()
    providers.use(_Gateway())
    try:
        for turn in range(SLICES):
            first, last = requests * turn // SLICES, requests * (turn + 1) // SLICES
            _slice(desk, range(first, last), by, now, times)
    finally:
        providers.use(gateway)
    return _figures(times)


def _slice(
    desk: Desk, numbers: range, by: AccountViewer, now: datetime, times: dict[str, list[float]]
) -> None:
    received = [timed(partial(_receive, desk, n, by, now), times["received"]) for n in numbers]
    for request in received:
        timed(partial(_search, request.pk, by, now), times["asked"])
    _hand_over_all(now, times)
    for request in received:
        offer = Offer.objects.filter(need__request=request, state="open").earliest("rank")
        timed(partial(_accept, offer.pk, now), times["taken"])
    for _ in numbers:
        timed(_smallest_commit, times["commit"])


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


def _hand_over_all(now: datetime, times: dict[str, list[float]]) -> None:
    handed = times.setdefault("handed", [])
    looked: list[float] = []
    while count := timed(partial(deliver_due, now), looked):
        handed += [looked[-1] / count] * count


def _smallest_commit() -> None:
    with transaction.atomic():
        Version.objects.filter(topic="bench").update(number=F("number") + 1)


def _figures(times: dict[str, list[float]]) -> dict[str, Any]:
    offers = Offer.objects.count()
    written = offers / sum(times["asked"])
    floor = spread(times["commit"])
    return {
        "requests": len(times["asked"]),
        "offers": offers,
        "offers_written_per_second": round(written, 1),
        "messages_handed_per_second": round(len(times["handed"]) / sum(times["handed"]), 1),
        "offers_accepted_per_second": round(len(times["taken"]) / sum(times["taken"]), 1),
        "commits_per_second": round(len(times["commit"]) / sum(times["commit"]), 1),
        "request_received": spread(times["received"]).as_json(),
        "wave_opened": spread(times["asked"]).as_json(),
        "offer_accepted": spread(times["taken"]).as_json(),
        "smallest_commit": floor.as_json(),
        "wave_in_commits": round(spread(times["asked"]).p50 / floor.p50, 1),
    }


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
