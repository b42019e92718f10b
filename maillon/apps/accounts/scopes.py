"""Where a role may be held inside a structure: desks live above this room and say so here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

__all__ = ["Scope", "register", "scopes_of"]


@dataclass(frozen=True, slots=True)
class Scope:
    """A desk as this room knows it."""

    id: UUID
    organization_id: UUID
    name: str


Provider = Callable[[frozenset[UUID]], Iterable[Scope]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Add a source of scopes (project/wiring.py only)."""
    _providers.append(provider)


def scopes_of(organization_ids: frozenset[UUID]) -> tuple[Scope, ...]:
    """Every desk of these structures, by name."""
    found = [scope for provider in _providers for scope in provider(organization_ids)]
    return tuple(sorted(found, key=lambda scope: scope.name))
