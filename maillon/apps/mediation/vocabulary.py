"""How a mediation ends."""

from typing import Final

__all__ = ["OUTCOMES"]

OUTCOMES: Final = {
    "agreed": "un accord",
    "partly": "un accord en partie",
    "stopped": "sans accord",
}
