from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.contracts import access
from maillon.apps.contracts.counting import count, digest_of, told
from maillon.apps.contracts.knowing import gathered
from maillon.apps.contracts.models import KeptStatement
from maillon.apps.contracts.wording.words import FACTS
from maillon.apps.journal import actions as journal
from maillon.errors import Refused
from maillon.kernel.access import AccountViewer

__all__ = ["keep_statement"]


def keep_statement(
    *, contract_id: UUID, year: int, on: date, by: AccountViewer, now: datetime
) -> KeptStatement:
    """Keep what is proven up to a day, with its facts, the revision of the rules and the result:
    counted again it gives the same. Raises ``NotFound``, ``Refused('statement_asks')``.
    """
    contract = access.require_writer(by, contract_id)
    found = gathered(contract, year, on)
    facts = {key: one.proven for key, one in found.facts.items() if one.proven is not None}
    counted = count(facts, year)
    if counted.statement is None:
        names = ", ".join(FACTS[key] for key in counted.asks)
        raise Refused("statement_asks", facts=names)
    result = told(counted.statement)
    with transaction.atomic():
        kept = KeptStatement(
            contract=contract, year=year, on=on, facts={k: str(v) for k, v in facts.items()},
            revision=counted.statement.revision, result=result, digest=digest_of(result),
            made_by_id=by.account_id, made_at=now,
        )  # fmt: skip
        kept.save(force_insert=True)
        journal.record(
            act="contracts.stated", organization_id=contract.organization_id, by=by, now=now,
            subjects=[("contract", contract.pk), ("statement", kept.pk)],
            data={"year": year}, documents=[kept.digest],
        )  # fmt: skip
    return kept
