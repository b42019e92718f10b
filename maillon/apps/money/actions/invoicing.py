import base64
import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction

from maillon.apps.contracts.knowing import PARIS
from maillon.apps.journal import actions as journal
from maillon.apps.money.actions.budgeting import locked_line
from maillon.apps.money.models import Invoice
from maillon.apps.structures import access as structures
from maillon.apps.structures.actions.recording import media_type
from maillon.apps.tasks import actions as tasks
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer
from maillon.kernel.crypto import blind_index, fold

__all__ = ["NewInvoice", "pay_invoice", "receive_invoice", "withdraw_invoice"]


@dataclass(frozen=True, slots=True)
class NewInvoice:
    """An invoice as typed; ``agreed`` and ``delivered``: hours of presence, where there are."""

    line_id: UUID
    provider: str
    number: str
    issued_on: date
    due_on: date
    gross: Decimal
    vat: Decimal = Decimal(0)
    agreed: Decimal | None = None
    delivered: Decimal | None = None
    document: bytes = b""


def receive_invoice(*, new: NewInvoice, by: AccountViewer, now: datetime) -> Invoice:
    """Write an invoice on a line of expense; paying it is a task of the structure, once, for the
    day it is due.

    Raises ``NotFound``, ``Refused``: ``invoice_side``, ``invoice_unnamed``, ``invoice_days``,
    ``invoice_sums``, ``invoice_twice``, and for its paper as ``media_type``.
    """
    _fits(new)
    try:
        with transaction.atomic():
            line = locked_line(new.line_id, by)
            if line.side != "expense":
                raise Refused("invoice_side")
            made = _built(line.organization_id, new, by, now)
            made.task = tasks.open_task(
                kind="money.invoice", organization_id=line.organization_id,
                owner=tasks.Owner(group="organization", group_id=line.organization_id),
                origin=("invoice", made.pk), by=by, now=now,
                due_at=datetime.combine(new.due_on, time(18), PARIS),
            )  # fmt: skip
            made.save(force_insert=True)
            _tell("money.invoice_received", made, by, now)
    except IntegrityError as error:
        raise Refused("invoice_twice", number=new.number) from error
    return made


def _fits(new: NewInvoice) -> None:
    if not new.provider.strip() or not _key(new.number):
        raise Refused("invoice_unnamed")
    if new.due_on < new.issued_on:
        raise Refused("invoice_days")
    if not 0 <= new.vat < new.gross:
        raise Refused("invoice_sums")


def _key(number: str) -> str:
    return fold(number).replace(" ", "")[:40]


def _built(house: UUID, new: NewInvoice, by: AccountViewer, now: datetime) -> Invoice:
    made = Invoice(
        organization_id=house, line_id=new.line_id, provider=new.provider.strip()[:120],
        provider_index=blind_index("provider", fold(new.provider)), number=new.number.strip()[:40],
        number_key=_key(new.number), issued_on=new.issued_on, due_on=new.due_on, gross=new.gross,
        vat=new.vat, agreed=new.agreed, delivered=new.delivered, written_by_id=by.account_id,
        written_at=now,
    )  # fmt: skip
    if new.document:
        made.media_type = media_type(new.document)
        made.digest = hashlib.sha256(new.document).hexdigest()
        made.content = base64.b64encode(new.document).decode()
    return made


def pay_invoice(
    *, invoice_id: UUID, paid_on: date, by: AccountViewer, now: datetime
) -> Invoice:  # fmt: skip
    """Say that an invoice is paid: its task closes.

    Raises ``NotFound``, ``Refused``: ``invoice_settled``, ``invoice_paid_day``.
    """
    with transaction.atomic():
        found = _open(invoice_id, by)
        if not found.issued_on <= paid_on <= now.astimezone(PARIS).date():
            raise Refused("invoice_paid_day")
        found.paid_on = paid_on
        found.save(update_fields=["paid_on"])
        tasks.close_task(task_id=found.task_id, outcome="paid", by=by, now=now)
        _tell("money.invoice_paid", found, by, now)
    return found


def withdraw_invoice(*, invoice_id: UUID, by: AccountViewer, now: datetime) -> Invoice:
    """Take back an invoice written wrongly and not paid; its number may be written again."""
    with transaction.atomic():
        found = _open(invoice_id, by)
        found.withdrawn_at = now
        found.save(update_fields=["withdrawn_at"])
        tasks.close_task(task_id=found.task_id, outcome="withdrawn", by=by, now=now)
        _tell("money.invoice_withdrawn", found, by, now)
    return found


def _open(invoice_id: UUID, by: AccountViewer) -> Invoice:
    found = Invoice.objects.select_for_update(of=("self",)).filter(pk=invoice_id).first()
    if found is None:
        raise NotFound
    structures.require_writer(by, found.organization_id)
    if found.paid_on is not None or found.withdrawn_at is not None:
        raise Refused("invoice_settled")
    return found


def _tell(act: str, one: Invoice, by: AccountViewer, now: datetime) -> None:
    journal.record(
        act=act, organization_id=one.organization_id, by=by, now=now,
        subjects=[("invoice", one.pk)], documents=[one.digest] if one.digest else [],
    )  # fmt: skip
