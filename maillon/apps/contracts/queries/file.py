import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from maillon.apps.contracts import access
from maillon.apps.contracts.filing import Minutes, Piece
from maillon.apps.contracts.minutes import joined, names_of, offered
from maillon.apps.contracts.models import EvidenceFile, JoinedMinutes
from maillon.apps.contracts.queries.indicator import ActLine, IndicatorPage, indicator_page
from maillon.apps.contracts.queries.page import ContractPage, contract_page, opened
from maillon.apps.contracts.veiling import veiled
from maillon.apps.journal.models import Entry
from maillon.apps.protocols.queries import AdoptedText, adopted_texts
from maillon.apps.structures.models import Signature
from maillon.apps.structures.queries import paper
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["FilePage", "MinutesChoice", "file_page", "minutes_offered", "sent_file"]


@dataclass(frozen=True, slots=True)
class FilePage:
    """What the payer reads of a year: the statement, a sheet for each commitment that counts, the
    proofs numbered, the minutes joined. Dates, titles and counts; nobody's name.
    """

    page: ContractPage
    sheets: tuple[IndicatorPage, ...]
    pieces: tuple[Piece, ...]
    minutes: tuple[Minutes, ...]
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MinutesChoice:
    """Closed minutes that may be joined, and whether they are."""

    id: UUID
    day: date
    subject: str
    joined: bool


def file_page(viewer: AccountViewer, contract_id: UUID, year: int, *, now: datetime) -> FilePage:
    """The evidence of a year as it stands today, for who writes its structure; ``NotFound`` for
    anybody else and while something is still asked for.
    """
    contract = access.require_writer(viewer, contract_id)
    page = contract_page(viewer, contract.pk, now=now, year=year)
    if page.statement is None:
        raise NotFound
    sheets = tuple(
        indicator_page(viewer, contract.pk, year, one.indicator, now=now)
        for one in page.rows
        if one.proven or one.missing
    )
    _, _, found, _ = opened(viewer, contract.pk, year, now)
    names = names_of(contract)
    return FilePage(
        page, sheets, _pieces(viewer, sheets, names), joined(contract, year, names), found.proven
    )


def _pieces(
    viewer: AccountViewer, sheets: tuple[IndicatorPage, ...], names: frozenset[str]
) -> tuple[Piece, ...]:
    """Each proven act once, in the order of days, with the commitments it serves."""
    serves: dict[UUID, list[str]] = {}
    acts = {}
    for sheet in sheets:
        for act in (act for fact in sheet.facts for act in fact.acts if act.proven):
            acts[act.id] = act
            if sheet.id not in serves.setdefault(act.id, []):
                serves[act.id].append(sheet.id)
    ordered = sorted(acts.values(), key=lambda one: (one.day, str(one.id)))
    seals = _seals([one.id for one in ordered])
    signed = _signed([one.object_id for one in ordered if one.object_id])
    made = [
        _piece(viewer, number, one, tuple(serves[one.id]), names, seals, signed)
        for number, one in enumerate(ordered, 1)
    ]
    texts = adopted_texts(viewer, [one.object_id for one in ordered if one.object_id])
    return tuple(
        _with_text(piece, texts.get((act.object_id, act.version)), names)
        for piece, act in zip(made, ordered, strict=True)
    )


def _with_text(piece: Piece, text: AdoptedText | None, names: frozenset[str]) -> Piece:
    """A protocol's version with its words, the professions that signed it, nobody's name."""
    if text is None:
        return piece
    parts = tuple((label, veiled(words, names)) for label, words in text.parts)
    return replace(piece, signed=text.professions, parts=parts)


def _piece(
    viewer: AccountViewer, number: int, act: ActLine, serves: tuple[str, ...],
    names: frozenset[str], seals: Mapping[UUID, str], signed: Mapping[UUID, tuple[str, ...]],
) -> Piece:  # fmt: skip
    held = paper(viewer, act.object_id) if act.kind == "record" and act.object_id else None
    return Piece(
        number, serves, act.day.strftime("%d/%m/%Y"), act.label, veiled(act.title, names),
        held.content if held else b"", held.media_type if held else "", seals.get(act.id, ""),
        signed.get(act.object_id, ()) if act.object_id else (),
    )  # fmt: skip


def _seals(ids: list[UUID]) -> dict[UUID, str]:
    """The fingerprint that the journal holds with each act."""
    rows = Entry.objects.filter(pk__in=ids).only("documents")
    return {one.pk: one.documents[0] for one in rows if one.documents}


def _signed(ids: list[UUID]) -> dict[UUID, tuple[str, ...]]:
    """The professions of those who signed each protocol."""
    rows = Signature.objects.filter(record_id__in=ids).select_related("member")
    told: dict[UUID, list[str]] = {}
    for one in rows:
        told.setdefault(one.record_id, []).append(one.member.get_profession_display())
    return {pk: tuple(sorted(labels)) for pk, labels in told.items()}


def minutes_offered(
    viewer: AccountViewer, contract_id: UUID, year: int
) -> tuple[MinutesChoice, ...]:
    """The closed minutes she was there for, for who writes the structure."""
    contract = access.require_writer(viewer, contract_id)
    rows = JoinedMinutes.objects.filter(contract=contract, year=year)
    there = set(rows.values_list("meeting_id", flat=True))
    return tuple(
        MinutesChoice(one.pk, one.starts_at.date(), one.subject, one.pk in there)
        for one in offered(viewer, contract, year)
        if one.starts_at
    )


def sent_file(viewer: AccountViewer, contract_id: UUID, year: int) -> bytes | None:
    """The zip as it was sent, for who writes its structure; ``None`` where none was."""
    contract = access.require_writer(viewer, contract_id)
    found = EvidenceFile.objects.filter(contract=contract, year=year).first()
    return base64.b64decode(found.content) if found else None
