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
WHICH: Final = re.compile(r"\b(?:OUI|ANNULE|FAIT) \d{4} suivi")
NIGHTS: Final = re.compile(r"\b(\d{1,2}) = ")
LISTED: Final = re.compile(r"\b(\d{4})\b(?!-)")
WILLING: Final = {"yes": 0.5, "unknown": 0.25, "no": 0.05}
YES: Final = ("OUI {code}", "oui {code} demain 8h", "je prends {code}", "oui", "Oui", "oui")
# Of several nights: the words, and the numbers they name for certain (None: every one).
SOME: Final[tuple[tuple[str, frozenset[int] | None], ...]] = (
    ("OUI {code} 1", frozenset({1})), ("oui {code} 1 et 2", frozenset({1, 2})),
    ("oui la 2", frozenset({2})), ("OUI {code} toutes", None), ("oui", frozenset()),
    ("OUI {code}", frozenset()), ("OUI {code} pour 2 nuits", frozenset()),
)  # fmt: skip
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
    houses: dict[str, tuple[int, ...]] = field(default_factory=dict)  # carers a night, as asked
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
        which = WHICH.search(text)
        if "début" in text and code:
            self._decide(carer, reference, code.group(1))
        elif "gardes dès" in text and code:
            self._decide(carer, reference, code.group(1), several=True)
        elif "vous avez :" in text or "Vous gardez" in text:
            return  # what she holds, said again: nothing is asked of her
        elif which and (listed := NIGHTS.findall(text)):
            self._choose(carer, reference, which.group(0), listed)
        elif "commencé ?" in text and code:
            self._prove(carer, reference, code.group(1))
        elif "plusieurs demandes" in text:
            codes = LISTED.findall(text)
            self._soon(carer, f"OUI {codes[0]}", 4)
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

    def _decide(self, carer: Carer, reference: str, code: str, *, several: bool = False) -> None:
        """Once for a person; a house that asks again, for a night given back, is answered again."""
        asked = f"{reference} {code}" if reference in self.houses else reference
        if (carer.number, asked) in self._answered:
            return
        self._answered.add((carer.number, asked))
        draw = self.draws.of("answer", carer.number, reference)
        minutes = 1 + draw.expovariate(1 / 22)
        mood = draw.random()
        hurried = self._just_asked(carer)
        if mood < 0.006:
            self._soon(carer, draw.choice(("STOP", "PAUSE 2J")), minutes)
        elif self.willing(carer, reference):
            words = "oui" if hurried else draw.choice(YES).format(code=code)
            means: frozenset[int] | None = None
            if several:
                words, means = self.draws.of("some", carer.number, reference).choice(SOME)
                words = words.format(code=code)
            self._soon(carer, words, 2 if hurried else minutes, means)
            if draw.random() < 0.12:
                later = minutes + 60 * (1 + 20 * draw.random())
                self._soon(carer, f"je me désiste {code}", later)
        elif mood < 0.3:
            self._soon(carer, draw.choice(NO).format(code=code), minutes)

    def _choose(self, carer: Carer, reference: str, asked: str, listed: list[str]) -> None:
        """Asked which nights, she names some of those she was told; to give back, the first."""
        draw = self.draws.of("which", carer.number, reference, asked, len(self.replies.said))
        takes = asked.startswith("OUI")
        named = sorted(draw.sample(listed, draw.randint(1, len(listed))) if takes else listed[:1])
        means = frozenset(map(int, named)) if takes else None
        words = f"{asked.removesuffix(' suivi')} {' et '.join(named)}"
        self._soon(carer, words, 1 + 15 * draw.random(), means)

    def _just_asked(self, carer: Carer) -> bool:
        """Two questions at once, one short answer: she does not see the doubt (I12)."""
        before = self._asked_at.get(carer.number)
        self._asked_at[carer.number] = self.hand.true
        return before is not None and self.hand.true - before < timedelta(minutes=15)

    def _prove(self, carer: Carer, reference: str, code: str) -> None:
        if self.draws.chance(0.8, "proof", carer.number, reference):
            minutes = 3 + 90 * self.draws.of("proof-wait", carer.number, reference).random()
            self._soon(carer, f"FAIT {code}", minutes)

    def took(self, carer: Carer) -> None:
        """She has one more person this week."""
        self.taken[carer.number] += 1

    def _soon(
        self, carer: Carer, text: str, minutes: float, means: frozenset[int] | None = None
    ) -> None:
        phone = carer.responder.phone
        moment = self.hand.true + timedelta(minutes=minutes)
        self.agenda.at(moment, lambda now: self.replies.say(phone, text, means))
