"""What carers send back, as the network carries it: late, twice, under two names, not at all."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from maillon.apps.desk.models import Assignment, Offer
from maillon.apps.messaging import actions
from maillon.errors import Refused
from maillon.kernel.crypto import blind_index
from maillon.project.simulation.agenda import Agenda
from maillon.project.simulation.draws import Draws
from maillon.project.simulation.gateway import NAME
from maillon.project.simulation.hand import Hand
from maillon.project.simulation.nights import choices, held_by
from maillon.project.simulation.verdicts import Verdicts
from maillon.project.simulation.weather import Weather

__all__ = ["Replies", "Utterance"]

NOTHING_DONE = frozenset({"duplicate", "pending"})


@dataclass
class Utterance:
    """Something a carer really typed, once."""

    number: int
    phone: str
    text: str
    said_at: datetime
    means: frozenset[int] | None = None  # the nights it names for certain; None: not compared
    applied: dict[str, str] = field(default_factory=dict)  # by the id it came under


@dataclass
class Replies:
    """From the carer's thumb to our door; watches I11 and I12 there."""

    hand: Hand
    agenda: Agenda
    draws: Draws
    weather: Weather
    verdicts: Verdicts
    said: list[Utterance] = field(default_factory=list)

    def say(self, phone: str, text: str, means: frozenset[int] | None = None) -> None:
        """The carer types this now; the network does what it likes."""
        said = Utterance(len(self.said), phone, text, self.hand.true, means)
        self.said.append(said)
        draw, weather = self.draws.of("reply", phone, text[:3], said.number), self.weather
        fate, delay = draw.random(), draw.random()
        if fate < weather.lost:
            return
        minutes = 30 + 240 * delay if fate < weather.lost + weather.late else delay / 4
        self._arrive(said, "a", minutes)
        if draw.random() < weather.doubled:
            self._arrive(said, "a", minutes + 3 * delay)
        if draw.random() < weather.twin:
            self._arrive(said, "b", minutes + 20 * delay)

    def _arrive(self, said: Utterance, name: str, minutes: float) -> None:
        moment = said.said_at + timedelta(minutes=minutes)
        self.agenda.at(moment, lambda now: self._receive(said, name, now))

    def _receive(self, said: Utterance, name: str, now: datetime) -> None:
        if said.means is None:
            self._apply(said, name, now)
            return
        index = blind_index("phone", said.phone)
        before, could = held_by(index), {} if said.means else choices(index, now)
        outcome = self._apply(said, name, now)
        holds = held_by(index)
        for need, number in holds - before:
            if number not in said.means and could.get(need) != 1:
                self.verdicts.breach("I12", f"garde {number} prise sur « {said.text} »")
        if outcome == "already_yours" and not said.means <= {number for _, number in holds}:
            self.verdicts.breach("I12", f"« c’est à vous » sans l’être, à « {said.text} »")

    def _apply(self, said: Utterance, name: str, now: datetime) -> str | None:
        bare = said.text.strip().lower() == "oui"
        doubtful = bare and self._open_on(said.phone) > 1
        held = Assignment.objects.count() if doubtful else 0
        identifier = f"in-{said.number}-{name}"
        try:
            outcome = actions.receive(
                provider=NAME, provider_id=identifier, phone=said.phone, body=said.text,
                received_at=said.said_at, now=now,
            )  # fmt: skip
        except Refused as refusal:
            outcome = refusal.code
        if outcome not in NOTHING_DONE:
            said.applied[identifier] = outcome
        if len(said.applied) > 1:
            self.verdicts.breach("I11", f"une réponse appliquée deux fois ({outcome})")
        if doubtful and Assignment.objects.count() > held:
            self.verdicts.breach("I12", "un OUI nu a affecté alors que deux demandes attendaient")
        return outcome

    def _open_on(self, phone: str) -> int:
        index = blind_index("phone", phone)
        return Offer.objects.filter(responder__phone_index=index, state="open").count()
