"""What the frame around every page shows: jobs, desk, colleagues, the primary action.

Templates read it as `shell`; `project/wiring.py` fills it through a context processor,
so that the kernel never asks an app who the viewer is or what waits for her.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class NavItem:
    """One job of the rail. `late` says that something in it is overdue."""

    label: str
    url: str
    icon: str = "list"
    count: int | None = None
    current: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody at the desk now, as the topbar shows her."""

    name: str
    away: bool = False


@dataclass(frozen=True, slots=True)
class PrimaryAction:
    """The one action a page may always start, with its key."""

    label: str
    url: str
    key: str = "N"
    icon: str = "plus"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something every page must say first, as a banner."""

    tone: str  # info, late, soon, calm
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Shell:
    """The whole frame; every part may be absent."""

    nav: tuple[NavItem, ...] = ()
    desk_name: str = ""
    desk_open: bool = True
    desk_lines: tuple[str, ...] = ()
    presence: tuple[Colleague, ...] = ()
    primary: PrimaryAction | None = None
    account_name: str = ""
    account_role: str = ""
    account_url: str = ""
    logout_url: str = ""
    search_url: str = ""
    lock_url: str = ""
    lock_seconds: int = 900
    ping_url: str = ""
    presence_url: str = ""
    calls_url: str = ""  # what rings at the desk; nothing where no switchboard speaks to us
    live_url: str = ""
    home_url: str = "/"
    synthetic: bool = False
    notices: tuple[Notice, ...] = field(default_factory=tuple)
