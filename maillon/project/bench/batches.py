"""The waves of many requests at once: written in one transaction, then claimed as a batch."""

from collections import defaultdict
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Final

from django.db import transaction

from maillon.apps.desk import actions, facts
from maillon.apps.desk.actions.offering import Asking, make_offers
from maillon.apps.desk.models import Desk, Need, Offer, Wave
from maillon.apps.messaging.actions.delivery import claim_due
from maillon.kernel.access import AccountViewer
from maillon.project.bench.figures import timed
from maillon.project.bench.post import new_request

__all__ = ["play"]

ASKED: Final = 5  # in each wave


def play(
    desk: Desk,
    numbers: range,
    by: AccountViewer,
    now: datetime,
    times: defaultdict[str, list[float]],
) -> None:
    """Offers and their messages, durable, then held by a worker: seconds for each are added."""
    needs = [_received(desk, number, by, now) for number in numbers]
    askings = [_asking(need, now) for need in needs]
    took: list[float] = []
    offers = timed(partial(_write, askings, now), took)
    claimed = timed(partial(claim_due, now, limit=len(offers)), took)
    if len(claimed) != len(offers):
        raise RuntimeError(f"{len(offers)} messages written, {len(claimed)} claimed")
    times["written"] += [took[0] / len(offers)] * len(offers)
    times["claimed"] += [took[1] / len(claimed)] * len(claimed)


def _received(desk: Desk, number: int, by: AccountViewer, now: datetime) -> Need:
    new = new_request(desk, number, desk.commune_id, now)
    request = actions.receive_request(new=new, by=by, now=now)
    return Need.objects.select_related("request__desk", "request__commune").get(request=request)


def _asking(need: Need, now: datetime) -> Asking:
    plans, ranked = facts.next_waves(need, now)
    closes_at = plans[0].closes_at
    wave = Wave(
        need=need, number=1, kind="zone", expected=ASKED, opens_at=now, closes_at=closes_at,
        opened_at=now,
    )  # fmt: skip
    return Asking(wave, dict.fromkeys(islice(ranked, ASKED), "sms"), ranked)


def _write(askings: list[Asking], now: datetime) -> list[Offer]:
    with transaction.atomic():
        Wave.objects.bulk_create(asking.wave for asking in askings)
        return make_offers(askings, now=now)
