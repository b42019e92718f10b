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
}
