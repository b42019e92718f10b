"""Who looks, and what an answer about access says. Never a bare boolean."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

__all__ = [
    "SYSTEM", "AccountViewer", "ClientViewer", "Grant", "LinkViewer", "Relation", "System",
    "Viewer",
]  # fmt: skip


class Relation(StrEnum):
    """The relation of a viewer to a person, always derived from facts."""

    CARE_TEAM = "T"
    CONSENTED = "C"
    DESK = "D"
    REQUESTER = "R"
    OFFERED = "N"
    ACCEPTED = "A"
    MANAGER = "S"
    OBSERVATORY = "O"
    PERSON = "P"
    ADMINISTRATOR = "X"
    PAYER = "Y"
    NONE = "–"


@dataclass(frozen=True, slots=True)
class Role:
    """One scoped role: a code, held in an organization, perhaps at one desk."""

    code: str
    organization_id: UUID
    desk_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class AccountViewer:
    """Somebody signed in. Roles are read from the database at each request."""

    account_id: UUID
    roles: tuple[Role, ...] = ()
    responder_ids: frozenset[UUID] = frozenset()
    origin: str = ""
    kind: str = field(default="account", init=False)

    @property
    def id(self) -> str:
        return str(self.account_id)


@dataclass(frozen=True, slots=True)
class ClientViewer(AccountViewer):
    """A program that asks for one structure, with what a coordinator of it may do; no person
    signs in by it, and what it reads is traced under its own kind.
    """

    kind: str = field(default="client", init=False)


@dataclass(frozen=True, slots=True)
class LinkViewer:
    """The bearer of a signed link: one purpose, one object, one responder."""

    purpose: str
    object_id: UUID
    responder_id: UUID | None = None
    origin: str = ""
    kind: str = field(default="link", init=False)

    @property
    def id(self) -> str:
        return f"{self.purpose}:{self.object_id}"


@dataclass(frozen=True, slots=True)
class System:
    """Maillon itself: timers and received messages."""

    origin: str = ""
    kind: str = field(default="system", init=False)
    id: str = field(default="system", init=False)


Viewer = AccountViewer | LinkViewer | System
SYSTEM = System()


@dataclass(frozen=True, slots=True)
class Grant:
    """An answer about access: by which relation, on what ground, to what, until when."""

    relation: Relation
    ground: str
    fields: frozenset[str] = frozenset()
    until: datetime | None = None

    def shows(self, name: str) -> bool:
        """Whether this grant opens the named field."""
        return name in self.fields
