"""What only somebody who was there can say: each invariant against the plain facts.

``look`` after each step that moved the board; ``conclude`` when the week is over. What a query
can say, ``maillon verify`` says, and is asked twice a day of the week and at its end.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Count, F, Q

from maillon.apps.desk.actions import owning
from maillon.apps.desk.actions.presence import ALIVE
from maillon.apps.desk.attended import attended
from maillon.apps.desk.checks import left_alone
from maillon.apps.desk.facts import policy_of
from maillon.apps.desk.models import Assignment, Offer, Presence, ServiceRequest
from maillon.apps.desk.vocabulary import NEEDS
from maillon.apps.directory.models import Responder
from maillon.apps.messaging import handlers
from maillon.apps.messaging.models import OutboxMessage
from maillon.engines.dispatch.hours import is_quiet
from maillon.kernel import uptime
from maillon.kernel.models import Job
from maillon.kernel.prepared import Prepared
from maillon.project.invariants import check_all
from maillon.project.simulation.gateway import Gateway
from maillon.project.simulation.hand import Hand
from maillon.project.simulation.intake import Heard
from maillon.project.simulation.nights import gave_back, lost_at, wrongly_seated
from maillon.project.simulation.shape import Shape
from maillon.project.simulation.verdicts import Verdicts
from maillon.project.simulation.working import Worker
from maillon.project.simulation.world import World

__all__ = ["Watch"]

LOST: Final = ("taken", "withdrawn", "watch_gone", "too_late")
OFFERED: Final = f'INSERT INTO "{Offer._meta.db_table}"'
SEATED: Final = f'INSERT INTO "{Assignment._meta.db_table}"'
A_MINUTE: Final = timedelta(minutes=1)
A_JUMP: Final = timedelta(hours=2)  # the clock may have been put back since she was asked
QUARTER: Final = 900  # seconds
ON_TIME: Final = timedelta(seconds=30)
NOTED: Final = timedelta(minutes=5)
HEARD: Final = timedelta(minutes=16)  # an open desk is looked at every ten
SEEN: Final = timedelta(days=3)  # from one verification to the next


@dataclass
class Watch:
    """The judge of one week."""

    world: World
    shape: Shape
    hand: Hand
    verdicts: Verdicts
    gateway: Gateway
    worker: Worker
    houses: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # carers a night, as asked
    seen: set[UUID] = field(default_factory=set)
    offered: bool = False
    seated: bool = False
    noted: datetime | None = None  # when the web last said that it was there
    on_duty: set[datetime] = field(default_factory=set)  # when the desk's rows showed an agent

    def __post_init__(self) -> None:
        self.carers = {carer.responder.pk: carer for carer in self.world.carers}
        self.policy = policy_of(self.world.desk.policy)
        self.zone = ZoneInfo(self.world.desk.timezone)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Notice each offer and each seat written, and each message that will not arrive."""
        handlers.failed_handlers.append(self._failed)
        try:
            with connection.execute_wrapper(self._notice):
                yield
        finally:
            handlers.failed_handlers.remove(self._failed)

    def _failed(self, delivery: handlers.Delivery, now: datetime) -> None:
        """I15: what will not arrive by SMS is said by telephone, from that moment on."""
        if delivery.about is None or delivery.about[0] != "offer":
            return
        offer_id = delivery.about[1]
        if Offer.objects.filter(pk=offer_id, state="open", channel="sms").exists():
            self.verdicts.breach("I15", f"proposition {offer_id} ni reçue ni à appeler")

    def _notice(self, go_on: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(OFFERED):
            self.offered = True
        elif sql.startswith(SEATED):
            self.seated = True
        return go_on(sql, params, many, context)

    def look(self, now: datetime) -> None:
        """Who is seen at the desk (I19); I3 and I13 of the nights just taken; I9, I10 and I13 of
        the offers just made.
        """
        _hear(self, now)
        if self.seated:
            self.seated = False
            for invariant, sentence in wrongly_seated(self.houses, now):
                self.verdicts.breach(invariant, sentence)
        if not self.offered:
            return
        self.offered = False
        fresh = Offer.objects.filter(made_at=now).exclude(pk__in=self.seen)
        offers = list(fresh.select_related("need__request", "responder", "wave"))
        for offer in offers:
            self.seen.add(offer.pk)
            for why in self._wrongs(offer, now):
                self.verdicts.breach("I9", f"proposition {offer.pk} : {why}")
            if gave_back(offer):
                self.verdicts.breach("I13", f"proposition {offer.pk} à qui avait rendu la place")
        asked = {offer.responder_id for offer in offers}
        live = Count("offers", filter=Q(offers__state="open"))
        over = Responder.objects.filter(pk__in=asked).annotate(live=live)
        for carer in over.filter(live__gt=F("live_limit")):
            self.verdicts.breach("I10", f"{carer.pk} : {carer.live} propositions en même temps")

    def _wrongs(self, offer: Offer, now: datetime) -> Iterable[str]:
        carer, told = self.carers[offer.responder_id], offer.responder
        request = offer.need.request
        if told.profession not in NEEDS[offer.need.code].professions:
            yield "hors métier"
        if told.takes is not None and offer.need.code not in told.takes:
            yield "soin qu’elle ne prend pas"
        if offer.wave.kind != "usual" and request.commune_id not in carer.covers | carer.near:
            yield "hors zone"
        if told.availability == "no" or told.opted_out_at is not None:
            yield "indisponible ou STOP"
        if told.paused_until is not None and told.paused_until > now:
            yield "en pause"
        quiet = is_quiet(now, self.policy.quiet_start, self.policy.quiet_end, self.zone)
        if offer.channel == "sms" and quiet:
            yield "en heures de repos"

    def verify(self, now: datetime) -> None:
        """Every query of ``maillon verify``, and who was seen at this desk, which is invented."""
        _verify(self, now)

    def conclude(self, heard: Iterable[Heard], start: datetime, now: datetime) -> None:
        """What is judged over the whole week."""
        numbers = list(heard)
        self.verify(now)
        _numbers(self, numbers)
        self._losers()
        self._timers(now)
        opening_hours(self, start)
        if len(numbers) != ServiceRequest.objects.count():
            self.verdicts.breach("I20", f"{len(numbers)} numéros donnés, pas autant de demandes")

    def _losers(self) -> None:
        """I4: she who was asked by SMS and lost is told, and her word leaves within the minute."""
        lost = Offer.objects.filter(state="taken", channel="sms", answered_at=None)
        asked = dict(
            OutboxMessage.objects.filter(about_kind="offer").values_list("about_id", "state")
        )
        words = list(OutboxMessage.objects.filter(template__in=LOST))
        told: dict[tuple[str, Any], datetime] = {}
        for word in sorted(words, key=lambda word: word.created_at):
            told[word.phone_index, word.params.get("reference")] = word.created_at
        listening = lost.filter(responder__opted_out_at=None)
        for offer in listening.select_related("responder", "need__request"):
            left = asked.get(offer.pk) in ("sent", "delivered")
            her = (offer.responder.phone_index, offer.need.request.reference)
            heard = her in told and told[her] > offer.made_at - A_JUMP
            if left and not heard and offer.expires_at > lost_at(offer):
                self.verdicts.breach("I4", f"proposition {offer.pk} perdue sans un mot")
        for word in words:
            if word.state not in ("sent", "delivered") or word.attempts > 1:
                continue
            sent = word.sent_at or word.created_at
            if self.hand.lateness(word.created_at, sent) > A_MINUTE:
                self.verdicts.breach("I4", f"mot {word.pk} parti trop tard")

    def _timers(self, now: datetime) -> None:
        """I7 and I16: each timer once, on time, most urgent first; none twice."""
        done: dict[tuple[str, str], list[Job]] = {}
        for job in Job.objects.exclude(done_at=None):
            key = (job.kind, repr(sorted(job.payload.items())))
            done.setdefault(key, []).append(job)
            moment = job.done_at or now
            if job.attempts == 1 and self.hand.lateness(job.run_at, moment) > ON_TIME:
                self.verdicts.breach("I7", f"minuterie {job.kind} en retard")
        for key, times in self.worker.fired.items():
            if times > len(done.get(key, ())):
                self.verdicts.breach("I16", f"minuterie {key[0]} déclenchée {times} fois")
        for key, rows in done.items():
            if self.worker.fired[key] < len(rows) and key[0] != "messaging.apply_inbound":
                self.verdicts.breach("I16", f"minuterie {key[0]} cochée sans avoir sonné")
        self._order({key: rows[0].run_at for key, rows in done.items() if len(rows) == 1})

    def _order(self, due: dict[tuple[str, str], datetime]) -> None:
        known = [(turn, due[key]) for turn, key in self.worker.order if key in due]
        for (turn, first), (same, second) in pairwise(known):
            if turn == same and second < first:
                self.verdicts.breach("I7", "une minuterie moins urgente est passée devant")


def _numbers(watch: Watch, heard: Iterable[Heard]) -> None:
    """I1: every number a caller was told is still a request, whichever desk holds it."""
    kept = set(ServiceRequest.objects.values_list("received_desk_id", "day", "number", "reference"))
    for told in heard:
        if (told.desk_id, told.day, told.number, told.reference) not in kept:
            watch.verdicts.breach("I1", f"demande {told.reference} annoncée puis perdue")


def opening_hours(watch: Watch, start: datetime) -> None:
    """I19: each quarter of an hour of opening belongs to a shift that contains it, and sees an
    agent at the desk.
    """
    zone, there = watch.zone, {int(moment.timestamp()) // QUARTER for moment in watch.on_duty}
    midnight = start.astimezone(zone).replace(hour=0, minute=0)
    for quarter in range(watch.shape.days * 96):
        wall = midnight + timedelta(minutes=15 * quarter)
        moment = wall.astimezone(start.tzinfo)
        if not _is_open(watch.shape, moment.astimezone(zone)):
            continue
        shift = owning.shift_at(watch.world.desk, moment)
        if not shift.starts_at <= moment < shift.ends_at:
            watch.verdicts.breach("I19", f"le {wall:%d/%m à %H:%M} n’est à personne")
        if int(moment.timestamp()) // QUARTER not in there:
            watch.verdicts.breach("I19", f"le {wall:%d/%m à %H:%M} est ouvert sans agent")


_SEEN: Final = Prepared(
    lambda desk_id, since, now: Presence.objects.filter(
        desk=desk_id, seen_at__gt=since, seen_at__lte=now
    ).values_list("pk")[:1],
    UUID,
    datetime,
    datetime,
)


def _hear(watch: Watch, now: datetime) -> None:
    """Who is seen at the desk; the web of the week is there, and says so."""
    minute = watch.hand.true.replace(second=0, microsecond=0)
    if minute not in watch.on_duty and _SEEN.rows(watch.world.desk.pk, now - ALIVE, now):
        watch.on_duty.add(minute)
    if watch.noted is None or abs(now - watch.noted) >= NOTED:
        uptime.note(now, silence=HEARD)
        watch.noted = now


def _verify(watch: Watch, now: datetime) -> None:
    watch.verdicts.take(check_all(now))
    for desk, told in attended([watch.world.desk], now - SEEN, now):
        for sentence in left_alone(desk, told):
            watch.verdicts.breach("I19", sentence)


def _is_open(shape: Shape, wall: datetime) -> bool:
    spans = shape.hours.get(str(wall.weekday()), ())
    return any(opens <= f"{wall:%H:%M}" < closes for opens, closes in spans)
