from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from maillon.apps.journal import actions as journal
from maillon.apps.protocols import access
from maillon.apps.protocols.actions.drafting import living, seen_of
from maillon.apps.protocols.models import Protocol, ProtocolSignature, ProtocolVersion
from maillon.apps.protocols.vocabulary import gaps
from maillon.apps.structures.models import Member
from maillon.apps.tasks import actions as tasks
from maillon.errors import Refused
from maillon.kernel.access import AccountViewer

__all__ = ["PARIS", "Invitation", "at_evening", "propose", "reopen"]

PARIS: Final = ZoneInfo("Europe/Paris")


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who is asked to sign, and until when."""

    members: Collection[UUID]
    due_on: date


def propose(
    *, protocol_id: UUID, asked: Invitation, by: AccountViewer, now: datetime
) -> ProtocolVersion:
    """Freeze the draft and ask these members to sign it; each with an account gets a task, once.

    Raises ``NotFound`` for who does not write the structure, and ``Refused``:
    ``protocol_no_draft``, ``protocol_empty``, ``protocol_gaps`` while a template's places wait
    for the team's words.
    """
    today = now.astimezone(PARIS).date()
    with transaction.atomic():
        protocol = living(access.require_writer(by, protocol_id))
        draft = protocol.versions.filter(adopted_at=None, proposed_at=None).first()
        if draft is None:
            raise Refused("protocol_no_draft")
        _complete(draft)
        draft.proposed_at, draft.digest = now, seen_of(protocol, draft)
        draft.save(update_fields=["proposed_at", "digest"])
        members = Member.objects.of(protocol.organization_id).on(today)
        for place, one in enumerate(members.filter(pk__in=list(asked.members)), 1):
            _ask(protocol, draft, one, place, asked.due_on, by, now)
        journal.record(
            act="protocols.proposed", organization_id=protocol.organization_id, by=by, now=now,
            subjects=[("protocol", protocol.pk)], data={"version": draft.number},
            documents=[draft.digest],
        )  # fmt: skip
    return draft


def _complete(draft: ProtocolVersion) -> None:
    told = draft.sections
    if not told.get("objective") or not told.get("roles"):
        raise Refused("protocol_empty")
    waiting = sum(gaps(words) for words in told.values())
    if waiting:
        raise Refused("protocol_gaps", count=waiting)


def _ask(
    protocol: Protocol, draft: ProtocolVersion, one: Member, place: int, due_on: date,
    by: AccountViewer, now: datetime,
) -> None:  # fmt: skip
    asked = ProtocolSignature(version=draft, member=one, profession=one.profession, position=place)
    if one.account_id:
        asked.task = tasks.open_task(
            kind="protocols.sign", organization_id=protocol.organization_id,
            owner=tasks.Owner(account_id=one.account_id), origin=("protocol", protocol.pk),
            due_at=at_evening(due_on), by=by, now=now,
        )  # fmt: skip
    asked.save(force_insert=True)


def reopen(*, protocol_id: UUID, by: AccountViewer, now: datetime) -> ProtocolVersion:
    """Take a proposed text back to write it again: whoever signed must sign the new one.

    Raises ``Refused('protocol_not_proposed')``.
    """
    with transaction.atomic():
        protocol = living(access.require_writer(by, protocol_id))
        draft = protocol.versions.filter(adopted_at=None, proposed_at__isnull=False).first()
        if draft is None:
            raise Refused("protocol_not_proposed")
        for one in draft.signatures.select_related("task"):
            if one.task is not None and one.task.closed_at is None:
                tasks.close_task(task_id=one.task.pk, outcome="reopened", by=by, now=now)
        draft.signatures.all().delete()
        draft.proposed_at, draft.digest = None, ""
        draft.save(update_fields=["proposed_at", "digest"])
    return draft


def at_evening(day: date) -> datetime:
    """Six in the evening of that day, in France."""
    return datetime.combine(day, time(18), PARIS)
