from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from maillon.apps.governance.actions.owing import owe, settle
from maillon.apps.governance.models import GoverningBody, Mandate
from maillon.apps.journal import actions as journal
from maillon.apps.structures import access
from maillon.apps.structures.models import Member
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["NewBody", "NewMandate", "end_mandate", "give_mandate", "locked_body", "open_body"]

AHEAD: Final = timedelta(days=60)  # before a mandate ends, time to call whoever decides


@dataclass(frozen=True, slots=True)
class NewBody:
    """A body as typed."""

    kind: str
    name: str
    voters: str
    quorum_percent: int
    majority: str


@dataclass(frozen=True, slots=True)
class NewMandate:
    """A seat as typed; ``ends_on``: the first day without it."""

    member_id: UUID
    seat: str
    starts_on: date
    ends_on: date | None


def open_body(
    *, organization_id: UUID, new: NewBody, by: AccountViewer, now: datetime
) -> GoverningBody:
    """Write a body and the rule its team gave it.

    Raises ``NotFound`` for who does not write this structure, ``Refused('body_nameless')``.
    """
    access.require_writer(by, organization_id)
    if not new.name.strip():
        raise Refused("body_nameless")
    body = GoverningBody(
        organization_id=organization_id, kind=new.kind, name=new.name.strip()[:120],
        voters=new.voters, quorum_percent=new.quorum_percent, majority=new.majority, opened_at=now,
    )  # fmt: skip
    with transaction.atomic():
        body.save(force_insert=True)
        _tell("governance.body_opened", body, ("body", body.pk), by, now)
    return body


def locked_body(body_id: UUID, by: AccountViewer) -> GoverningBody:
    """The body, held for a change; ``NotFound`` for who does not write its structure."""
    rows = GoverningBody.objects.select_for_update(of=("self",)).select_related("organization")
    found = rows.filter(pk=body_id).first()
    if found is None:
        raise NotFound
    access.require_writer(by, found.organization_id)
    return found


def give_mandate(*, body_id: UUID, new: NewMandate, by: AccountViewer, now: datetime) -> Mandate:
    """Seat a member of the team. A mandate with an end opens a task of the structure sixty days
    before it; the one that follows it on the same seat closes that task.

    Raises ``NotFound``, ``Refused``: ``mandate_days``, ``mandate_member``, ``mandate_held``.
    """
    if new.ends_on is not None and new.ends_on <= new.starts_on:
        raise Refused("mandate_days")
    with transaction.atomic():
        body = locked_body(body_id, by)
        there = Member.objects.of(body.organization_id).on(new.starts_on)
        if not there.filter(pk=new.member_id).exists():
            raise Refused("mandate_member")
        _make_room(body, new, by, now)
        made = Mandate(
            body=body, member_id=new.member_id, seat=new.seat, starts_on=new.starts_on,
            ends_on=new.ends_on,
        )  # fmt: skip
        if new.ends_on is not None:
            made.task = owe(
                "governance.mandate", body.organization_id, ("mandate", made.pk),
                new.ends_on - AHEAD, by=by, now=now,
            )  # fmt: skip
        made.save(force_insert=True)
        _tell("governance.mandate_given", body, ("mandate", made.pk), by, now, seat=new.seat)
    return made


def _make_room(body: GoverningBody, new: NewMandate, by: AccountViewer, now: datetime) -> None:
    """Refuse the same seat twice for one person; the seat that this one follows is settled."""
    same = Mandate.objects.filter(body=body, seat=new.seat).select_related("task")
    overlap = Q(ends_on=None) | Q(ends_on__gt=new.starts_on)
    if new.ends_on is not None:
        overlap &= Q(starts_on__lt=new.ends_on)
    if same.filter(overlap, member_id=new.member_id).exists():
        raise Refused("mandate_held")
    for one in same.filter(ends_on__lte=new.starts_on + AHEAD, task__closed_at=None):
        settle(one.task, "followed", by=by, now=now)


def end_mandate(*, mandate_id: UUID, on: date, by: AccountViewer, now: datetime) -> Mandate:
    """End a mandate from a day on; its task closes. ``NotFound``, ``Refused``: ``mandate_over``,
    ``mandate_days``.
    """
    with transaction.atomic():
        rows = Mandate.objects.select_for_update(of=("self",)).select_related("body", "task")
        one = rows.filter(pk=mandate_id).first()
        if one is None:
            raise NotFound
        access.require_writer(by, one.body.organization_id)
        if one.ends_on is not None and one.ends_on <= on:
            raise Refused("mandate_over")
        if on < one.starts_on:
            raise Refused("mandate_days")
        one.ends_on = on
        one.save(update_fields=["ends_on"])
        settle(one.task, "ended", by=by, now=now)
        _tell("governance.mandate_ended", one.body, ("mandate", one.pk), by, now, seat=one.seat)
    return one


def _tell(
    act: str, body: GoverningBody, subject: tuple[str, UUID], by: AccountViewer, now: datetime,
    **data: str,
) -> None:  # fmt: skip
    journal.record(
        act=act, organization_id=body.organization_id, by=by, now=now,
        subjects=[subject, ("body", body.pk)], data={"body": body.kind, **data},
    )  # fmt: skip
