"""Desks as the room of accounts knows them: an id, a structure, a name."""

from collections.abc import Iterable
from uuid import UUID

from maillon.apps.accounts.scopes import Scope
from maillon.apps.desk.models import Desk

__all__ = ["scopes"]


def scopes(organization_ids: frozenset[UUID]) -> Iterable[Scope]:
    """Every desk of these structures."""
    rows = Desk.objects.filter(organization_id__in=organization_ids)
    return [Scope(*row) for row in rows.values_list("pk", "organization_id", "name")]
