"""The past week, lived: real actions at past moments, carers who answer or not."""

import heapq
import itertools
import random
from collections.abc import Callable
from datetime import datetime, time, timedelta
from uuid import UUID

from maillon.apps.desk import actions
from maillon.apps.desk.models import Callback, Desk, Handover, Need, Offer, ServiceRequest
from maillon.apps.desk.timing import local_moment
from maillon.apps.directory.models import Commune
from maillon.apps.journal.actions import seal_pending
from maillon.apps.messaging.models import OutboxMessage
from maillon.errors import Refused
from maillon.interop.sms.simulator import answer
from maillon.kernel import clock, jobs
from maillon.kernel.access import AccountViewer
from maillon.kernel.models import Job
from maillon.project.demo.posting import post
from maillon.project.demo.professionals import Staff
from maillon.project.demo.requests import Callers, new_request

__all__ = ["Week"]

Event = Callable[[datetime], None]
YES = ("OUI {code}", "oui {code}", "Ok {code} merci", "je prends {code}", "Oui {code} demain 8h")
NO = ("NON {code}", "Non {code} tournée complète", "non {code} désolée", "{code} non en congés")
DONE = ("FAIT {code}", "c'est fait {code}", "Fait {code}")


class Week:
    """One desk over the days before ``now``; everything not done by then stays to do."""

    def __init__(
        self,
        desk: Desk,
        agents: list[AccountViewer],
        callers: Callers,
        staff: Staff,
        draw: random.Random,
        now: datetime,
    ) -> None:
        self.desk, self.agents, self.callers = desk, agents, callers
        self.staff, self.draw, self.now = staff, draw, now
        self.communes = list(
            Commune.objects.filter(pk__in=desk.communes.values("commune_id")).order_by("pk")
        )
        self.agenda: list[tuple[datetime, int, Event]] = []
        self.turn = itertools.count()
        self.seen: set[UUID] = set()

    def plan_calls(self, a_day: int) -> None:
        """Calls of the seven days, more in the morning; a few in the last hours."""
        for back in range(7, -1, -1):
            day = (self.now - timedelta(days=back)).date()
            for _ in range(self.draw.randint(a_day - 1, a_day + 1)):
                minute = int(self.draw.triangular(9 * 60, 19 * 60, 10 * 60))
                self.at(local_moment(self.desk, day, time(minute // 60, minute % 60)), self.call)
        for minutes in (290, 240, 200, 170, 130, 100, 75, 50, 35, 22, 12, 6, 3):
            if a_day > 5 or minutes < 140:
                self.at(self.now - timedelta(minutes=minutes), self.call)

    def at(self, moment: datetime, event: Event) -> None:
        """Put an event on the agenda, unless it lies after now."""
        if moment <= self.now:
            heapq.heappush(self.agenda, (moment, next(self.turn), event))

    def live(self) -> None:
        """Play the agenda in order; timers in between go off at their own moment."""
        while self.agenda:
            moment, _, event = heapq.heappop(self.agenda)
            self._timers(moment)
            with clock.frozen(moment):
                event(moment)
                self._tick(moment)
        self._timers(self.now)
        with clock.frozen(self.now):
            seal_pending(self.now)

    def _timers(self, until: datetime) -> None:
        while True:
            due = Job.objects.filter(done_at=None, failed_at=None, run_at__lte=until)
            moment = due.order_by("run_at").values_list("run_at", flat=True).first()
            if moment is None:
                return
            with clock.frozen(moment):
                if not jobs.run_due(moment):
                    raise RuntimeError("a timer of the demonstration failed")
                self._tick(moment)

    def _tick(self, moment: datetime) -> None:
        """Messages leave; whoever has something new to answer or to do is put on the agenda."""
        post(moment)
        self._expect_answers(moment)
        self._expect_calls(moment)
        self._expect_proofs(moment)

    def _known(self, pk: UUID) -> bool:
        """Whether this row was met before; from now on it is."""
        known = pk in self.seen
        self.seen.add(pk)
        return known

    def _agent(self) -> AccountViewer:
        return self.draw.choice(self.agents)

    def _soon(self, moment: datetime, low: int, high: int) -> datetime:
        return moment + timedelta(minutes=self.draw.randint(low, high))

    def call(self, moment: datetime) -> None:
        """Somebody calls; the agent types, then searches, or sends elsewhere."""
        agent = self._agent()
        new = new_request(self.desk, self.communes, self.callers, self.staff, self.draw, moment)
        request = actions.receive_request(new=new, by=agent, now=moment)
        fate = self.draw.random()
        if fate < 0.03:
            self.at(self._soon(moment, 1, 3), lambda t: self._hand_over(request.pk, "samu15", t))
        elif fate < 0.08:
            self.at(self._soon(moment, 1, 9), lambda t: self._hand_over(request.pk, "dac", t))
        else:
            late = 1 if self.draw.random() < 0.8 else 45
            self.at(self._soon(moment, late, late + 12), lambda t: self._triage(request.pk, t))
        if fate > 0.95:
            self.at(self._soon(moment, 60, 400), lambda t: self._cancel(request.pk, t))

    def _triage(self, request_id: UUID, moment: datetime) -> None:
        request = ServiceRequest.objects.get(pk=request_id)
        if request.closed_at is None and request.triaged_at is None:
            actions.triage_for_care(request_id=request_id, by=self._agent(), now=moment)

    def _hand_over(self, request_id: UUID, target: str, moment: datetime) -> None:
        agent = self._agent()
        handover = actions.hand_over(
            request_id=request_id, target=target, target_name="", note="", by=agent, now=moment
        )
        self.at(self._soon(moment, 1, 8), lambda t: self._end(handover, agent, t))

    def _end(self, handover: Handover, agent: AccountViewer, moment: datetime) -> None:
        actions.end_handover(handover_id=handover.pk, outcome="transferred", by=agent, now=moment)

    def _cancel(self, request_id: UUID, moment: datetime) -> None:
        open_needs = Need.objects.filter(request_id=request_id).exclude(
            state__in=("begun", "cancelled")
        )
        for need in open_needs:
            actions.cancel_need(need_id=need.pk, reason="solved", by=self._agent(), now=moment)

    def _expect_answers(self, moment: datetime) -> None:
        fresh = Offer.objects.filter(
            state="open", made_at=moment, need__request__desk=self.desk
        ).select_related("responder", "wave")
        for offer in fresh.order_by("made_at", "rank"):
            if self._known(offer.pk):
                continue
            willing = 0.5 if offer.wave.kind == "usual" else 0.16
            drawn = self.draw.random()
            delay = int(self.draw.expovariate(1 / 25)) + 1
            if offer.channel == "call":
                self.at(self._soon(moment, 4, 40), lambda t, o=offer: self._phone(o, t))
            elif drawn < willing:
                self.at(self._soon(moment, delay, delay), lambda t, o=offer: self._say(o, YES, t))
            elif drawn < willing + 0.32:
                self.at(self._soon(moment, delay, delay), lambda t, o=offer: self._say(o, NO, t))

    def _say(self, offer: Offer, words: tuple[str, ...], moment: datetime) -> None:
        answer(offer.responder.phone, self.draw.choice(words).format(code=offer.code), moment)

    def _phone(self, offer: Offer, moment: datetime) -> None:
        agent = self._agent()
        if self.draw.random() < 0.45:
            actions.accept_offer(offer_id=offer.pk, channel="call", by=agent, now=moment)
        else:
            actions.decline_offer(
                offer_id=offer.pk, reason="full", channel="call", by=agent, now=moment
            )

    def _expect_calls(self, moment: datetime) -> None:
        fresh = Callback.objects.filter(closed_at=None, created_at=moment, request__desk=self.desk)
        for callback in fresh.select_related("task").order_by("created_at", "kind"):
            if self._known(callback.pk):
                continue
            if callback.kind == "confirm_care":
                due = callback.task.due_at
                self.at(self._soon(due, 5, 90), lambda t, c=callback: self._tell(c, "begun", t))
                continue
            forgotten = 300 if self.draw.random() < 0.12 else 0
            when = self._soon(moment, 4 + forgotten, 50 + forgotten)
            self.at(when, lambda t, c=callback: self._tell(c, "reached", t))

    def _tell(self, callback: Callback, outcome: str, moment: datetime) -> None:
        try:
            actions.record_outcome(
                callback_id=callback.pk, outcome=outcome, by=self._agent(), now=moment
            )
        except Refused:
            return  # somebody was faster, or the request is over

    def _expect_proofs(self, moment: datetime) -> None:
        asked = OutboxMessage.objects.filter(template="confirm_care", created_at=moment)
        for message in asked.order_by("created_at", "key"):
            if self._known(message.pk):
                continue
            if self.draw.random() < 0.75:
                code = message.params["code"]
                when = self._soon(moment, 3, 110)
                self.at(when, lambda t, p=message.phone, c=code: self._done(p, c, t))

    def _done(self, phone: str, code: str, moment: datetime) -> None:
        answer(phone, self.draw.choice(DONE).format(code=code), moment)
