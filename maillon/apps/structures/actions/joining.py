from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction

from maillon.apps.accounts.queries import colleagues
from maillon.apps.journal import actions as journal
from maillon.apps.structures import access
from maillon.apps.structures.models import Member
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer
from maillon.kernel.crypto import blind_index, fold

__all__ = ["NewMember", "add_member", "cancel_departure", "correct_member", "note_departure"]


@dataclass(frozen=True, slots=True)
class NewMember:
    """Somebody as typed. ``shared_with``: another structure with whom her post is shared."""

    name: str
    profession: str
    status: str
    joined_on: date
    post: str = ""
    email: str = ""
    phone: str = ""
    national_id: str = ""
    weekly_hours: Decimal | None = None
    account_id: UUID | None = None
    shared_with_id: UUID | None = None


def add_member(
    *, organization_id: UUID, new: NewMember, by: AccountViewer, now: datetime
) -> Member:
    """Somebody comes, from the day told. The same professional may belong to several structures.

    Raises ``NotFound`` for who does not write this structure, ``Refused``: ``member_nameless``,
    ``member_there``, ``member_elsewhere``.
    """
    access.require_writer(by, organization_id)
    _right(new, organization_id, by, now)
    member = Member(organization_id=organization_id)
    with transaction.atomic():
        _write(member, new)
        _tell("structures.member_joined", member, by, now, day=new.joined_on)
    return member


def correct_member(*, member_id: UUID, new: NewMember, by: AccountViewer, now: datetime) -> Member:
    """Write what is true of her. Raises as ``add_member``, and ``member_day``."""
    with transaction.atomic():
        member = _locked(member_id, by)
        _right(new, member.organization_id, by, now, known=member.account_id)
        if member.left_on is not None and member.left_on < new.joined_on:
            raise Refused("member_day")
        _write(member, new)
        _tell("structures.member_corrected", member, by, now)
    return member


def note_departure(
    *, member_id: UUID, left_on: date, leaving: str, by: AccountViewer, now: datetime
) -> Member:
    """She leaves: ``left_on`` is the first day without her; her line and what she did stay.

    Raises ``NotFound``, ``Refused``: ``member_gone``, ``member_day``.
    """
    with transaction.atomic():
        member = _locked(member_id, by)
        if member.left_on is not None:
            raise Refused("member_gone")
        if left_on < member.joined_on:
            raise Refused("member_day")
        member.left_on, member.leaving = left_on, leaving
        member.save(update_fields=["left_on", "leaving"])
        _tell("structures.member_left", member, by, now, day=left_on)
    return member


def cancel_departure(*, member_id: UUID, by: AccountViewer, now: datetime) -> Member:
    """She stays after all: her line runs on as if nobody had dated it.

    Raises ``NotFound``, ``Refused``: ``member_stays`` (no departure is noted), ``member_there``
    (another line of hers runs already).
    """
    with transaction.atomic():
        member = _locked(member_id, by)
        if member.left_on is None:
            raise Refused("member_stays")
        member.left_on, member.leaving = None, ""
        try:
            with transaction.atomic():
                member.save(update_fields=["left_on", "leaving"])
        except IntegrityError as error:
            raise Refused("member_there") from error
        _tell("structures.departure_cancelled", member, by, now)
    return member


def _locked(member_id: UUID, by: AccountViewer) -> Member:
    found = Member.objects.select_for_update(of=("self",)).filter(pk=member_id).first()
    if found is None:
        raise NotFound
    access.require_writer(by, found.organization_id)
    return found


def _right(
    new: NewMember, organization_id: UUID, by: AccountViewer, now: datetime,
    known: UUID | None = None,
) -> None:  # fmt: skip
    if not new.name.strip():
        raise Refused("member_nameless")
    accounts = {by.account_id, known, *(one.id for one in colleagues(by, now=now))}
    if new.account_id is not None and new.account_id not in accounts:
        raise Refused("member_elsewhere")
    others = set(access.read_by(by)) - {organization_id}
    if new.shared_with_id is not None and new.shared_with_id not in others:
        raise Refused("member_elsewhere")


def _write(member: Member, new: NewMember) -> None:
    member.name = " ".join(new.name.split())[:120]
    member.name_index = blind_index("member", fold(new.name))
    member.email, member.phone = new.email, new.phone
    member.national_id = new.national_id
    member.profession, member.status, member.post = new.profession, new.status, new.post
    member.weekly_hours = new.weekly_hours
    member.account_id, member.shared_with_id = new.account_id, new.shared_with_id
    member.joined_on = new.joined_on
    try:
        with transaction.atomic():
            member.save()
    except IntegrityError as error:
        raise Refused("member_there") from error


def _tell(
    act: str, member: Member, by: AccountViewer, now: datetime, day: date | None = None
) -> None:
    journal.record(
        act=act, organization_id=member.organization_id, by=by, now=now,
        subjects=[("member", member.pk)],
        data={"profession": member.profession, "status": member.status}
        | ({"day": day.isoformat()} if day else {}),
    )  # fmt: skip
