"""Routes of the money of a structure: whom each answers."""

from tests.access.case import COORDINATOR, WORKERS, Case

__all__ = ["MONEY_CASES"]

TEAM = WORKERS | {"manager"}
WRITERS = COORDINATOR | {"manager"}


def _house(own: frozenset[str], **post: str) -> Case:
    path = lambda t: {"structure_id": t.world.desk.organization_id}  # noqa: E731
    return Case(path, own, post=(lambda _: post) if post else None)


def _quarter() -> Case:
    path = lambda t: {  # noqa: E731
        "structure_id": t.world.desk.organization_id, "year": 2026, "number": 4,
    }  # fmt: skip
    return Case(path, TEAM)


MONEY_CASES: dict[str, Case] = {
    "quarters": _house(TEAM),
    **dict.fromkeys(("quarter", "quarter-csv", "quarter-xlsx"), _quarter()),
    "quarter-undo": Case(
        lambda t: {"quarter_id": t.house.quarter_id}, WRITERS, None, lambda _: {"geste": ""}
    ),
    "budget": _house(WRITERS, geste="line", planned=""),
    **dict.fromkeys(("budget-csv", "budget-xlsx", "invoices"), _house(WRITERS)),
    **dict.fromkeys(("invoices-csv", "invoices-xlsx"), _house(WRITERS)),
    "budget-line-withdraw": Case(
        lambda t: {"line_id": t.house.line_id}, WRITERS, None, lambda _: {"geste": ""}
    ),
    "invoice-new": _house(WRITERS, provider=""),
    "invoice-paper": Case(lambda t: {"invoice_id": t.house.invoice_id}, WRITERS),
    **dict.fromkeys(
        ("invoice-pay", "invoice-withdraw"),
        Case(
            lambda t: {"invoice_id": t.house.invoice_id}, WRITERS, None, lambda _: {"paid_on": ""}
        ),
    ),
    "maturity": Case(lambda t: {"structure_id": t.world.desk.organization_id}, TEAM),
    "assessment": Case(
        lambda t: {"assessment_id": t.house.assessment_id},
        TEAM,
        post=lambda _: {"geste": "answer"},
    ),
    "shares": _house(TEAM),
    "share-new": _house(WRITERS, geste="see", label=""),
    **dict.fromkeys(
        ("share", "share-csv", "share-xlsx"),
        Case(lambda t: {"share_id": t.house.share_id}, WRITERS),
    ),
    "share-withdraw": Case(
        lambda t: {"share_id": t.house.share_id}, WRITERS, None, lambda _: {"geste": ""}
    ),
}
