from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.contracts.actions.owing import owe_year, plan_year
from maillon.apps.contracts.models import AciContract
from maillon.apps.directory.models import Organization
from maillon.apps.journal import actions as journal
from maillon.apps.structures import access as structures
from maillon.errors import Refused
from maillon.kernel.access import AccountViewer

__all__ = ["sign_contract"]


def sign_contract(
    *, organization_id: UUID, signed_on: date, payer: str, new_structure: bool,
    by: AccountViewer, now: datetime,
) -> AciContract:  # fmt: skip
    """Write down the contract the structure signed; what each of its years owes becomes
    tasks of the structure: the evidence, then the payment to check.

    Raises ``NotFound`` for who does not write this structure, ``Refused``: ``contract_signed``
    (one at a time), ``contract_later``, ``contract_cpts`` (its contract has other rules: it is
    told by its stages).
    """
    structures.require_writer(by, organization_id)
    if Organization.objects.filter(pk=organization_id, kind=Organization.Kind.CPTS).exists():
        raise Refused("contract_cpts")
    if signed_on > now.date():
        raise Refused("contract_later")
    with transaction.atomic():
        if AciContract.objects.filter(organization_id=organization_id, ended_on=None).exists():
            raise Refused("contract_signed")
        contract = AciContract(
            organization_id=organization_id, signed_on=signed_on, payer=payer.strip()[:120],
            new_structure=new_structure,
        )  # fmt: skip
        contract.save(force_insert=True)
        owe_year(contract, now.year, by, now)
        plan_year(contract, now.year + 1)
        journal.record(
            act="contracts.signed", organization_id=organization_id, by=by, now=now,
            subjects=[("contract", contract.pk)], data={"signed_on": signed_on.isoformat()},
        )  # fmt: skip
    return contract
