import base64
import hashlib
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from maillon.apps.contracts import access
from maillon.apps.contracts.gathering import typed
from maillon.apps.contracts.models import DeclaredFact
from maillon.apps.journal import actions as journal
from maillon.apps.structures.actions.recording import media_type
from maillon.engines.aci import FACTS, Malformed, check
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["declare_fact", "withdraw_fact"]

FORMS: Final = {
    "flag": "oui ou non", "count": "un nombre entier", "number": "un nombre",
    "choice": "l’un des choix proposés", "day": "une date",
}  # fmt: skip
ALONE: Final = frozenset({"missing", "either", "more_than"})  # flaws of what is not told beside it


def declare_fact(
    *, contract_id: UUID, year: int, key: str, value: str, by: AccountViewer, now: datetime,
    document: bytes = b"",
) -> DeclaredFact:  # fmt: skip
    """Tell a fact that no act tells, for one year, with its paper or without; the last word counts
    and the one before keeps its line.

    Raises ``NotFound``, ``Refused``: ``fact_unknown``, ``fact_wrong``, and as ``media_type``.
    """
    contract = access.require_writer(by, contract_id)
    if key not in FACTS:
        raise Refused("fact_unknown")
    _fits(key, value, year)
    with transaction.atomic():
        before = DeclaredFact.objects.filter(
            contract=contract, year=year, key=key, withdrawn_at=None
        )
        before.update(withdrawn_at=now)
        told = DeclaredFact(
            contract=contract, year=year, key=key, value=value.strip()[:20],
            declared_by_id=by.account_id, declared_at=now,
        )  # fmt: skip
        if document:
            told.media_type = media_type(document)
            told.digest = hashlib.sha256(document).hexdigest()
            told.content = base64.b64encode(document).decode()
        told.save(force_insert=True)
        _tell("contracts.fact_declared", told, by, now)
    return told


def withdraw_fact(*, fact_id: UUID, by: AccountViewer, now: datetime) -> tuple[UUID, int]:
    """Take a declared fact back; its contract and its year.

    Raises ``NotFound``, ``Refused('fact_withdrawn')``.
    """
    with transaction.atomic():
        found = DeclaredFact.objects.select_for_update(of=("self",)).filter(pk=fact_id).first()
        if found is None:
            raise NotFound
        access.require_writer(by, found.contract_id)
        if found.withdrawn_at is not None:
            raise Refused("fact_withdrawn")
        found.withdrawn_at = now
        found.save(update_fields=["withdrawn_at"])
        _tell("contracts.fact_withdrawn", found, by, now)
    return found.contract_id, found.year


def _fits(key: str, value: str, year: int) -> None:
    try:
        check({key: typed(key, value)}, year=year)
        wrong = not value.strip()
    except ValueError:
        wrong = True
    except Malformed as flawed:
        wrong = any(flaw.code not in ALONE for flaw in flawed.flaws)
    if wrong:
        raise Refused("fact_wrong", form=FORMS[FACTS[key].form])


def _tell(act: str, fact: DeclaredFact, by: AccountViewer, now: datetime) -> None:
    journal.record(
        act=act, organization_id=fact.contract.organization_id, by=by, now=now,
        subjects=[("contract", fact.contract_id), ("declared_fact", fact.pk)],
        data={"key": fact.key, "year": fact.year},
        documents=[fact.digest] if fact.digest else [],
    )  # fmt: skip
