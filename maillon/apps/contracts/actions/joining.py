from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.contracts import access
from maillon.apps.contracts.minutes import offered
from maillon.apps.contracts.models import EvidenceFile, JoinedMinutes
from maillon.apps.journal import actions as journal
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["join_minutes"]


def join_minutes(
    *, contract_id: UUID, year: int, meeting_ids: Collection[UUID], by: AccountViewer,
    now: datetime,
) -> None:  # fmt: skip
    """Join to the evidence of a year exactly these closed minutes among those she was there for;
    what a colleague joined stays.

    Raises ``NotFound`` for any other meeting, ``Refused('evidence_sent')``: what left does not
    change.
    """
    contract = access.require_writer(by, contract_id)
    hers = {one.pk for one in offered(by, contract, year)}
    if not set(meeting_ids) <= hers:
        raise NotFound
    with transaction.atomic():
        if EvidenceFile.objects.filter(contract=contract, year=year).exists():
            raise Refused("evidence_sent")
        kept = JoinedMinutes.objects.filter(contract=contract, year=year)
        kept.filter(meeting_id__in=hers - set(meeting_ids)).delete()
        there = set(kept.values_list("meeting_id", flat=True))
        for pk in sorted(set(meeting_ids) - there, key=str):
            JoinedMinutes(
                contract=contract, year=year, meeting_id=pk, joined_by_id=by.account_id,
                joined_at=now,
            ).save(force_insert=True)  # fmt: skip
        journal.record(
            act="contracts.minutes_joined", organization_id=contract.organization_id, by=by,
            now=now, subjects=[("contract", contract.pk)],
            data={"year": year, "minutes": kept.count()},
        )  # fmt: skip
