"""The hand that turns the one clock: what is true, and what the machine believes."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

__all__ = ["Hand"]


@dataclass
class Hand:
    """``true`` only goes forward; the machine's clock may be set wrong, then right again."""

    true: datetime
    offset: timedelta = timedelta(0)
    disturbances: list[datetime] = field(default_factory=list)  # as the machine dates them

    def now(self) -> datetime:
        """What the machine believes."""
        return self.true + self.offset

    def reach(self, moment: datetime) -> None:
        """Time passes; never backwards."""
        self.true = max(self.true, moment)

    def jump(self, by: timedelta) -> None:
        """Somebody sets the machine's clock."""
        self.offset += by
        self.disturbed()

    def disturbed(self) -> None:
        """From now on lateness counts afresh: the clock jumped, or the worker came back."""
        self.disturbances.append(self.now())

    def lateness(self, due: datetime, done: datetime) -> timedelta:
        """How late something was that could have been done on time."""
        counted = [moment for moment in self.disturbances if due < moment <= done]
        return done - max([due, *counted])
