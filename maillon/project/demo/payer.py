"""What went between the maison de santé and its payer: last year's file. All of it is invented."""

from datetime import UTC, date, datetime
from uuid import UUID

from maillon.apps.contracts import actions, queries
from maillon.apps.contracts.web.zipping import zipped
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer

__all__ = ["send_last_year"]


def send_last_year(organization_id: UUID, by: AccountViewer, now: datetime) -> None:
    """Minutes read again and joined, the file frozen in January, by the real actions."""
    contract_id = queries.contract_of(by, organization_id)
    if contract_id is None:
        return
    last = now.year - 1
    for year in (last, now.year):
        told = [one.id for one in queries.minutes_offered(by, contract_id, year)]
        actions.join_minutes(contract_id=contract_id, year=year, meeting_ids=told, by=by, now=now)
    then = min(datetime(now.year, 1, 20, 9, tzinfo=UTC), now)
    with clock.frozen(then):
        found = queries.file_page(by, contract_id, last, now=then)
        actions.send_evidence(
            contract_id=contract_id, year=last, on=date(last, 12, 31), content=zipped(found),
            pieces=len(found.pieces), by=by, now=then,
        )  # fmt: skip
