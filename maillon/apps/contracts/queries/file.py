import base64
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maillon.apps.contracts import access
from maillon.apps.contracts.filing import Piece
from maillon.apps.contracts.models import EvidenceFile
from maillon.apps.contracts.queries.indicator import IndicatorPage, indicator_page
from maillon.apps.contracts.queries.page import ContractPage, contract_page
from maillon.apps.structures.queries import paper
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["FilePage", "file_page", "sent_file"]


@dataclass(frozen=True, slots=True)
class FilePage:
    """What the payer reads of a year: the statement, a sheet for each commitment that counts, the
    proofs numbered. Dates, titles and counts; nobody's name.
    """

    page: ContractPage
    sheets: tuple[IndicatorPage, ...]
    pieces: tuple[Piece, ...]


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
    return FilePage(page, sheets, _pieces(viewer, sheets))


def _pieces(viewer: AccountViewer, sheets: tuple[IndicatorPage, ...]) -> tuple[Piece, ...]:
    """Each proven act once, in the order of days, with the commitments it serves."""
    serves: dict[UUID, list[str]] = {}
    acts = {}
    for sheet in sheets:
        for act in (act for fact in sheet.facts for act in fact.acts if act.proven):
            acts[act.id] = act
            if sheet.id not in serves.setdefault(act.id, []):
                serves[act.id].append(sheet.id)
    pieces = []
    for number, pk in enumerate(sorted(acts, key=lambda one: (acts[one].day, str(one))), 1):
        act = acts[pk]
        held = paper(viewer, act.object_id) if act.kind == "record" and act.object_id else None
        pieces.append(Piece(
            number, tuple(serves[pk]), act.day.strftime("%d/%m/%Y"), act.label, act.title,
            held.content if held else b"", held.media_type if held else "",
        ))  # fmt: skip
    return tuple(pieces)


def sent_file(viewer: AccountViewer, contract_id: UUID, year: int) -> bytes | None:
    """The zip as it was sent, for who writes its structure; ``None`` where none was."""
    contract = access.require_writer(viewer, contract_id)
    found = EvidenceFile.objects.filter(contract=contract, year=year).first()
    return base64.b64decode(found.content) if found else None
