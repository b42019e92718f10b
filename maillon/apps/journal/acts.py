"""The kinds of act: each capability declares its own, wiring registers them."""

from dataclasses import dataclass

from maillon.errors import RuleError

__all__ = ["Act", "act", "declare", "declared"]


@dataclass(frozen=True, slots=True)
class Act:
    """One kind of coordination act and what it proves."""

    code: str
    kind: str  # team, project, pathway
    label: str  # French, for the reader of the journal
    proves: str = ""  # what a contract may read in it


_acts: dict[str, Act] = {}


def declare(acts: tuple[Act, ...]) -> None:
    """Make these acts recordable (project/wiring.py only)."""
    _acts.update({one.code: one for one in acts})


def act(code: str) -> Act:
    """The declared act of this code; ``RuleError`` names an undeclared one."""
    try:
        return _acts[code]
    except KeyError:
        raise RuleError(f"act {code!r} is declared by no capability") from None


def declared() -> tuple[Act, ...]:
    """Every declared act, by code."""
    return tuple(_acts[code] for code in sorted(_acts))
