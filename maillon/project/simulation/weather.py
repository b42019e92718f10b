"""How rough the week is: how often things go wrong, each by its own probability."""

from dataclasses import dataclass
from typing import Final

__all__ = ["CALM", "ROUGH", "Weather"]


@dataclass(frozen=True, slots=True)
class Weather:
    """Probabilities per message or per call, and how many of each accident in the week."""

    lost: float = 0.0
    late: float = 0.0
    doubled: float = 0.0  # the same message again, under the same id
    twin: float = 0.0  # the same words under a second id
    time_out: float = 0.0  # taken by the gateway, whose answer is lost
    hiccup: float = 0.0  # refused once, taken at the next try
    crash: float = 0.0  # the web process dies while a call is being written
    hasty: float = 0.0  # a second agent acts on what she saw a moment ago
    passed_on: float = 0.0  # a request goes to a colleague, the next shift or the desk beside
    replaced: float = 0.0  # who came cannot go on
    outages: int = 0
    kills: int = 0
    jumps: int = 0


CALM: Final = Weather()
ROUGH: Final = Weather(
    lost=0.02, late=0.04, doubled=0.05, twin=0.06, time_out=0.03, hiccup=0.03, crash=0.06,
    hasty=0.12, passed_on=0.15, replaced=0.3, outages=2, kills=6, jumps=1,
)  # fmt: skip
