"""Named situations between a structure and its payer. Everybody is invented."""

import json
from datetime import date
from uuid import UUID

from maillon.apps.contracts import actions
from maillon.apps.contracts.dossier import NAME
from maillon.apps.contracts.filing import packed
from maillon.apps.contracts.models import EvidenceFile, PayerWord
from maillon.kernel.access import AccountViewer
from tests.factories.desk import MORNING
from tests.factories.structures import PAPER

__all__ = ["asked", "content", "sent_file"]


def content() -> bytes:
    """A small file: two commitments, one with its proof, the other without."""
    sheet = {
        "id": "A1.2", "label": "Crises sanitaires", "what": "Un plan daté.", "kind": "prérequis",
        "points": "100", "euros": "700,00 €", "worth": "700.00", "reasons": ["D’un seul tenant."],
        "rule": "Un plan.", "since": "2022-01-01", "confidence": "B, assez sûre", "sources": [],
        "facts": [["plan écrit", "oui", "compté dans le journal"]],
    }  # fmt: skip
    told = {
        "structure": "Maison d’essai", "payer": "CPAM", "signed_on": "2024-03-01", "year": 2026,
        "on": "2026-11-24", "revision": "essai", "total": "1400.00", "minutes": [],
        "sheets": [sheet, {**sheet, "id": "A2.4", "label": "Stages"}],
        "pieces": [{"number": 1, "indicators": ["A1.2"], "day": "07/04/2026", "act": "plan",
                    "title": "Plan de crise", "file": "pieces/001.pdf", "digest": "0"}],
    }  # fmt: skip
    return packed({NAME: json.dumps(told).encode(), "pieces/001.pdf": PAPER})


def sent_file(by: AccountViewer, contract_id: UUID) -> EvidenceFile:
    """This year's evidence, frozen."""
    return actions.send_evidence(
        contract_id=contract_id, year=2026, on=date(2026, 11, 24), content=content(), pieces=1,
        by=by, now=MORNING,
    )  # fmt: skip


def asked(reader: AccountViewer, file_id: UUID) -> PayerWord:
    """The reader asks about the placements."""
    return actions.answer_indicator(
        file_id=file_id, indicator="A2.4", kind="question", words="Quelle convention ?",
        by=reader, now=MORNING,
    )  # fmt: skip
