"""What went between the maison de santé and its payer: last year's file, and what its reader said.
All of it is invented.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from maillon.apps.contracts import actions, queries
from maillon.apps.contracts.web.zipping import zipped
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer

__all__ = ["note_last_payment", "send_last_year"]


ANSWERS: Final = (  # how many days after, on what, what she said
    (8, "A1.1", "accepted", ""),
    (8, "A1.2", "accepted", ""),
    (8, "A2.2", "accepted", ""),
    (9, "A2.3", "accepted", ""),
    (9, "A2.4", "question", "Les deux stages ont-ils chacun leur convention signée ?"),
    (9, "A1.8b", "refused", "Le compte rendu ne dit pas ce que les usagers ont décidé."),
)  # fmt: skip
REPLY: Final = "Oui : les deux conventions sont les pièces de cet engagement."


def send_last_year(
    organization_id: UUID, by: AccountViewer, reader: AccountViewer, now: datetime
) -> None:
    """Minutes read again and joined, the file frozen in January, some commitments answered, one
    question replied to, by the real actions.
    """
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
        sent = actions.send_evidence(
            contract_id=contract_id, year=last, on=date(last, 12, 31), content=zipped(found),
            pieces=len(found.pieces), by=by, now=then,
        )  # fmt: skip
    known = {one.id for one in found.sheets}
    for days, indicator, kind, words in ANSWERS:
        day = min(then + timedelta(days=days), now)
        if indicator in known:
            actions.answer_indicator(
                file_id=sent.pk, indicator=indicator, kind=kind, words=words, by=reader, now=day
            )
    if "A2.4" in known:
        actions.reply_payer(
            contract_id=contract_id, year=last, indicator="A2.4", words=REPLY, by=by,
            now=min(then + timedelta(days=12), now),
        )  # fmt: skip
    note_last_payment(contract_id, by, now)


def note_last_payment(contract_id: UUID, by: AccountViewer, now: datetime) -> None:
    """What came in the spring: the balance that was sent, but for what is refused."""
    day = datetime(now.year, 4, 14, 9, tzinfo=UTC)
    if day <= now:
        actions.note_payment(
            contract_id=contract_id, year=now.year - 1, euros=Decimal("23640.15"),
            received_on=day.date(), words="Le niveau 2 des usagers n’est pas payé.", by=by, now=day,
        )  # fmt: skip
