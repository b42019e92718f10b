"""One week, lived: what happens next, then the worker, then the judge."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from maillon.apps.desk.timing import hours_of
from maillon.apps.messaging import providers
from maillon.kernel import chance, clock
from maillon.kernel.access import AccountViewer
from maillon.project.simulation import accidents, figures
from maillon.project.simulation.agenda import Agenda
from maillon.project.simulation.agents import Agents
from maillon.project.simulation.calls import all_calls
from maillon.project.simulation.carers import Carers
from maillon.project.simulation.draws import Draws
from maillon.project.simulation.gateway import Gateway
from maillon.project.simulation.hand import Hand
from maillon.project.simulation.intake import Intake
from maillon.project.simulation.replies import Replies
from maillon.project.simulation.shape import Shape
from maillon.project.simulation.verdicts import Verdicts
from maillon.project.simulation.watching import Watch
from maillon.project.simulation.weather import ROUGH, Weather
from maillon.project.simulation.working import Worker
from maillon.project.simulation.world import World, lay

__all__ = ["Play", "play"]

# Mondays, four in the morning UTC: the night clocks go back, the night they go forward, a
# 29 February, and a week like any other.
MONDAYS: Final = (
    datetime(2026, 10, 19, 4, tzinfo=UTC),
    datetime(2027, 3, 22, 4, tzinfo=UTC),
    datetime(2028, 2, 28, 4, tzinfo=UTC),
    datetime(2026, 11, 23, 4, tzinfo=UTC),
)
LOOK: Final = timedelta(minutes=10)
AFTER: Final = timedelta(hours=20)  # loose ends are tied
VERIFIED: Final = timedelta(hours=59)  # the middle of a day, the dead of a night, the end


def play(seed: int, shape: Shape, weather: Weather = ROUGH) -> dict[str, Any]:
    """Live one week of this seed in the database at hand, and tell what was seen."""
    draws, hand = Draws(seed), Hand(MONDAYS[seed % len(MONDAYS)])
    with chance.seeded(seed), _clock(hand):
        world = lay(shape, draws, hand.true)
        week = Play.of(world, shape, draws, hand, weather)
        week.live()
        return {
            "seed": seed,
            "requests": len(week.intake.heard),
            "invariants": week.verdicts.held(),
            "breaches": week.verdicts.said,
            **figures.of_week(world),
        }


@contextmanager
def _clock(hand: Hand) -> Iterator[None]:
    clock.set_source(hand.now)
    try:
        yield
    finally:
        clock.set_source(None)


@dataclass
class Play:
    """Everybody and everything of one week."""

    world: World
    shape: Shape
    hand: Hand
    agenda: Agenda
    draws: Draws
    weather: Weather
    verdicts: Verdicts
    gateway: Gateway
    worker: Worker
    intake: Intake
    agents: Agents
    watch: Watch

    @classmethod
    def of(cls, world: World, shape: Shape, draws: Draws, hand: Hand, weather: Weather) -> "Play":
        """Everybody introduced to everybody."""
        agenda, verdicts, worker = Agenda(), Verdicts(), Worker(hand, draws)
        gateway = Gateway(hand, agenda, draws, weather, verdicts)
        replies = Replies(hand, agenda, draws, weather, verdicts)
        carers = Carers(world, hand, agenda, draws, replies)
        gateway.arrives = carers.hear
        duty = _Duty(world, shape)
        intake = Intake(agenda, draws, weather, verdicts, carers, duty.one)
        agents = Agents(carers, draws, weather, verdicts)
        watch = Watch(world, shape, hand, verdicts, gateway, worker, carers.houses)
        return cls(
            world, shape, hand, agenda, draws, weather, verdicts, gateway, worker, intake,
            agents, watch,
        )  # fmt: skip

    def live(self) -> None:
        """The whole week and the day after it."""
        start = self.hand.true
        until = start + timedelta(days=self.shape.days) + AFTER
        self._plan(start, until)
        before = providers.current()
        providers.use(self.gateway)
        try:
            with self.worker.watched(), self.watch.watching():
                self._until(until)
        finally:
            providers.use(before)
        self.watch.conclude(self.intake.heard, start, self.hand.now())

    def _plan(self, start: datetime, until: datetime) -> None:
        for call in all_calls(self.shape, self.world, self.draws, start):
            self.intake.plan(call)
        duty, moment = _Duty(self.world, self.shape), start
        while moment < until:
            if duty.is_open(moment):
                self.agenda.at(moment, self._look)
            moment += LOOK
        for turn in range(1, (until - start) // VERIFIED + 1):
            self.agenda.at(start + turn * VERIFIED, self.watch.verify)
        happen = {"outages": self._outage, "kills": self.worker.kill, "jumps": self._jump}
        accidents.plan(self.agenda, self.draws, self.weather, start, self.shape.days, happen)

    def _look(self, now: datetime) -> None:
        pair = _Duty(self.world, self.shape).two(now)
        self.agents.sit(pair, now)
        self.agents.work(*pair, now)

    def _outage(self, length: timedelta) -> None:
        self.gateway.is_down = True

        def back(now: datetime) -> None:
            self.gateway.is_down = False

        self.agenda.at(self.hand.true + length, back)

    def _jump(self, length: timedelta) -> None:
        by = timedelta(hours=1) * self.draws.of("jump").choice((1, -1))
        self.hand.jump(by)
        self.agenda.at(self.hand.true + length, lambda now: self.hand.jump(-by))

    def _until(self, until: datetime) -> None:
        while self._step(until):
            self.worker.turn()
            self.watch.look(self.hand.now())

    def _step(self, until: datetime) -> bool:
        """Go to what comes next, an event or a timer; false when the week is over."""
        event, wakes = self.agenda.next_at(), self.worker.wakes_at()
        moments = [moment for moment in (event, wakes) if moment is not None]
        moment = min(moments, default=until)
        if moment >= until:
            self.hand.reach(until)
            return False
        self.hand.reach(moment)
        if moment == event:
            _, happen = self.agenda.pop()
            happen(self.hand.now())
        return True


@dataclass(frozen=True, slots=True)
class _Duty:
    """Who is on duty: agents take turns, two at a time."""

    world: World
    shape: Shape

    def is_open(self, moment: datetime) -> bool:
        """Whether somebody answers then."""
        return hours_of(self.world.desk).is_open(moment)

    def two(self, now: datetime) -> tuple[AccountViewer, AccountViewer]:
        """The one at work now, and the one beside her."""
        agents = self.world.agents
        turn = int(now.timestamp() // LOOK.total_seconds())
        return agents[turn % len(agents)], agents[(turn + 1) % len(agents)]

    def one(self, now: datetime) -> AccountViewer:
        """Who takes this call."""
        return self.two(now)[0]
