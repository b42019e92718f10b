import base64
import hashlib
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from maillon.apps.governance.actions.owing import owe, settle, today_of
from maillon.apps.governance.models import Attestation
from maillon.apps.governance.vocabulary import ATTESTED
from maillon.apps.journal import actions as journal
from maillon.apps.structures import access
from maillon.apps.structures.actions.recording import media_type
from maillon.apps.structures.models import Member
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["ask_attestations", "doctors", "file_attestation", "sign_attestation"]


def doctors(organization_id: UUID, year: int) -> list[Member]:
    """The doctors who were in the team on a day of that year, by arrival."""
    rows = Member.objects.of(organization_id).filter(
        profession="10", joined_on__lte=date(year, 12, 31)
    )
    first = date(year, 1, 1)
    there = [one for one in rows if one.left_on is None or one.left_on > first]
    return sorted(there, key=lambda one: (one.joined_on, str(one.pk)))


def ask_attestations(*, organization_id: UUID, year: int, by: AccountViewer, now: datetime) -> int:
    """Make each missing signature somebody's task, once: the doctor's where her account is known,
    else the structure's. How many were asked.

    Raises ``NotFound`` for who does not write this structure, ``Refused('attested_none')``.
    """
    access.require_writer(by, organization_id)
    asked = 0
    with transaction.atomic():
        for one in doctors(organization_id, year):
            row = _row(one, year)
            if row.signed_on is None and row.task is None:
                due = max(date(year, 12, 15), today_of(now) + timedelta(days=14))
                row.task = owe(
                    "governance.attestation", organization_id, ("attestation", row.pk), due,
                    by=by, now=now, account_id=one.account_id,
                )  # fmt: skip
                row.save()
                asked += 1
        if not asked:
            raise Refused("attested_none")
        journal.record(
            act="governance.attestations_asked", organization_id=organization_id, by=by, now=now,
            subjects=[("organization", organization_id)], data={"year": year, "asked": asked},
        )  # fmt: skip
    return asked


def sign_attestation(
    *, organization_id: UUID, year: int, by: AccountViewer, now: datetime
) -> Attestation:
    """A doctor signs her own, by her account.

    Raises ``NotFound`` for strangers, ``Refused``: ``attested_not_doctor``, ``attested_already``.
    """
    access.require_reader(by, organization_id)
    mine = [one for one in doctors(organization_id, year) if one.account_id == by.account_id]
    if not mine:
        raise Refused("attested_not_doctor")
    with transaction.atomic():
        row = _row(mine[0], year)
        row.signed_by_id = by.account_id
        words = f"{ATTESTED}\n{organization_id}\n{mine[0].pk}\n{year}"
        _sign(row, today_of(now), hashlib.sha256(words.encode()).hexdigest(), by, now)
    return row


def file_attestation(
    *, member_id: UUID, year: int, signed_on: date, document: bytes, by: AccountViewer,
    now: datetime,
) -> Attestation:  # fmt: skip
    """Keep the paper that a doctor signed.

    Raises ``NotFound``, ``Refused``: ``attested_paperless``, ``attested_later``,
    ``attested_already``, and as ``media_type``.
    """
    member = Member.objects.filter(pk=member_id).first()
    if member is None:
        raise NotFound
    access.require_writer(by, member.organization_id)
    if member.pk not in {one.pk for one in doctors(member.organization_id, year)}:
        raise NotFound
    if not document:
        raise Refused("attested_paperless")
    if signed_on > today_of(now):
        raise Refused("attested_later")
    with transaction.atomic():
        row = _row(member, year)
        row.media_type = media_type(document)
        row.content = base64.b64encode(document).decode()
        _sign(row, signed_on, hashlib.sha256(document).hexdigest(), by, now)
    return row


def _row(member: Member, year: int) -> Attestation:
    """The line of a doctor's year, held for a change; a new one is not written yet."""
    rows = Attestation.objects.select_for_update(of=("self",)).select_related("task")
    known = rows.filter(member=member, year=year).first()
    return known or Attestation(organization_id=member.organization_id, member=member, year=year)


def _sign(row: Attestation, day: date, digest: str, by: AccountViewer, now: datetime) -> None:
    if row.signed_on is not None:
        raise Refused("attested_already")
    row.signed_on, row.digest = day, digest
    row.entry = journal.record(
        act="governance.attested", organization_id=row.organization_id, by=by, now=now,
        subjects=[("attestation", row.pk)], documents=[digest],
        data={"year": row.year, "by": "account" if row.signed_by_id else "paper"},
    )  # fmt: skip
    row.save()
    settle(row.task, "signed", by=by, now=now)
