"""The agents on duty: they take calls, then do what is due, most urgent first."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from maillon.apps.desk import actions, seats
from maillon.apps.desk.models import Callback, Handover, Need, Offer, ServiceRequest
from maillon.apps.desk.queries.presence import also_before
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.prepared import Prepared
from maillon.project.simulation.carers import Carers
from maillon.project.simulation.draws import Draws
from maillon.project.simulation.passing import pass_on, replace_carer
from maillon.project.simulation.verdicts import Verdicts
from maillon.project.simulation.weather import Weather

__all__ = ["Agents"]

AT_ONCE: Final = 4  # things done between two looks at the list
WRITABLE: Final = ("found", "care_begun")
MOST: Final = 40
SELDOM: Final = 7  # what only time will solve is not looked at each time
WAITING: Final = ("desk.nobody_left",)
AHEAD: Final = timedelta(hours=1)
GIVE_UP: Final = timedelta(hours=20)
Step = Callable[["Agents", ServiceRequest, AccountViewer, datetime], bool]


@dataclass
class Agents:
    """What the agents do with what is owed. A refusal is an answer: they go on."""

    carers: Carers
    draws: Draws
    weather: Weather
    verdicts: Verdicts
    _looked: int = 0
    _impatient: list[UUID] = field(default_factory=list)
    _written: set[UUID] = field(default_factory=set)

    def sit(self, pair: Iterable[AccountViewer], now: datetime) -> None:
        """Each opens her board, which says that she is there."""
        for by in pair:
            actions.be_present(desk_id=self.carers.world.desk.pk, request_id=None, by=by, now=now)

    def work(self, by: AccountViewer, other: AccountViewer, now: datetime) -> None:
        """One look at the list of what is due within the hour."""
        self._looked += 1
        self._hasten(by, now)
        steps = _SHORT if self._looked % SELDOM else _LONG
        done = 0
        for task in steps.objects(now + AHEAD):
            done += self._do(task, by, other)
            if done == AT_ONCE:
                return

    def _do(self, task: Task, by: AccountViewer, other: AccountViewer) -> bool:
        step, now = STEPS.get(task.kind), clock.now()
        request = ServiceRequest.objects.get(pk=task.origin_id)
        if request.desk_id != self.carers.world.desk.pk:  # it was given to the desk beside
            by = other = self.carers.world.voice
        try:
            if step is None:
                return self._word(task, by, other, now)
            return step(self, request, by, now)
        except (Refused, NotFound):
            return True

    def _word(self, task: Task, by: AccountViewer, other: AccountViewer, now: datetime) -> bool:
        found = _OWED.objects(task.pk)
        if not found:
            return False
        (owed,) = found
        draw = self.draws.of("word", owed.request_id, owed.kind, owed.attempts)
        if owed.kind in WRITABLE and owed.pk not in self._written and draw.random() < 0.2:
            self._written.add(owed.pk)  # she waits for the receipt, then calls
            actions.send_word(callback_id=owed.pk, by=by, now=now)
            return True
        outcome = _outcome(owed.kind, draw.random(), draw.random())
        hasty = draw.random() < self.weather.hasty
        if hasty and by != other:  # a desk of one has no colleague
            self._both_look(owed.request, by, other, now)
        actions.record_outcome(callback_id=owed.pk, outcome=outcome, by=by, now=now)
        if hasty:
            self._too_late(owed.pk, other, now)
        ill = outcome == "begun" and draw.random() < self.weather.replaced
        if ill and owed.assignment_id is not None:
            replace_carer(self.carers.world, owed.assignment_id, by, now)
        return True

    def _both_look(
        self, request: ServiceRequest, by: AccountViewer, other: AccountViewer, now: datetime
    ) -> None:
        """I17: what a colleague has before her bears her name for whoever opens it too."""
        actions.be_present(desk_id=request.desk_id, request_id=request.pk, by=other, now=now)
        if not also_before(by, request.pk, now=now):
            self.verdicts.breach("I17", f"demande {request.reference} ouverte à deux sans le voir")

    def _too_late(self, callback_id: UUID, other: AccountViewer, now: datetime) -> None:
        """I17: a second agent, on a page of a moment ago, is told rather than obeyed."""
        seen = _told(callback_id)
        if seen[0] is None:
            return
        with suppress(Refused, NotFound):
            actions.record_outcome(callback_id=callback_id, outcome="colleague", by=other, now=now)
        if _told(callback_id) != seen:
            self.verdicts.breach("I17", f"rappel {callback_id} réécrit sans le dire")

    def _handle(self, request: ServiceRequest, by: AccountViewer, now: datetime) -> bool:
        draw = self.draws.of("handle", request.reference)
        if request.agreement == "objected" and request.triaged_at is None:
            for need in request.needs.filter(state="waiting"):
                actions.cancel_need(need_id=need.pk, reason="person_objects", by=by, now=now)
            return True
        if draw.random() < 0.05:
            passed = actions.hand_over(
                request_id=request.pk, target="dac", target_name="", note="", by=by, now=now
            )
            self._end(passed, by, now)
            return True
        actions.triage_for_care(request_id=request.pk, by=by, now=now)
        if draw.random() < 0.6:
            self._impatient.append(request.pk)
        here = request.desk_id == self.carers.world.desk.pk
        if here and draw.random() < self.weather.passed_on:
            pass_on(self.carers.world, self.draws, request, by, now)
        return True

    def _hasten(self, by: AccountViewer, now: datetime) -> None:
        """Impatient agents widen at once; a usual carer's window refuses it (I8)."""
        wanted, self._impatient = self._impatient, []
        if not wanted:
            return
        for need in Need.objects.filter(request_id__in=wanted, state="searching").order_by("pk"):
            with suppress(Refused, NotFound):
                actions.hasten(need_id=need.pk, by=by, now=now)

    def _end(self, passed: Handover, by: AccountViewer, now: datetime) -> None:
        actions.end_handover(handover_id=passed.pk, outcome="transferred", by=by, now=now)

    def _phone(self, request: ServiceRequest, by: AccountViewer, now: datetime) -> bool:
        """The call list: three telephones at most before looking at the list again."""
        to_call = Offer.objects.filter(need__request=request, channel="call", state="open")
        numbers = {carer.responder.pk: carer for carer in self.carers.world.carers}
        called = list(to_call.order_by("rank", "id")[:3])
        for offer in called:
            carer = numbers[offer.responder_id]
            said: dict[str, Any] = {"offer_id": offer.pk, "channel": "call", "by": by, "now": now}
            if self.carers.willing(carer, request.reference):
                actions.accept_offer(**said, shifts=self._nights(offer, now))
                self.carers.took(carer)
                return True
            actions.decline_offer(reason="no_answer", **said)
        return bool(called)

    def _nights(self, offer: Offer, now: datetime) -> set[UUID] | None:
        """Asked which of several nights, she says one at least; of one place nothing is asked."""
        if offer.shift_id is not None:
            return None
        free = seats.asked_about(offer, now, again=True)
        draw = self.draws.of("nights", offer.need_id, offer.responder_id)
        chosen = draw.sample(free, draw.randint(min(1, len(free)), len(free)))
        return {shift.pk for shift in chosen} or None

    def _nobody(self, request: ServiceRequest, by: AccountViewer, now: datetime) -> bool:
        """After most of a day without anybody, the caller found another way; a house makes do
        with those who come.
        """
        old = request.needs.filter(state=Need.State.SEARCHING, search_started_at__lt=now - GIVE_UP)
        for need in old:
            somebody = need.assignments.filter(withdrawn_at=None).exists()
            if request.reference in self.carers.houses and somebody:
                actions.give_up_seats(need_id=need.pk, by=by, now=now)
            else:
                actions.cancel_need(need_id=need.pk, reason="solved", by=by, now=now)
        return bool(old)


STEPS: Final[dict[str, Step]] = {
    "desk.handle": Agents._handle,
    "desk.call_list": Agents._phone,
    "desk.nobody_left": Agents._nobody,
}


def _outcome(kind: str, answered: float, begun: float) -> str:
    if answered < 0.15:
        return "no_answer"
    if kind != Callback.Kind.CONFIRM_CARE:
        return "reached"
    return "begun" if begun < 0.9 else "not_begun"


def _told(callback_id: UUID) -> tuple[Any, ...]:
    return Callback.objects.values_list("closed_at", "outcome", "channel").get(pk=callback_id)


def _steps(until: datetime) -> "QuerySet[Task]":
    due = Task.objects.open().filter(origin_kind="request", due_at__lte=until)
    return due.order_by("due_at", "id")


_LONG: Final = Prepared(lambda until: _steps(until)[:MOST], datetime)
_SHORT: Final = Prepared(lambda until: _steps(until).exclude(kind__in=WAITING)[:MOST], datetime)
_OWED: Final = Prepared(
    lambda task_id: Callback.objects.select_related("request").filter(task=task_id, closed_at=None),
    UUID,
)
