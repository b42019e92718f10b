"""A gateway with a script: what it does at each call, and everything it accepted."""

from collections.abc import Callable
from dataclasses import dataclass, field

from maillon.apps.messaging.providers import (
    CannotSay,
    Known,
    NotKnown,
    Permanent,
    Sent,
    Temporary,
    UnknownOutcome,
)


class PowerCut(BaseException):
    """The worker dies here: nothing after this line is executed."""


@dataclass
class Gateway:
    """``script`` is consumed one word per call; empty, everything goes well."""

    name: str = "essai"
    script: list[str] = field(default_factory=list)
    memory: bool = True
    unreachable: bool = False  # when asked by key
    before: Callable[[str], None] = lambda key: None
    accepted: list[tuple[str, str, str]] = field(default_factory=list)
    calls: int = 0

    def send(self, phone: str, text: str, key: str) -> Sent:
        self.calls += 1
        self.before(key)
        word = self.script.pop(0) if self.script else "ok"
        if word in ("temporary", "permanent", "killed_before", "lost_before", "bug"):
            raise {
                "temporary": Temporary("busy"),
                "permanent": Permanent("no_such_number"),
                "killed_before": PowerCut(),
                "lost_before": UnknownOutcome("timeout"),
                "bug": RuntimeError(phone),
            }[word]
        self.accepted.append((phone, text, key))
        if word == "killed_after":
            raise PowerCut
        if word == "lost_after":
            raise UnknownOutcome("timeout")
        return Sent(self.name_of(key))

    def lookup(self, key: str) -> Known | NotKnown | CannotSay:
        if self.unreachable:
            raise Temporary("unreachable")
        if not self.memory:
            return CannotSay()
        return Known(self.name_of(key)) if key in self.keys() else NotKnown()

    def keys(self) -> list[str]:
        return [key for _, _, key in self.accepted]

    @staticmethod
    def name_of(key: str) -> str:
        return f"g-{key}"
