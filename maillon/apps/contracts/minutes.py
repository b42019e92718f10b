"""Closed minutes of team meetings that may go with the evidence of a year, and what of them goes.

Somebody who was there must have read them again. Cases and circles never go: the journal seals
their date and their counts.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db.models import Q

from maillon.apps.contracts.filing import Minutes, Point
from maillon.apps.contracts.knowing import PARIS
from maillon.apps.contracts.models import AciContract, JoinedMinutes
from maillon.apps.contracts.veiling import names_in, veiled
from maillon.apps.meetings.models import Decision, Meeting
from maillon.apps.meetings.notes import as_text
from maillon.apps.structures.models import Member
from maillon.kernel.access import AccountViewer

__all__ = ["KINDS", "joined", "names_of", "offered"]

KINDS: Final = ("team", "partners")


def offered(viewer: AccountViewer, contract: AciContract, year: int) -> list[Meeting]:
    """The closed minutes of a year that this viewer has a right to read, and so may join."""
    first, last = (datetime(one, 1, 1, tzinfo=PARIS) for one in (year, year + 1))
    hers = Q(organizer_id=viewer.account_id) | Q(guests__account_id=viewer.account_id)
    rows = Meeting.objects.filter(
        hers, organization_id=contract.organization_id, kind__in=KINDS, closed_at__isnull=False,
        starts_at__gte=first, starts_at__lt=last,
    )  # fmt: skip
    return list(rows.distinct().order_by("starts_at", "pk"))


def names_of(contract: AciContract) -> frozenset[str]:
    """Every word by which somebody of the structure could be told, today or before."""
    return names_in(one.name for one in Member.objects.of(contract.organization_id))


def joined(contract: AciContract, year: int, names: frozenset[str]) -> tuple[Minutes, ...]:
    """The minutes joined to a year, in the order of days, without anybody's name."""
    rows = JoinedMinutes.objects.filter(contract=contract, year=year).select_related("meeting")
    held = sorted((one.meeting for one in rows), key=lambda one: (one.starts_at, str(one.pk)))
    return tuple(_told(one, number, names) for number, one in enumerate(held, 1))


def _told(meeting: Meeting, number: int, names: frozenset[str]) -> Minutes:
    guests = list(meeting.guests.all())
    hidden = names | names_in(one.name for one in guests)
    decisions = list(meeting.decisions.all())
    points = [
        Point(
            veiled(one.title, hidden), veiled(as_text(one.notes, one.rich), hidden),
            _decided((d for d in decisions if d.item_id == one.pk), hidden),
        )
        for one in meeting.agenda.all()
        if not one.is_case
    ]  # fmt: skip
    loose = _decided((one for one in decisions if one.item_id is None), hidden)
    if loose:
        points.append(Point("Décidé aussi", "", loose))
    if meeting.starts_at is None:
        raise ValueError("minutes are closed on a day")
    return Minutes(
        number, meeting.starts_at.astimezone(PARIS).date(), meeting.get_kind_display(),
        veiled(meeting.subject, hidden), meeting.minutes, sum(one.came for one in guests),
        tuple(points), meeting.digest,
    )  # fmt: skip


def _decided(decisions: Iterable[Decision], hidden: frozenset[str]) -> tuple[str, ...]:
    return tuple(f"{veiled(one.text, hidden)} (pour le {one.due_on:%d/%m/%Y})" for one in decisions)
