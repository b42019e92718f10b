"""Programs that ask through the API for one structure: opened, recognised, stopped."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from maillon.apps.accounts import access
from maillon.apps.accounts.models import ApiClient
from maillon.apps.directory.models import Organization
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer, ClientViewer, Role, System, Viewer
from maillon.kernel.accesslog import traced
from maillon.kernel.chance import new_token

__all__ = ["LASTS", "ClientCard", "client_cards", "client_names", "client_viewer", "open_client",
           "stop_client"]  # fmt: skip

LASTS: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class ClientCard:
    """A program as its administrator sees it."""

    id: UUID
    name: str
    structure: str
    created_at: datetime
    until: datetime
    living: bool


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def open_client(*, organization_id: UUID, name: str, by: Viewer, now: datetime) -> tuple[UUID, str]:
    """A program of this structure, and its secret: told once, good for a year.

    For the structure's administrator, and for whoever holds the machine (the System). Raises
    ``NotFound``, ``Refused('client_name')``.
    """
    spoken = " ".join(name.split())[:120]
    _require(by, organization_id)
    if not spoken:
        raise Refused("client_name")
    if not Organization.objects.filter(pk=organization_id).exists():
        raise NotFound
    token = new_token() + new_token()
    with transaction.atomic():
        client = ApiClient.objects.create(
            organization_id=organization_id, name=spoken, token_hash=_hash(token),
            created_at=now, until=now + LASTS,
        )  # fmt: skip
        _trace(client, by, now, "client_opened")
    return client.pk, token


def stop_client(*, client_id: UUID, by: Viewer, now: datetime) -> None:
    """Its secret opens nothing from the next request on. Raises ``NotFound``."""
    with transaction.atomic():
        client = ApiClient.objects.filter(pk=client_id, revoked_at=None).first()
        if client is None:
            raise NotFound
        _require(by, client.organization_id)
        ApiClient.objects.filter(pk=client_id).update(revoked_at=now)
        _trace(client, by, now, "client_stopped")


def client_viewer(token: str, *, now: datetime, origin: str = "") -> ClientViewer:
    """Who bears this secret; ``NotFound`` for one unknown, stopped or too old."""
    client = ApiClient.objects.filter(
        token_hash=_hash(token), revoked_at=None, until__gt=now
    ).first()
    if client is None:
        raise NotFound
    role = Role("coordinator", client.organization_id)
    return ClientViewer(client.pk, (role,), origin=origin)


def client_cards(viewer: Viewer, *, now: datetime) -> tuple[ClientCard, ...]:
    """The programs of the viewer's structures, by name; all of them for the System."""
    rows = ApiClient.objects.select_related("organization").order_by("name", "created_at")
    if isinstance(viewer, AccountViewer):
        rows = rows.filter(organization_id__in=access.administered(viewer))
    elif not isinstance(viewer, System):
        raise NotFound
    return tuple(
        ClientCard(
            one.pk, one.name, one.organization.name, one.created_at, one.until,
            one.revoked_at is None and now < one.until,
        )
        for one in rows
    )  # fmt: skip


def client_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """What each program is called, with its structure: for the person who asks who read."""
    rows = ApiClient.objects.filter(pk__in=ids).select_related("organization")
    return {one.pk: f"{one.name} ({one.organization.name})" for one in rows}


def _require(by: Viewer, organization_id: UUID) -> None:
    if isinstance(by, System):
        return
    if not isinstance(by, AccountViewer):
        raise NotFound
    access.require_organization(by, organization_id)


def _trace(client: ApiClient, by: Viewer, now: datetime, change: str) -> None:
    traced(
        by, access.ADMINISTRATION, object_type="api_client", object_id=client.pk, now=now,
        organization_id=client.organization_id, fields=[change],
    )  # fmt: skip
