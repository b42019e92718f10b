"""A structure on its way to a contract: everything accepted, the contract signed."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from maillon.apps.stages import actions
from maillon.apps.stages.actions import NewAnswer, NewFiling
from maillon.kernel.access import AccountViewer
from tests.factories.desk import MORNING
from tests.factories.structures import PAPER

__all__ = ["accepted", "begun", "handed_letter", "on_its_way", "sent_step"]

SENT, ANSWERED = date(2026, 2, 2), date(2026, 3, 2)


def begun(by: AccountViewer, house: UUID) -> UUID:
    """A pre-project of this winter."""
    return actions.begin_stage(
        organization_id=house, began_on=date(2026, 1, 5), team="deux médecins, une infirmière",
        by=by, now=MORNING,
    ).pk  # fmt: skip


def sent_step(
    by: AccountViewer, house: UUID, step: str, *, now: datetime = MORNING, **changed: object
) -> UUID:
    """A step sent with its paper."""
    given: dict[str, object] = {"sent_on": SENT, "document": PAPER, **changed}
    new = NewFiling(step, **given)  # type: ignore[arg-type]
    return actions.file_step(organization_id=house, new=new, by=by, now=now).pk


def accepted(by: AccountViewer, house: UUID, *steps: str) -> UUID:
    """These steps sent and accepted; the last that was sent."""
    for step in steps:
        filing = sent_step(by, house, step)
        told = NewAnswer("accepted", ANSWERED, "ARS fictive")
        actions.answer_step(filing_id=filing, new=told, by=by, now=MORNING)
    return filing


def handed_letter(by: AccountViewer, house: UUID) -> UUID:
    """A letter of intent handed to the reader of the payer, then accepted."""
    letter = sent_step(by, house, "letter")
    actions.hand_filing(filing_id=letter, by=by, now=MORNING)
    told = NewAnswer("accepted", ANSWERED, "ARS fictive")
    actions.answer_step(filing_id=letter, new=told, by=by, now=MORNING)
    return letter


def on_its_way(by: AccountViewer, house: UUID) -> tuple[UUID, UUID, UUID]:
    """A contract signed, an amount of its annex: what was sent, the amount, the letter handed."""
    begun(by, house)
    letter = handed_letter(by, house)
    filing = accepted(by, house, "project", "contract")
    amount = actions.write_amount(
        organization_id=house, name="grant", euros=Decimal(9000), annex_on=ANSWERED,
        document=PAPER, by=by, now=MORNING,
    )  # fmt: skip
    return filing, amount.pk, letter
