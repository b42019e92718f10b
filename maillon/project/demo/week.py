"""The past week, lived: real actions at past moments, carers who answer or not."""

from datetime import datetime, time, timedelta
from functools import partial
from uuid import UUID

from maillon.apps.desk import actions
from maillon.apps.desk.models import Callback, Desk, Handover, Need, ServiceRequest
from maillon.apps.desk.timing import local_moment
from maillon.apps.directory.models import Commune
from maillon.apps.journal.actions import seal_pending
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.project.demo.agenda import Agenda
from maillon.project.demo.crowd import Crowd
from maillon.project.demo.posting import post
from maillon.project.demo.professionals import Staff
from maillon.project.demo.reinforcement import new_reinforcement
from maillon.project.demo.requests import Callers, new_request

__all__ = ["Week"]

LEFT_OPEN = timedelta(minutes=80)


class Week:
    """One desk over the days before ``now``; everything not done by then stays to do."""

    def __init__(
        self,
        desk: Desk,
        agents: list[AccountViewer],
        callers: Callers,
        staff: Staff,
        agenda: Agenda,
    ) -> None:
        self.desk, self.agents, self.callers, self.staff = desk, agents, callers, staff
        self.agenda, self.draw, self.now = agenda, agenda.draw, agenda.now
        self.crowd = Crowd(desk, agents, agenda)
        self.communes = list(
            Commune.objects.filter(pk__in=desk.communes.values("commune_id")).order_by("pk")
        )

    def plan_calls(self, a_day: int) -> None:
        """Calls of the seven days, more in the morning; a few in the last hours."""
        for back in range(7, -1, -1):
            day = (self.now - timedelta(days=back)).date()
            for _ in range(self.draw.randint(a_day - 1, a_day + 1)):
                minute = int(self.draw.triangular(9 * 60, 19 * 60, 10 * 60))
                self.agenda.at(
                    local_moment(self.desk, day, time(minute // 60, minute % 60)), self.call
                )
        for minutes in (290, 240, 200, 170, 130, 100, 75, 50, 35, 22, 12, 6, 3):
            if a_day > 5 or minutes < 140:
                self.agenda.at(self.now - timedelta(minutes=minutes), self.call)

    def plan_reinforcement(self) -> None:
        """This morning a nursing home asked for nurses; some nights are found by now."""
        self.agenda.at(self.now - timedelta(minutes=300), self.reinforce)

    def plan_puzzle(self) -> None:
        """A quarter of an hour ago somebody wrote an answer that a person has to read."""
        self.agenda.at(self.now - timedelta(minutes=11), self.crowd.puzzle)

    def reinforce(self, moment: datetime) -> None:
        """The nursing home calls, and the agent searches at once."""
        agent = self._agent()
        new = new_reinforcement(self.desk, self.callers, moment)
        request = actions.receive_request(new=new, by=agent, now=moment)
        self.agenda.at(self.agenda.soon(moment, 1, 4), partial(self._triage, request.pk))

    def live(self) -> None:
        """Play the week, then seal its journal."""
        self.agenda.live(self._tick)
        with clock.frozen(self.now):
            seal_pending(self.now)

    def _tick(self, moment: datetime) -> None:
        """Messages leave; whoever has something new to answer or to do is put on the agenda."""
        post(moment)
        self.crowd.expect_answers(moment)
        self._expect_calls(moment)
        self.crowd.expect_proofs(moment)

    def _agent(self) -> AccountViewer:
        return self.draw.choice(self.agents)

    def call(self, moment: datetime) -> None:
        """Somebody calls; the agent types, then searches, or sends elsewhere."""
        agent = self._agent()
        new = new_request(self.desk, self.communes, self.callers, self.staff, self.draw, moment)
        request = actions.receive_request(new=new, by=agent, now=moment)
        fate = self.draw.random()
        if fate < 0.03:
            self.agenda.at(
                self.agenda.soon(moment, 1, 3), partial(self._hand_over, request.pk, "samu15")
            )
        elif fate < 0.08:
            self.agenda.at(
                self.agenda.soon(moment, 1, 9), partial(self._hand_over, request.pk, "dac")
            )
        else:
            late = 1 if self.draw.random() < 0.8 else 45
            self.agenda.at(
                self.agenda.soon(moment, late, late + 12), partial(self._triage, request.pk)
            )
        wait = (60, 400) if fate > 0.95 else (1200, 1800)
        self.agenda.at(self.agenda.soon(moment, *wait), partial(self._give_up, request.pk))

    def _triage(self, request_id: UUID, moment: datetime) -> None:
        request = ServiceRequest.objects.get(pk=request_id)
        if request.closed_at is None and request.triaged_at is None:
            actions.triage_for_care(request_id=request_id, by=self._agent(), now=moment)

    def _hand_over(self, request_id: UUID, target: str, moment: datetime) -> None:
        agent = self._agent()
        handover = actions.hand_over(
            request_id=request_id, target=target, target_name="", note="", by=agent, now=moment
        )
        self.agenda.at(self.agenda.soon(moment, 1, 8), partial(self._end, handover, agent))

    def _end(self, handover: Handover, agent: AccountViewer, moment: datetime) -> None:
        actions.end_handover(handover_id=handover.pk, outcome="transferred", by=agent, now=moment)

    def _give_up(self, request_id: UUID, moment: datetime) -> None:
        """What is still searched by then was solved another way."""
        searched = Need.objects.filter(request_id=request_id, state="searching")
        for need in searched.order_by("position"):
            actions.cancel_need(need_id=need.pk, reason="solved", by=self._agent(), now=moment)

    def _expect_calls(self, moment: datetime) -> None:
        fresh = Callback.objects.filter(
            closed_at=None, created_at=moment, request__organization=self.desk.organization_id
        )
        for callback in fresh.select_related("task").order_by("created_at", "kind"):
            if self.agenda.met(callback.pk):
                continue
            if callback.kind == "confirm_care":
                due = callback.task.due_at
                self.agenda.at(self.agenda.soon(due, 5, 90), partial(self._tell, callback, "begun"))
                continue
            if self.now - moment < LEFT_OPEN and self.draw.random() < 0.6:
                continue  # what whoever opens the demonstration finds to do
            forgotten = 200 if self.draw.random() < 0.08 else 0
            when = self.agenda.soon(moment, 4 + forgotten, 50 + forgotten)
            self.agenda.at(when, partial(self._tell, callback, "reached"))

    def _opinion(self, callback: Callback, moment: datetime) -> None:
        """A few doctors say that a stay in hospital was avoided, more or less sure of it."""
        if callback.kind == "care_begun" and self.draw.random() < 0.4:
            actions.declare_stay(
                request_id=callback.request_id,
                said_by=self.draw.choice(("gp", "hospital_doctor", "nurse")),
                doubt=self.draw.choice(("likely", "likely", "possible", "sure")),
                by=self._agent(),
                now=moment,
            )

    def _tell(self, callback: Callback, outcome: str, moment: datetime) -> None:
        try:
            actions.record_outcome(
                callback_id=callback.pk, outcome=outcome, by=self._agent(), now=moment
            )
            self._opinion(callback, moment)
        except Refused:
            return  # somebody was faster, or the request is over
