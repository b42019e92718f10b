"""Offers, durably: how many are written, handed to the gateway and accepted in a second.

Beside each, in the same slices of time: the smallest commit this database can make durable.
Nothing that keeps its word can be faster than that, and it is what differs between machines.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import F

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care.actions import NewPerson
from maillon.apps.desk import actions
from maillon.apps.desk.models import Desk, DeskCommune, Offer, ServiceRequest
from maillon.apps.directory.models import Commune, Organization, Responder
from maillon.apps.messaging import providers
from maillon.apps.messaging.actions import deliver_due
from maillon.kernel import events
from maillon.kernel.access import SYSTEM, AccountViewer
from maillon.kernel.crypto import blind_index
from maillon.kernel.models import Version
from maillon.project.bench.country import SOURCE, Country
from maillon.project.bench.figures import spread, timed

__all__ = ["measure"]

RESPONDERS: Final = 500
LIMIT: Final = 30_000  # nobody reaches her limit of live offers during the measure
SLICES: Final = 5
OPEN: Final = {str(day): [["00:00", "24:00"]] for day in range(7)}
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
    by = _open_desk(now)
    desk = Desk.objects.get()
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
    return actions.receive_request(new=_told(desk, number, now), by=by, now=now)


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


def _open_desk(now: datetime) -> AccountViewer:
    """A desk open day and night in a small country, every phone reachable."""
    country = Country(RESPONDERS, now)
    country.lay()
    with transaction.atomic():
        country.settle(RESPONDERS)
        _give_phones(now)
        return _staff(now)


def _give_phones(now: datetime) -> None:
    for number, responder in enumerate(Responder.objects.order_by("pk")):
        responder.phone = f"+336399{number:05d}"
        responder.phone_index = blind_index("phone", responder.phone)
        responder.sms_ok, responder.live_limit = True, LIMIT
        responder.takes, responder.availability, responder.paused_until = None, "yes", None
        responder.availability_declared_at = now
        responder.save()


def _staff(now: datetime) -> AccountViewer:
    centre = Commune.objects.order_by("pk")[Commune.objects.count() // 2]
    house = Organization.objects.create(
        kind="desk", name="Mesure", folded_name="mesure", synthetic=True, source=SOURCE,
        as_of=now.date(),
    )  # fmt: skip
    desk = Desk.objects.create(
        organization=house, name="Poste de mesure", phone="+33199000042", commune=centre,
        opening_hours=OPEN, sector="Mesure", synthetic=True,
        policy={"quiet_start": "00:00", "quiet_end": "00:00"},
    )  # fmt: skip
    DeskCommune.objects.create(desk=desk, commune=centre)
    agent = Account(email="agent@mesure.example", name="Agent de mesure", initials="AM")
    agent.set_unusable_password()
    agent.save(force_insert=True)
    yesterday = now.date() - timedelta(days=1)
    ScopedRole.objects.create(
        account=agent, organization=house, desk_id=desk.pk, code="agent", starts_on=yesterday
    )
    return viewer_of(agent, now=now)


def _told(desk: Desk, number: int, now: datetime) -> actions.NewRequest:
    return actions.NewRequest(
        desk_id=desk.pk,
        requester=actions.NewRequester("hospital", f"Service {number}", phone="+33199000014"),
        needs=(actions.NewNeed("dressing", "daily", now.date() + timedelta(days=1)),),
        commune_id=desk.commune_id,
        urgency="today",
        prescription="held",
        informed_by="requester",
        agreement="agreed",
        gp_wish="none",
        person=NewPerson(
            birth_name=f"Essai {number}", given_name="Suzanne", birth_date="1941-05-04", sex="F"
        ),
        synthetic=True,
    )
