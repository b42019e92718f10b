"""What a payer's reader reads: the files she received, as they left; never the structure itself."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from maillon.apps.accounts.readers import structures_received
from maillon.apps.contracts import access, receiving
from maillon.apps.contracts.dossier import Dossier, SentSheet, member_of
from maillon.apps.contracts.knowing import PARIS
from maillon.apps.contracts.models import EvidenceFile, PayerWord
from maillon.apps.contracts.received import content_of, dossier_of, names_of_files, sent_sheet
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer
from maillon.kernel.accesslog import traced

__all__ = [
    "ReceivedFile", "ReceivedPage", "ReceivedSheet", "Word", "received_file",
    "received_files", "received_part", "received_sheet", "received_zip", "states_of", "words_of",
]  # fmt: skip

Kind = PayerWord.Kind
TYPES: Final = {
    "pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png", "csv": "text/csv",
    "html": "text/html", "txt": "text/plain", "yaml": "text/plain", "json": "application/json",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """What one side said, and when; nobody is named."""

    kind: str
    label: str
    words: str
    at: datetime
    by_payer: bool


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file in her list, and how far her answers are."""

    id: UUID
    structure: str
    payer: str
    year: int
    sent_on: date
    pieces: int
    accepted: int
    asked: int
    refused: int


@dataclass(frozen=True, slots=True)
class ReceivedPage:
    """A file as it left: its commitments with the last word on each."""

    id: UUID
    structure: str
    year: int
    sent_on: date
    digest: str
    dossier: Dossier | None
    rows: tuple[tuple[SentSheet, str], ...]  # a commitment, how it stands


@dataclass(frozen=True, slots=True)
class ReceivedSheet:
    """One commitment, its proofs, what was said of it."""

    file_id: UUID
    structure: str
    year: int
    sheet: SentSheet
    state: str
    words: tuple[Word, ...]


def received_files(
    viewer: AccountViewer,
) -> tuple[tuple[ReceivedFile, ...], tuple[receiving.Handed, ...]]:
    """The files sent by the structures that opened their door to her, latest first; and what else
    they handed over.
    """
    houses = structures_received(viewer)
    rows = list(
        EvidenceFile.objects.filter(contract__organization_id__in=houses)
        .select_related("contract__organization").defer("content").order_by("-sent_at")
    )  # fmt: skip
    counts = _counts([one.pk for one in rows])
    files = tuple(
        ReceivedFile(
            one.pk, one.contract.organization.name, one.contract.payer, one.year, _day(one),
            one.pieces, *(counts[one.pk][kind] for kind in (
                Kind.ACCEPTED, Kind.QUESTION, Kind.REFUSED,
            )),
        )
        for one in rows
    )  # fmt: skip
    return files, receiving.listed(houses)


def _day(file: EvidenceFile) -> date:
    return file.sent_at.astimezone(PARIS).date()


def _counts(ids: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
    last: dict[tuple[UUID, str], str] = {}
    rows = PayerWord.objects.filter(file_id__in=ids).exclude(kind__in=(Kind.REPLY, Kind.NOTED))
    for file_id, indicator, kind in rows.values_list("file_id", "indicator", "kind"):
        last[file_id, indicator] = kind
    counts: dict[UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (file_id, _), kind in last.items():
        counts[file_id][kind] += 1
    return counts


def states_of(file: EvidenceFile) -> dict[str, str]:
    """How each commitment stands: the last word on it, from either side."""
    rows = PayerWord.objects.filter(file=file).values_list("indicator", "kind")
    return dict(rows.order_by("position"))


def words_of(file: EvidenceFile, indicator: str) -> tuple[Word, ...]:
    """What was said of one commitment, in order."""
    rows = PayerWord.objects.filter(file=file, indicator=indicator)
    return tuple(
        Word(one.kind, one.get_kind_display(), one.words, one.said_at.astimezone(PARIS),
             one.kind not in (Kind.REPLY, Kind.NOTED))
        for one in rows
    )  # fmt: skip


def received_file(viewer: AccountViewer, file_id: UUID, *, now: datetime) -> ReceivedPage:
    """A file as it left; ``NotFound`` unless its structure opened its door to her. Traced."""
    found = access.require_received(viewer, file_id)
    told, states = dossier_of(found), states_of(found)
    _trace(viewer, found, now)
    rows = tuple((one, states.get(one.id, "")) for one in told.sheets) if told else ()
    return ReceivedPage(
        found.pk, found.contract.organization.name, found.year, _day(found), found.digest, told,
        rows,
    )  # fmt: skip


def received_sheet(
    viewer: AccountViewer, file_id: UUID, indicator: str, *, now: datetime
) -> ReceivedSheet:
    """One commitment of it, with its proofs; ``NotFound`` as above. Traced."""
    found = access.require_received(viewer, file_id)
    sheet = sent_sheet(found, indicator)
    _trace(viewer, found, now)
    return ReceivedSheet(
        found.pk, found.contract.organization.name, found.year, sheet,
        states_of(found).get(indicator, ""), words_of(found, indicator),
    )  # fmt: skip


def received_part(
    viewer: AccountViewer, file_id: UUID, name: str, *, now: datetime
) -> tuple[bytes, str]:
    """One document of the file and its media type; ``NotFound`` for what is not in it. Traced."""
    found = access.require_received(viewer, file_id)
    content = content_of(found)
    if name not in names_of_files(content):
        raise NotFound
    _trace(viewer, found, now)
    return member_of(content, name), TYPES[name.rsplit(".", 1)[-1]]


def received_zip(viewer: AccountViewer, file_id: UUID, *, now: datetime) -> tuple[int, bytes]:
    """The year and the whole file, byte for byte as it left. Traced."""
    found = access.require_received(viewer, file_id)
    _trace(viewer, found, now)
    return found.year, content_of(found)


def _trace(viewer: AccountViewer, file: EvidenceFile, now: datetime) -> None:
    traced(
        viewer, access.RECEIVED, object_type="evidence_file", object_id=file.pk, now=now,
        organization_id=file.contract.organization_id,
    )  # fmt: skip
