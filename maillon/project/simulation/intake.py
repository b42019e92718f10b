"""Taking a call: typed as it is said, saved as it is typed, written whole or not at all."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from maillon.apps.desk import actions
from maillon.apps.desk.models import ServiceRequest
from maillon.apps.desk.queries.drafts import draft_state
from maillon.errors import Refused
from maillon.kernel import chance, clock
from maillon.kernel.access import AccountViewer
from maillon.project.simulation.accidents import Killed, killed_at
from maillon.project.simulation.agenda import Agenda
from maillon.project.simulation.calls import Call
from maillon.project.simulation.carers import Carers
from maillon.project.simulation.draws import Draws
from maillon.project.simulation.verdicts import Verdicts
from maillon.project.simulation.weather import Weather

__all__ = ["Heard", "Intake"]


@dataclass(frozen=True, slots=True)
class Heard:
    """A number that a caller was told, and may say back to us years later."""

    desk_id: UUID
    day: date
    number: int
    reference: str


@dataclass
class Intake:
    """The page of a call, without its pixels; watches I1 and I2."""

    agenda: Agenda
    draws: Draws
    weather: Weather
    verdicts: Verdicts
    carers: Carers
    agent: Callable[[datetime], AccountViewer]
    heard: list[Heard] = field(default_factory=list)

    def plan(self, call: Call) -> None:
        """The telephone rings then; the page saves what is typed, then sends it."""
        draft = chance.new_id()
        typed = {"note": [f"appel {call.number}"], "commune": [call.new.commune_id]}
        first = call.at - timedelta(seconds=60)

        def ring(now: datetime) -> None:
            by = self.agent(now)
            self._save(draft, call, {**typed, "kind": [""]}, by)
            self.agenda.at(call.at, lambda now: self._send(draft, call, typed, by))

        self.agenda.at(first, ring)

    def _save(self, draft: UUID, call: Call, typed: dict[str, Any], by: AccountViewer) -> None:
        actions.save_draft(
            draft_id=draft, desk_id=call.new.desk_id, payload=typed, phone="", by=by,
            now=clock.now(),
        )  # fmt: skip

    def _send(self, draft: UUID, call: Call, typed: dict[str, Any], by: AccountViewer) -> None:
        self._save(draft, call, typed, by)
        self._kept(draft, call, typed, by)
        draw = self.draws.of("crash", call.number)
        crashes = draw.random() < self.weather.crash
        try:
            with killed_at(draw.randint(2, 45) if crashes else 0):
                number = self._write(draft, call, by)
        except Killed:
            self._kept(draft, call, typed, by)
            number = self._write(draft, call, by)
        self.heard.append(number)
        self.carers.usual[number.reference] = call.usual
        if call.seats:
            self.carers.houses[number.reference] = call.seats

    def _kept(self, draft: UUID, call: Call, typed: dict[str, Any], by: AccountViewer) -> None:
        """I2: whatever happens now, the page will open on what was typed."""
        state = draft_state(by, draft)
        if state is None or (state.request_id is None and state.typed != typed):
            self.verdicts.breach("I2", f"brouillon de l’appel {call.number} non retrouvé")

    def _write(self, draft: UUID, call: Call, by: AccountViewer) -> Heard:
        now = clock.now()
        new = replace(call.new, draft_id=draft, started_at=now - timedelta(seconds=80))
        try:
            request = actions.receive_request(new=new, by=by, now=now)
        except Refused as refusal:
            if refusal.code != "draft_already_sent":
                raise
            request = ServiceRequest.objects.get(pk=refusal.data["id"])
        return Heard(request.desk_id, request.day, request.number, request.reference)
