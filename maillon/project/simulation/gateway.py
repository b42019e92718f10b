"""The telephone network: takes messages, loses some, is late with others, says things twice."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db import connection
from django.db.models import Exists, OuterRef

from maillon.apps.messaging import actions, providers
from maillon.apps.messaging.models import OptOut, OutboxMessage
from maillon.apps.messaging.wording import LEAVES_AFTER_STOP
from maillon.kernel.prepared import Prepared
from maillon.project.simulation.agenda import Agenda
from maillon.project.simulation.draws import Draws
from maillon.project.simulation.hand import Hand
from maillon.project.simulation.verdicts import OTHERS, Verdicts
from maillon.project.simulation.weather import Weather

__all__ = ["NAME", "Gateway"]

NAME: Final = "simulated"
REPORTED: Final = 0.4  # many networks never say that a message arrived
Arrival = Callable[[str, str, datetime], None]


@dataclass
class Gateway:
    """Idempotent by key, as the contract of providers asks; everything else is weather."""

    hand: Hand
    agenda: Agenda
    draws: Draws
    weather: Weather
    verdicts: Verdicts
    arrives: Arrival = lambda phone, text, moment: None
    is_down: bool = False
    taken: dict[str, str] = field(default_factory=dict)
    _met: dict[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return NAME

    def send(self, phone: str, text: str, key: str) -> providers.Sent:
        """Take one text, unless the weather decides otherwise."""
        self._judge(key)
        if self.is_down:
            raise providers.Temporary("gateway_down")
        turn = self._met[phone] = self._met.get(phone, 0) + 1
        draw, weather = self.draws.of("sms", phone, turn), self.weather
        if draw.random() < weather.hiccup:
            raise providers.Temporary("busy")
        self.taken[key] = f"{NAME}-{len(self.taken)}"
        self._travel(phone, text, key, draw.random(), draw.random())
        if draw.random() < weather.time_out:
            raise providers.UnknownOutcome("no_answer")
        return providers.Sent(self.taken[key])

    def lookup(self, key: str) -> providers.Known | providers.NotKnown:
        """What became of this key."""
        if self.is_down:
            raise providers.Temporary("gateway_down")
        known = self.taken.get(key)
        return providers.Known(known) if known else providers.NotKnown()

    def _judge(self, key: str) -> None:
        """I14, SMS-3: what leaves was committed before, leaves once, and to no phone that said
        STOP; seen here, whatever the clock is said to show.
        """
        if key in self.taken:
            self.verdicts.breach("I14", f"message {key} remis deux fois à l’opérateur")
        rows = _WRITTEN.rows(key)
        if connection.in_atomic_block or not rows:
            self.verdicts.breach("I14", f"message {key} parti sans ligne validée")
            return
        ((template, silent),) = rows
        if template not in LEAVES_AFTER_STOP and silent:
            self.verdicts.breach(OTHERS, f"message {key} parti après un STOP")

    def _travel(self, phone: str, text: str, key: str, fate: float, delay: float) -> None:
        weather, identifier = self.weather, self.taken[key]
        if fate < weather.lost:
            self._receipt(identifier, key, "failed", timedelta(minutes=1 + 9 * delay))
            return
        seconds = 2 + 18 * delay
        if fate < weather.lost + weather.late:
            seconds = 60 * (20 + 200 * delay)
        moment = self.hand.true + timedelta(seconds=seconds)
        self.agenda.at(moment, lambda now: self.arrives(phone, text, now))
        if delay < REPORTED:
            self._receipt(identifier, key, "delivered", timedelta(seconds=seconds + 1))
        if fate > 1 - weather.doubled:
            self._receipt(identifier, key, "delivered", timedelta(seconds=seconds + 90))

    def _receipt(self, identifier: str, key: str, status: str, wait: timedelta) -> None:
        def say(now: datetime) -> None:
            actions.record_receipt(NAME, identifier, status, now, key=key)  # type: ignore[arg-type]

        self.agenda.at(self.hand.true + wait, say)


_WRITTEN: Final = Prepared(
    lambda key: (
        OutboxMessage.objects.filter(key=key, state="sending")
        .order_by()
        .annotate(silent=Exists(OptOut.objects.filter(pk=OuterRef("phone_index"))))
        .values_list("template", "silent")
    ),
    str,
)
