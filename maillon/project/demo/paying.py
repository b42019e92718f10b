"""The maison de santé pays its quarters; a presence is then said again. All invented."""

from datetime import datetime, timedelta
from uuid import UUID

from maillon.apps.meetings import actions as meetings
from maillon.apps.meetings.models import Guest
from maillon.apps.money import actions
from maillon.apps.money.counting import house_of
from maillon.apps.money.quarters import Quarter, quarter_of, total
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer

__all__ = ["pay_quarters"]


def pay_quarters(organization_id: UUID, by: AccountViewer, now: datetime) -> None:
    """Every quarter but the last that is over, each paid ten days after its end; then somebody who
    had been noted there by mistake is taken off a meeting already paid.
    """
    due = quarter_of((now - timedelta(days=100)).date())
    house = house_of(organization_id, now.date())
    known = [one.quarter for one in house.owed.values() if one.euros is not None]
    quarter = min(known, default=due)
    while quarter < due:
        _pay(organization_id, quarter, by, now)
        quarter = quarter.next
    if known:
        _correct(organization_id, by, now)


def _pay(organization_id: UUID, quarter: Quarter, by: AccountViewer, now: datetime) -> None:
    then = min(now, now.replace(
        year=quarter.ends_on.year, month=quarter.ends_on.month, day=10, hour=10, minute=0,
    ))  # fmt: skip
    lines = house_of(organization_id, then.date()).due(quarter)
    euros = total(lines)
    if lines and euros is not None:
        with clock.frozen(then):
            actions.freeze_quarter(
                organization_id=organization_id, quarter=quarter, paid_on=then.date(), seen=euros,
                by=by, now=then,
            )  # fmt: skip


def _correct(organization_id: UUID, by: AccountViewer, now: datetime) -> None:
    """The last presence paid, of which the journal says otherwise today."""
    house = house_of(organization_id, now.date())
    paid = [(line.day, line.about, line.member.account_id) for one in house.settled
            for line in one.lines if line.euros and line.member.account_id]  # fmt: skip
    if not paid:
        return
    _, meeting, account = max(paid, key=lambda one: (one[0], str(one[1]), str(one[2])))
    guest = Guest.objects.get(meeting_id=meeting, account_id__in=[account])
    with clock.frozen(now):
        meetings.correct_presence(
            meeting_id=meeting, presences={guest.pk: "excused"}, reason="mistaken", by=by, now=now
        )
