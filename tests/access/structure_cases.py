"""Routes of the life of a structure: whom each answers."""

from tests.access.case import COORDINATOR, WORKERS, Case
from tests.access.governance_cases import GOVERNANCE_CASES
from tests.access.money_cases import MONEY_CASES

__all__ = ["STRUCTURE_CASES"]

TEAM = WORKERS | {"manager"}  # whoever works there
WRITERS = COORDINATOR | {"manager"}


def _house(own: frozenset[str], **post: str) -> Case:
    path = lambda t: {"structure_id": t.world.desk.organization_id}  # noqa: E731
    return Case(path, own, post=(lambda _: post) if post else None)


STRUCTURE_CASES: dict[str, Case] = {
    "my-structures": Case(),
    **dict.fromkeys(("structure", "structure-csv", "structure-xlsx"), _house(TEAM)),
    "structure-statutes": _house(WRITERS, sites=", rue sans nom"),
    "staff-new": _house(WRITERS, name=""),
    "staff-list": _house(WRITERS, geste=""),
    "staff-list-check": Case(
        lambda t: {"import_id": t.house.import_id}, COORDINATOR,
        post=lambda _: {"geste": "columns", "c0": "name"},
    ),
    "contracts": Case(),
    "contract-of": _house(TEAM),
    "contract-sign": _house(WRITERS, payer=""),
    "contract": Case(lambda t: {"contract_id": t.house.contract_id}, TEAM),
    "contract-indicator": Case(
        lambda t: {"contract_id": t.house.contract_id, "year": 2026, "indicator": "A2-3"}, TEAM
    ),
    "contract-if": Case(
        lambda t: {"contract_id": t.house.contract_id, "year": 2026}, TEAM,
        lambda _: {"protocols": "8"},
    ),
    **dict.fromkeys(("contract-rules", "contract-rules-csv"), Case(
        lambda t: {"contract_id": t.house.contract_id, "year": 2026}, TEAM,
        lambda _: {"montant": "A2.2:points", "valeur": "120"},
    )),
    "contract-declare": Case(
        lambda t: {"contract_id": t.house.contract_id}, WRITERS, None, lambda _: {"key": ""}
    ),
    "contract-take-back": Case(
        lambda t: {"fact_id": t.house.fact_id}, WRITERS, None, lambda _: {"geste": ""}
    ),
    "contract-act": Case(
        lambda t: {"contract_id": t.house.contract_id, "year": 2026}, WRITERS, None,
        lambda _: {"geste": "keep"},
    ),
    "contract-paid": Case(
        lambda t: {"contract_id": t.house.contract_id, "year": 2026}, WRITERS, None,
        lambda _: {"euros": ""},
    ),
    "contract-minutes": Case(
        lambda t: {"contract_id": t.house.contract_id, "year": 2026}, WRITERS, None,
        lambda _: {"geste": "join"},
    ),
    **dict.fromkeys(("indemnities", "indemnities-csv", "indemnities-xlsx"), _house(TEAM)),
    "indemnity-rates": _house(WRITERS, geste="rate", euros="0"),
    "ledgers": _house(WRITERS),
    "staff-indemnities": Case(lambda t: {"member_id": t.house.staff_id}, WRITERS),
    "rate-withdraw": Case(
        lambda t: {"rate_id": t.house.rate_id}, WRITERS, None, lambda _: {"geste": ""}
    ),
    **MONEY_CASES,
    **GOVERNANCE_CASES,
    **dict.fromkeys(
        ("handover", "handover-pdf", "handover-xlsx", "handover-zip"), _house(WRITERS)
    ),
    "handover-pass": _house(WRITERS, successor=""),
    "handover-end": Case(
        lambda t: {"structure_id": t.world.desk.organization_id}, WRITERS, None,
        lambda _: {"last": ""},
    ),
    "handover-return": Case(
        lambda t: {"succession_id": t.house.succession_id}, WRITERS, None, lambda _: {"geste": ""}
    ),
    "registers": _house(TEAM),
    "record-new": Case(
        lambda t: {"structure_id": t.world.desk.organization_id, "kind": "crisis_plan"}, WRITERS,
        post=lambda _: {"title": ""},
    ),
    "record-paper": Case(lambda t: {"record_id": t.house.record_id}, TEAM),
    "record-attach": Case(
        lambda t: {"record_id": t.house.record_id}, WRITERS, None, lambda _: {"geste": ""}
    ),
    "record-withdraw": Case(
        lambda t: {"record_id": t.house.record_id}, WRITERS, None, lambda _: {"geste": ""}
    ),
    "staff": Case(lambda t: {"member_id": t.house.staff_id}, TEAM),
    "staff-correct": Case(
        lambda t: {"member_id": t.house.staff_id}, WRITERS, post=lambda _: {"name": ""}
    ),
    "departure": Case(
        lambda t: {"member_id": t.house.staff_id}, WRITERS, post=lambda _: {"leaving": "other"}
    ),
    "departure-undo": Case(
        lambda t: {"departure_id": t.house.departure_id}, WRITERS, None, lambda _: {"geste": ""}
    ),
}  # fmt: skip
