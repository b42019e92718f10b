"""The payer's answers as the structure reads them, and to whom its door is open."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from maillon.apps.accounts.readers import ReaderLine, readers
from maillon.apps.contracts import access
from maillon.apps.contracts.dossier import SentSheet
from maillon.apps.contracts.knowing import PARIS
from maillon.apps.contracts.models import AciContract, EvidenceFile, PayerWord
from maillon.apps.contracts.queries.received import Word, states_of, words_of
from maillon.apps.contracts.received import dossier_of
from maillon.apps.structures import access as structures
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["AnswersPage", "DoorPage", "answer_tasks", "answers_page", "door_page", "refused_worth"]

Kind = PayerWord.Kind
WAITING: Final = (Kind.QUESTION, Kind.REFUSED)


@dataclass(frozen=True, slots=True)
class AnswersPage:
    """A sent file: each commitment, how it stands, what was said. ``waits``: a reply is owed."""

    contract_id: UUID
    structure: str
    payer: str
    year: int
    sent_on: date
    writes: bool
    rows: tuple[tuple[SentSheet, str, tuple[Word, ...], bool], ...]

    def how_many(self, kind: str) -> int:
        """How many commitments stand so."""
        return sum(state == kind for _, state, _, _ in self.rows)


@dataclass(frozen=True, slots=True)
class DoorPage:
    """To whom the door of a structure is open, and to whom it was."""

    contract_id: UUID
    structure: str
    payer: str
    open_to: tuple[ReaderLine, ...]
    before: tuple[ReaderLine, ...]


def answers_page(viewer: AccountViewer, contract_id: UUID, year: int) -> AnswersPage:
    """The payer's answers of a year, for the team; ``NotFound`` where nothing was sent."""
    contract = access.require_reader(viewer, contract_id)
    found = _sent(contract, year)
    told, states = dossier_of(found), states_of(found)
    rows = [
        (one, states.get(one.id, ""), words_of(found, one.id) if one.id in states else ())
        for one in (told.sheets if told else ())
    ]
    return AnswersPage(
        contract.pk, contract.organization.name, contract.payer, year,
        found.sent_at.astimezone(PARIS).date(), access.writes(viewer, contract.organization_id),
        tuple((sheet, state, words, state in WAITING) for sheet, state, words in rows),
    )  # fmt: skip


def _sent(contract: AciContract, year: int) -> EvidenceFile:
    found = EvidenceFile.objects.filter(contract=contract, year=year).first()
    if found is None:
        raise NotFound
    return found


def refused_worth(contract: AciContract, year: int) -> Decimal:
    """Euros of the commitments that the payer refuses today, before precarity and prorata."""
    found = EvidenceFile.objects.filter(contract=contract, year=year).first()
    told = dossier_of(found) if found else None
    if found is None or told is None:
        return Decimal(0)
    rows = PayerWord.objects.filter(file=found).exclude(kind__in=(Kind.REPLY, Kind.NOTED))
    last = dict(rows.order_by("position").values_list("indicator", "kind"))
    refused = (Decimal(one.worth) for one in told.sheets if last.get(one.id) == Kind.REFUSED)
    return sum(refused, Decimal(0))


def door_page(viewer: AccountViewer, contract_id: UUID, *, now: datetime) -> DoorPage:
    """To whom the door is open, for who writes the structure; ``NotFound`` else."""
    contract = access.require_writer(viewer, contract_id)
    lines = readers(viewer, contract.organization_id)
    today = now.date()
    still = tuple(one for one in lines if one.until is None or one.until > today)
    return DoorPage(
        contract.pk, contract.organization.name, contract.payer, still,
        tuple(one for one in lines if one not in still),
    )  # fmt: skip


def answer_tasks(
    viewer: AccountViewer, ids: Collection[UUID]
) -> dict[UUID, tuple[UUID, int, str, str]]:
    """Questions and refusals to answer in her structures: contract, year, indicator, kind."""
    rows = PayerWord.objects.filter(
        pk__in=ids, file__contract__organization_id__in=structures.read_by(viewer)
    ).values_list("pk", "file__contract_id", "file__year", "indicator", "kind")
    return {pk: (contract, year, code, kind) for pk, contract, year, code, kind in rows}
