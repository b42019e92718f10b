"""Routes of the payer's door: whom each answers, the reader and the structure."""

from tests.access.case import Args, Case
from tests.access.cast import Tenant
from tests.access.structure_cases import TEAM, WRITERS

__all__ = ["PAYER_CASES"]

READER = frozenset({"reader"})


def _file(**more: str) -> Args:
    return lambda t: {"file_id": t.house.file_id, **more}


def _year(t: Tenant) -> dict[str, object]:
    return {"contract_id": t.house.contract_id, "year": 2026}


PAYER_CASES: dict[str, Case] = {
    "payer-files": Case(),
    "payer-file": Case(_file(), READER),
    "payer-zip": Case(_file(), READER),
    "payer-part": Case(_file(name="pieces/001.pdf"), READER),
    "payer-sheet": Case(_file(indicator="A1-2"), READER),
    "payer-answer": Case(_file(indicator="A1-2"), READER, None, lambda _: {"kind": ""}),
    "payer-document": Case(
        lambda t: {"kind": "etape", "document_id": t.house.handed_id}, READER
    ),
    "payer-paper": Case(lambda t: {"kind": "etape", "document_id": t.house.handed_id}, READER),
    "payer-paper-answer": Case(
        lambda t: {"kind": "etape", "document_id": t.house.handed_id}, READER, None,
        lambda _: {"kind": ""},
    ),
    "contract-answers": Case(_year, TEAM),
    "contract-reply": Case(
        lambda t: {**_year(t), "indicator": "A2-4"}, WRITERS, None, lambda _: {"words": "Oui."}
    ),
    "contract-door": Case(
        lambda t: {"contract_id": t.house.contract_id}, WRITERS, post=lambda _: {"name": ""}
    ),
    "contract-door-close": Case(
        lambda t: {"contract_id": t.house.contract_id, "role_id": t.role("reader").pk}, WRITERS,
        None, lambda _: {"geste": ""},
    ),
}  # fmt: skip
