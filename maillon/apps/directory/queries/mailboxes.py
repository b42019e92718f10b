"""Secure mailboxes that may be shown: the red list never reaches the table they are read from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from maillon.apps.directory.models import Endpoint
from maillon.kernel.access import Viewer

__all__ = ["MailboxCard", "mailboxes_of_person", "mailboxes_of_structure"]


@dataclass(frozen=True, slots=True)
class MailboxCard:
    """One address, whose it is, and the extract it was read in."""

    address: str
    kind_label: str
    service: str
    name: str
    paperless: bool
    source: str
    as_of: date


def mailboxes_of_person(viewer: Viewer, national_id: str) -> tuple[MailboxCard, ...]:
    """The mailboxes of one professional, by address."""
    return _cards(Endpoint.objects.filter(holder=national_id, ended_on=None).order_by("address"))


def mailboxes_of_structure(viewer: Viewer, finess: str) -> tuple[MailboxCard, ...]:
    """The mailboxes of a structure's services and software; those of persons are on their pages."""
    shared = Endpoint.objects.filter(site=finess, ended_on=None).exclude(
        kind=Endpoint.Kind.PERSONAL
    )
    return _cards(shared.order_by("service", "address"))


def _cards(rows: Iterable[Endpoint]) -> tuple[MailboxCard, ...]:
    return tuple(
        MailboxCard(
            address=row.address,
            kind_label=Endpoint.Kind(row.kind).label,
            service=row.service,
            name=row.name,
            paperless=row.paperless,
            source=row.source,
            as_of=row.as_of,
        )
        for row in rows
    )
