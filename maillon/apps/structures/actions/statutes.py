from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.journal import actions as journal
from maillon.apps.structures import access
from maillon.apps.structures.models import Site, Statutes
from maillon.errors import Refused
from maillon.kernel.access import AccountViewer
from maillon.kernel.crypto import fold

__all__ = ["NewSite", "write_statutes"]


@dataclass(frozen=True, slots=True)
class NewSite:
    """A place as typed."""

    name: str
    address: str = ""


def write_statutes(
    *,
    organization_id: UUID,
    legal_form: str,
    registered_on: date | None,
    sites: Sequence[NewSite],
    by: AccountViewer,
    now: datetime,
) -> None:
    """Write the legal form and the places of today.

    A place that is no longer told closes today and keeps its line; a new one opens today. Raises
    ``NotFound`` for who does not write this structure, ``Refused('site_nameless')``.
    """
    access.require_writer(by, organization_id)
    if any(not one.name.strip() for one in sites):
        raise Refused("site_nameless")
    with transaction.atomic():
        Statutes.objects.update_or_create(
            organization_id=organization_id,
            defaults={"legal_form": legal_form, "registered_on": registered_on},
        )
        _place(organization_id, sites, now.date())
        journal.record(
            act="structures.statutes_written", organization_id=organization_id, by=by, now=now,
            subjects=[("structure", organization_id)], data={"sites": len(sites)},
        )  # fmt: skip


def _place(organization_id: UUID, sites: Sequence[NewSite], today: date) -> None:
    standing = {
        fold(one.name): one
        for one in Site.objects.filter(organization_id=organization_id, closed_on=None)
    }
    for position, told in enumerate(sites):
        site = standing.pop(fold(told.name), None) or Site(
            organization_id=organization_id, opened_on=today
        )
        site.name, site.address, site.position = told.name.strip(), told.address, position
        site.save()
    for gone in standing.values():
        gone.closed_on = today
        gone.save(update_fields=["closed_on"])
