from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from maillon.apps.directory.models import Organization
from maillon.apps.journal import actions as journal
from maillon.apps.protocols import access
from maillon.apps.protocols.actions.drafting import living
from maillon.apps.protocols.actions.proposing import PARIS
from maillon.apps.protocols.models import ProtocolException, ProtocolShare
from maillon.apps.protocols.vocabulary import REASONS
from maillon.apps.structures import access as structures
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["end_share", "note_exception", "share"]


def note_exception(
    *, protocol_id: UUID, day: date, reason: str, what: str, by: AccountViewer, now: datetime
) -> ProtocolException:
    """Note that it was done otherwise once. By anybody of the team; nobody is named.

    Raises ``NotFound``, ``Refused``: ``protocol_not_adopted``, ``protocol_exception_empty``,
    ``protocol_exception_day`` (in the future, or before it was in force).
    """
    with transaction.atomic():
        protocol, held = access.require_reader(by, protocol_id)
        if held.neighbour or reason not in REASONS:
            raise NotFound
        rows = protocol.versions.filter(adopted_at__isnull=False, cancelled_at=None)
        version = rows.filter(adopted_on__lte=day).order_by("-number").first()
        if not rows.exists():
            raise Refused("protocol_not_adopted")
        if version is None or day > now.astimezone(PARIS).date():
            raise Refused("protocol_exception_day")
        if not what.strip():
            raise Refused("protocol_exception_empty")
        noted = ProtocolException(
            version=version, day=day, reason=reason, what=what.strip()[:2000],
            noted_by_id=by.account_id, noted_at=now,
        )  # fmt: skip
        noted.save(force_insert=True)
        journal.record(
            act="protocols.exception", organization_id=protocol.organization_id, by=by, now=now,
            subjects=[("protocol", protocol.pk)],
            data={"version": version.number, "reason": reason},
        )  # fmt: skip
    return noted


def share(
    *, protocol_id: UUID, organization_id: UUID, by: AccountViewer, now: datetime
) -> ProtocolShare:
    """Let the team of a neighbour read this one protocol as it is in force, nothing beside.

    Raises ``NotFound``, ``Refused``: ``protocol_not_adopted``, ``protocol_shared``.
    """
    try:
        with transaction.atomic():
            protocol = living(access.require_writer(by, protocol_id))
            if not protocol.versions.filter(
                adopted_at__isnull=False, cancelled_at=None
            ).exists():  # fmt: skip
                raise Refused("protocol_not_adopted")
            neighbour = Organization.objects.filter(pk=organization_id).first()
            if neighbour is None or neighbour.pk == protocol.organization_id:
                raise NotFound
            made = ProtocolShare(
                protocol=protocol, organization=neighbour, shared_by_id=by.account_id,
                shared_at=now,
            )  # fmt: skip
            made.save(force_insert=True)
            journal.record(
                act="protocols.shared", organization_id=protocol.organization_id, by=by, now=now,
                subjects=[("protocol", protocol.pk)], data={"with": str(neighbour.pk)},
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused("protocol_shared") from error
    return made


def end_share(*, share_id: UUID, by: AccountViewer, now: datetime) -> ProtocolShare:
    """Show it to this neighbour no more, from her next request on; ``NotFound`` once ended."""
    with transaction.atomic():
        rows = ProtocolShare.objects.select_for_update(of=("self",)).select_related("protocol")
        found = rows.filter(pk=share_id, ended_at=None).first()
        if found is None:
            raise NotFound
        structures.require_writer(by, found.protocol.organization_id)
        found.ended_at = now
        found.save(update_fields=["ended_at"])
    return found
