from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from maillon.apps.journal import actions as journal
from maillon.apps.journal.models import Entry
from maillon.apps.protocols import access
from maillon.apps.protocols.actions.drafting import living
from maillon.apps.protocols.actions.proposing import PARIS
from maillon.apps.protocols.actions.reviewing import open_review, settle_reviews
from maillon.apps.protocols.acts import WITHDRAWN, adopted
from maillon.apps.protocols.models import Protocol, ProtocolSignature, ProtocolVersion
from maillon.apps.protocols.vocabulary import WITHDRAWALS
from maillon.apps.structures import actions as registers
from maillon.apps.tasks import actions as tasks
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["adopt", "cancel_adoption", "withdraw"]


def adopt(
    *, protocol_id: UUID, day: date, review_on: date, owner_id: UUID, by: AccountViewer,
    now: datetime,
) -> ProtocolVersion:  # fmt: skip
    """Put the proposed text in force from a day, as signed; its review becomes a task.

    The act is proven by the text's fingerprint and the scans. Raises ``NotFound``, ``Refused``:
    ``protocol_not_proposed``, ``protocol_signers`` (two professions, or a member and a partner for
    a relational one), ``protocol_day``, ``protocol_review_day``, ``protocol_owner``.
    """
    with transaction.atomic():
        protocol = living(access.require_writer(by, protocol_id))
        version = protocol.versions.filter(adopted_at=None, proposed_at__isnull=False).first()
        if version is None:
            raise Refused("protocol_not_proposed")
        signed = [one for one in version.signatures.select_related("member") if one.signed_on]
        _agreed(protocol, signed)
        _dated(protocol, version, signed, day, now.astimezone(PARIS).date())
        version.adopted_at, version.adopted_on = now, day
        version.entry = _record(protocol, version, signed, day, by, now)
        version.save(update_fields=["adopted_at", "adopted_on", "entry"])
        _forget_unsigned(version, by, now)
        settle_reviews(protocol, "replaced", by, now)
        open_review(protocol, version, review_on, owner_id, by, now)
    return version


def _agreed(protocol: Protocol, signed: Sequence[ProtocolSignature]) -> None:
    """Two professions; where two houses agree, one of each at least."""
    professions = {one.profession for one in signed if one.member_id is not None}
    if protocol.kind == "relational":
        outside = any(one.member_id is None for one in signed)
        if not professions or not outside:
            raise Refused("protocol_partner")
    elif len(professions) < 2:
        raise Refused("protocol_signers")


def _dated(
    protocol: Protocol, version: ProtocolVersion, signed: Sequence[ProtocolSignature], day: date,
    today: date,
) -> None:  # fmt: skip
    """After the adoption before, not before a signature, not in the future."""
    days = [one.signed_on for one in signed if one.signed_on is not None]
    past = protocol.versions.filter(adopted_on__gt=day, cancelled_at=None).exists()
    if day > today or past or max(days) > day:
        raise Refused("protocol_day")


def _record(
    protocol: Protocol, version: ProtocolVersion, signed: Sequence[ProtocolSignature], day: date,
    by: AccountViewer, now: datetime,
) -> Entry:  # fmt: skip
    noon = datetime.combine(day, time(12), PARIS)
    members = [one.member for one in signed if one.member is not None]
    return journal.record(
        act=adopted(protocol.kind), organization_id=protocol.organization_id, by=by, now=now,
        occurred_at=min(noon, now), subjects=[("protocol", protocol.pk)],
        participants=[
            ("account", one.account_id, None) if one.account_id else ("member", one.pk, None)
            for one in members
        ],
        data={"version": version.number, "professions": len({one.profession for one in signed})},
        documents=[version.digest, *(one.digest for one in signed if one.digest)],
    )  # fmt: skip


def _forget_unsigned(version: ProtocolVersion, by: AccountViewer, now: datetime) -> None:
    """Whoever was asked and did not sign before the adoption is not asked any more."""
    for one in version.signatures.filter(signed_on=None).select_related("task"):
        if one.task is not None and one.task.closed_at is None:
            tasks.close_task(task_id=one.task.pk, outcome="adopted", by=by, now=now)
        one.delete()


def cancel_adoption(*, protocol_id: UUID, by: AccountViewer, now: datetime) -> ProtocolVersion:
    """It was never adopted, or by mistake: the act of the last adoption is cancelled and counts
    in no year. What was in force before is so again. Raises ``Refused('protocol_not_adopted')``.
    """
    with transaction.atomic():
        protocol = access.require_writer(by, protocol_id)
        rows = protocol.versions.filter(adopted_at__isnull=False, cancelled_at=None)
        version = rows.order_by("-number").first()
        if version is None or protocol.withdrawn_on is not None:
            raise Refused("protocol_not_adopted")
        if version.record_id is not None:
            registers.withdraw_record(record_id=version.record_id, by=by, now=now)
        elif version.entry_id is not None:
            journal.cancel(entry_id=version.entry_id, by=by, now=now, reason="adoption_cancelled")
        version.cancelled_at = now
        version.save(update_fields=["cancelled_at"])
        settle_reviews(protocol, "cancelled", by, now)
    return version


def withdraw(
    *, protocol_id: UUID, reason: str, day: date, by: AccountViewer, now: datetime
) -> Protocol:
    """Stop applying it from a day: it counts until then, no more after; its story stays.

    Raises ``NotFound``, ``Refused``: ``protocol_not_adopted``, ``protocol_withdrawn``,
    ``protocol_day``.
    """
    if reason not in WITHDRAWALS:
        raise NotFound
    with transaction.atomic():
        protocol = living(access.require_writer(by, protocol_id))
        rows = protocol.versions.filter(adopted_at__isnull=False, cancelled_at=None)
        last = rows.order_by("-adopted_on").first()
        if last is None or last.adopted_on is None:
            raise Refused("protocol_not_adopted")
        if not last.adopted_on <= day <= now.astimezone(PARIS).date():
            raise Refused("protocol_day")
        protocol.withdrawn_on, protocol.withdrawal = day, reason
        protocol.save(update_fields=["withdrawn_on", "withdrawal"])
        settle_reviews(protocol, "withdrawn", by, now)
        noon = datetime.combine(day, time(12), PARIS)
        journal.record(
            act=WITHDRAWN, organization_id=protocol.organization_id, by=by, now=now,
            occurred_at=min(noon, now), subjects=[("protocol", protocol.pk)],
            data={"reason": reason},
        )  # fmt: skip
    return protocol
