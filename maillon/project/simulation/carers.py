"""Carers: they read what comes, answer or not, take care of people, give back, ask for peace."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from maillon.project.simulation.agenda import Agenda
from maillon.project.simulation.draws import Draws
from maillon.project.simulation.hand import Hand
from maillon.project.simulation.replies import Replies
from maillon.project.simulation.world import Carer, World

__all__ = ["Carers"]

REFERENCE: Final = re.compile(r"\b(\d{4}-\d{3})\b")
CODE: Final = re.compile(r"\b(?:OUI|FAIT) (\d{4})\b")
LISTED: Final = re.compile(r"\b(\d{4})\b(?!-)")
WILLING: Final = {"yes": 0.5, "unknown": 0.25, "no": 0.05}
YES: Final = ("OUI {code}", "oui {code} demain 8h", "je prends {code}", "oui", "Oui", "oui")
NO: Final = ("NON {code}", "non {code} désolée", "Non {code} tournée complète", "non")


@dataclass
class Carers:
    """Everybody who may be asked. Each answer is drawn by who, for which request."""

    world: World
    hand: Hand
    agenda: Agenda
    draws: Draws
    replies: Replies
    usual: dict[str, frozenset[int]] = field(default_factory=dict)  # by reference
    taken: Counter[int] = field(default_factory=Counter)
    _answered: set[tuple[int, str]] = field(default_factory=set)
    _asked_at: dict[int, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_phone = {carer.responder.phone: carer for carer in self.world.carers}

    def hear(self, phone: str, text: str, now: datetime) -> None:
        """A text reaches a telephone; a requester's telephone does not answer."""
        carer = self._by_phone.get(phone)
        if carer is None:
            return
        found, code = REFERENCE.search(text), CODE.search(text)
        reference = found.group(1) if found else ""
        if "début" in text and code:
            self._decide(carer, reference, code.group(1))
        elif "commencé ?" in text and code:
            self._prove(carer, reference, code.group(1))
        elif "plusieurs demandes" in text:
            codes = LISTED.findall(text)
            self._soon(carer, f"OUI {codes[0]}", 4, reference, "again")
        elif "c'est à vous" in text:
            self.took(carer)

    def willing(self, carer: Carer, reference: str) -> bool:
        """Whether she would say yes to this request, asked by whatever way."""
        chance = WILLING[carer.responder.availability]
        if carer.number in self.usual.get(reference, frozenset()):
            chance = max(chance, 0.6)
        if self.taken[carer.number] >= max(1, carer.capacity):
            chance /= 2
        return self.draws.chance(chance, "willing", carer.number, reference)

    def _decide(self, carer: Carer, reference: str, code: str) -> None:
        if (carer.number, reference) in self._answered:
            return
        self._answered.add((carer.number, reference))
        draw = self.draws.of("answer", carer.number, reference)
        minutes = 1 + draw.expovariate(1 / 22)
        mood = draw.random()
        hurried = self._just_asked(carer)
        if mood < 0.006:
            self._soon(carer, draw.choice(("STOP", "PAUSE 2J")), minutes, reference, "peace")
        elif self.willing(carer, reference):
            words = "oui" if hurried else draw.choice(YES).format(code=code)
            self._soon(carer, words, 2 if hurried else minutes, reference, "yes")
            if draw.random() < 0.12:
                later = minutes + 60 * (1 + 20 * draw.random())
                self._soon(carer, f"je me désiste {code}", later, reference, "back")
        elif mood < 0.3:
            self._soon(carer, draw.choice(NO).format(code=code), minutes, reference, "no")

    def _just_asked(self, carer: Carer) -> bool:
        """Two questions at once, one short answer: she does not see the doubt (I12)."""
        before = self._asked_at.get(carer.number)
        self._asked_at[carer.number] = self.hand.true
        return before is not None and self.hand.true - before < timedelta(minutes=15)

    def _prove(self, carer: Carer, reference: str, code: str) -> None:
        if self.draws.chance(0.8, "proof", carer.number, reference):
            minutes = 3 + 90 * self.draws.of("proof-wait", carer.number, reference).random()
            self._soon(carer, f"FAIT {code}", minutes, reference, "proof")

    def took(self, carer: Carer) -> None:
        """She has one more person this week."""
        self.taken[carer.number] += 1

    def _soon(self, carer: Carer, text: str, minutes: float, reference: str, why: str) -> None:
        phone = carer.responder.phone
        moment = self.hand.true + timedelta(minutes=minutes)
        self.agenda.at(moment, lambda now: self.replies.say(phone, text))
