"""Who sits where, in dicts and sets: what words and hands should do to the seats, without a
database and without the code that is judged."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

__all__ = ["Asked", "Place", "Plain", "Said", "Seat"]

TWINS = timedelta(minutes=2)  # the same words from the same phone: one message
CROSSING = timedelta(hours=1)


@dataclass(frozen=True)
class Said:
    """A message typed by a carer that has not arrived yet, or may arrive again."""

    turn: int
    who: UUID
    phone: str
    intent: str  # yes, no, back, done
    text: str
    at: datetime
    code: str = ""
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Asked:
    """An offer as her telephone knows it; ``held`` once she has a seat by it."""

    offer: UUID
    need: UUID
    code: str
    held: bool
    only: int | None = None  # the number of the one place it asks about
    told_by_call_at: datetime | None = None


@dataclass
class Seat:
    """One carer in one place: by which offer, and whether she began."""

    offer: UUID
    begun: bool = False


@dataclass
class Place:
    """One watch, or care at home: how many seats, who sits there, who gave hers back."""

    seats: int
    starts: datetime | None = None
    ends: datetime | None = None
    held: dict[UUID, Seat] = field(default_factory=dict)
    gave: set[UUID] = field(default_factory=set)

    @property
    def free(self) -> bool:
        return len(self.held) < self.seats

    def meets(self, other: "Place") -> bool:
        """Whether nobody could stand in both."""
        if self.starts and self.ends and other.starts and other.ends:
            return self.starts < other.ends and other.starts < self.ends
        return self is other


@dataclass
class Plain:
    """Every need, its places by their numbers; the needs given up; the words heard."""

    needs: dict[UUID, dict[int, Place]] = field(default_factory=dict)
    over: set[UUID] = field(default_factory=set)
    heard: list[Said] = field(default_factory=list)
    names: set[str] = field(default_factory=set)  # ids under which messages came

    def picture(self) -> dict[tuple[UUID, int], set[UUID]]:
        """Who sits where, as the rows should say."""
        return {
            (need, number): set(place.held)
            for need, places in self.needs.items()
            for number, place in places.items()
            if place.held
        }

    def state(self, need: UUID) -> str:
        """Where a need that was sorted should stand."""
        living = [seat.begun for place in self.needs[need].values() for seat in place.held.values()]
        if need in self.over:
            return "cancelled"
        if self.searched(need):
            return "searching"
        return "begun" if all(living) else "found"

    def searched(self, need: UUID) -> bool:
        return need not in self.over and any(p.free for p in self.needs[need].values())

    def may(
        self, need: UUID, who: UUID, now: datetime, only: int | None = None, again: bool = False
    ) -> list[int]:
        """The places she may take: free, not over, none she gave back, none where she is busy."""
        return [
            number
            for number, place in sorted(self.needs[need].items())
            if only in (None, number)
            and place.free
            and (place.ends is None or place.ends > now)
            and (again or who not in place.gave)
            and not self._busy(who, place)
        ]

    def _busy(self, who: UUID, place: Place) -> bool:
        every = (one for places in self.needs.values() for one in places.values())
        return any(who in one.held and one.meets(place) for one in every)

    def sits(self, need: UUID, who: UUID, numbers: Iterable[int], offer: UUID) -> None:
        """She takes these, in order; of two that meet, the first."""
        for number in numbers:
            place = self.needs[need][number]
            if not self._busy(who, place):
                place.held[who] = Seat(offer)

    def leaves(self, need: UUID, who: UUID, numbers: Iterable[int]) -> None:
        for number in numbers:
            self.needs[need][number].held.pop(who)
            self.needs[need][number].gave.add(who)

    def gives_up(self, need: UUID) -> None:
        """Nobody else is looked for: as many seats as carers."""
        for place in self.needs[need].values():
            place.seats = len(place.held)

    def ends(self, need: UUID) -> None:
        """The need is over: whoever was to come is free again; what was stood is not undone."""
        self.over.add(need)
        for number, place in self.needs[need].items():
            for who in [who for who, seat in place.held.items() if not seat.begun]:
                self.leaves(need, who, [number])

    def arrives(self, said: Said, name: str, asked: Collection[Asked], now: datetime) -> None:
        """A message reaches us: once, whatever comes again; on a doubt nothing is done."""
        twin = any(
            (one.phone, one.text) == (said.phone, said.text) and abs(one.at - said.at) <= TWINS
            for one in self.heard
        )
        if name in self.names or twin:
            self.names.add(name)
            return
        self.names.add(name)
        self.heard.append(said)
        meant = self._meant(said, asked)
        if len(meant) == 1:
            self._does(said, meant[0], now)

    def _meant(self, said: Said, asked: Collection[Asked]) -> list[Asked]:
        live, held = [a for a in asked if not a.held], [a for a in asked if a.held]
        if said.code:
            return [one for one in asked if one.code == said.code]
        if said.intent == "done":
            return held
        return live + held if said.intent == "back" else live or held

    def _does(self, said: Said, asked: Asked, now: datetime) -> None:
        if said.intent == "yes":
            self._yes(said, asked, now)
            return
        if not asked.held or (said.intent == "no" and not self._may_undo(said, asked, now)):
            return
        places = self.needs[asked.need]
        hers = {
            number
            for number, place in places.items()
            if (seat := place.held.get(said.who)) and seat.offer == asked.offer and not seat.begun
        }
        if said.intent != "done":
            self.leaves(asked.need, said.who, self._of_hers(said, asked.need, hers))
            return
        here = {n for n in hers if (at := places[n].starts) is None or at <= now}
        for number in self._of_hers(said, asked.need, here):
            places[number].held[said.who].begun = True

    def _may_undo(self, said: Said, asked: Asked, now: datetime) -> bool:
        told = asked.told_by_call_at
        return bool(said.code) and (told is None or now - told >= CROSSING)

    def _of_hers(self, said: Said, need: UUID, hers: set[int]) -> set[int]:
        """The places of hers that she names; the only one she has, where she names no other."""
        if len(hers) > 1:
            return set(said.numbers) if said.numbers <= hers else set()
        several = len(self.needs[need]) > 1 and said.numbers <= set(self.needs[need])
        return set() if several and said.numbers - hers else hers

    def _yes(self, said: Said, asked: Asked, now: datetime) -> None:
        every, may = self.needs[asked.need], self.may(asked.need, said.who, now, asked.only)
        named = said.numbers if len(every) > 1 and said.numbers <= set(every) else frozenset()
        one_asked = len(every) == 1 or asked.only is not None
        in_doubt = bool(said.numbers) and not named and not (one_asked and said.code)
        if in_doubt or not self.searched(asked.need) or (asked.held and not named):
            return
        if named:
            may = [number for number in may if number in named]
        if named or len(may) == 1:
            self.sits(asked.need, said.who, may, asked.offer)
