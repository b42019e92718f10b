"""Governance, as the hand-over file tells it, and what a departure changes there."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from maillon.apps.governance.actions.owing import today_of
from maillon.apps.governance.models import Mandate
from maillon.apps.governance.queries import governance
from maillon.apps.handover.sections import Line
from maillon.apps.structures import access
from maillon.kernel.access import AccountViewer

__all__ = ["departure", "governance_lines"]


def governance_lines(viewer: AccountViewer, organization_id: UUID, now: datetime) -> Iterator[Line]:
    """Mandates that run, and promises that are not kept yet: the late ones say so."""
    page = governance(viewer, organization_id, now=now)
    url = reverse("governance", args=[organization_id])
    for one in page.commitments:
        if one.state in ("late", "running"):
            late = one.state == "late"
            yield Line(
                f"engagement, {one.partner} : {one.text}", "", one.due_on,
                "en retard" if late else "", "late" if late else "plain", url,
            )  # fmt: skip
    for body in page.bodies:
        for seat in body.mandates:
            if seat.state in ("running", "soon"):
                yield Line(
                    f"mandat : {seat.seat}, {body.name}", seat.member, seat.ends_on,
                    "à renouveler" if seat.state == "soon" else "",
                    "soon" if seat.state == "soon" else "plain", url,
                )  # fmt: skip


def departure(
    viewer: AccountViewer, organization_id: UUID, account_id: UUID, now: datetime
) -> Iterator[Line]:
    """The mandates that her departure leaves empty."""
    access.require_reader(viewer, organization_id)
    url = reverse("governance", args=[organization_id])
    rows = Mandate.objects.filter(
        body__organization_id=organization_id, member__account_id=account_id
    ).select_related("body")
    for one in rows:
        if one.runs_on(today_of(now)):
            yield Line(
                f"mandat tenu : {one.get_seat_display()}, {one.body.name}",
                state="à pourvoir", tone="soon", url=url,
            )  # fmt: skip
