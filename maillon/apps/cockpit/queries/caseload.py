"""The circles a coordinator holds: searched, sorted, next deadline, last contact."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Max, Min

from maillon.apps.care.models import CarePlan
from maillon.apps.care.queries.circle import (
    CircleCard,
    Read,
    circle_names,
    readable_circles,
    show_circles,
)
from maillon.apps.care.queries.unread import unread_of
from maillon.apps.care.vocabulary import SITUATIONS
from maillon.apps.cockpit import access
from maillon.apps.cockpit.queries.days import day_due
from maillon.apps.desk.queries.moments import Due
from maillon.apps.journal.models import Subject
from maillon.apps.tasks.models import Task
from maillon.kernel.access import AccountViewer
from maillon.kernel.crypto import fold

__all__ = ["CASE_SORTS", "CaseRow", "Caseload", "caseload"]

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One circle in the list."""

    patient_id: UUID
    name: str
    situation: str
    since: date
    due_at: datetime | None
    due: Due | None
    last_contact: datetime | None
    unread: int  # conversations she has not read


@dataclass(frozen=True, slots=True)
class Caseload:
    """One page of the list, and how many there are in all."""

    rows: tuple[CaseRow, ...]
    count: int
    page: int
    more: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """What a circle is sorted by; its name only where it is needed: names are sealed."""

    patient_id: UUID
    situation: str
    due_at: datetime | None
    last_contact: datetime | None
    name: str
    unread: int


Key = Callable[[_Known], Any]
CASE_SORTS: Final[dict[str, tuple[str, Key]]] = {
    "deadline": ("prochaine échéance", lambda one: (one.due_at is None, one.due_at)),
    "contact": ("contact le plus ancien", lambda one: (
        one.last_contact is not None, one.last_contact
    )),
    "unread": ("messages non lus", lambda one: (-one.unread, one.due_at is None, one.due_at)),
    "name": ("nom", lambda one: one.name),
    "situation": ("situation", lambda one: one.situation),
}  # fmt: skip


def caseload(
    viewer: AccountViewer, text: str = "", *, sort: str = "", page: int = 1, now: datetime
) -> Caseload:
    """The open circles she reads today, whose name or situation holds each word typed, fifty a
    page; only those shown are opened and traced.

    ``NotFound`` for whoever coordinates for no structure.
    """
    access.require_coordinator(viewer)
    read = readable_circles(viewer, now)
    # The journal is long: it is asked about those shown, unless the order itself depends on it.
    contacts = _contacts(read) if sort == "contact" else {}
    known = _known(viewer, read, contacts, named=bool(text.strip()) or sort == "name")
    words = fold(text).split()
    found = [
        one for one in known if all(word in fold(f"{one.name} {one.situation}") for word in words)
    ]
    _, key = CASE_SORTS.get(sort, CASE_SORTS["deadline"])
    found.sort(key=lambda one: (key(one), str(one.patient_id)))
    shown = found[(page - 1) * PAGE : page * PAGE]
    cards = show_circles(viewer, {one.patient_id: read[one.patient_id] for one in shown}, now)
    last = contacts or _contacts([one.patient_id for one in shown])
    rows = (
        _row(one, card, last.get(one.patient_id), now)
        for one, card in zip(shown, cards, strict=True)
    )
    return Caseload(tuple(rows), len(found), page, len(found) > page * PAGE)


def _known(
    viewer: AccountViewer, read: Mapping[UUID, Read], contacts: Mapping[UUID, datetime], *,
    named: bool,
) -> list[_Known]:  # fmt: skip
    unread = unread_of(viewer, {pk: one.themes for pk, one in read.items()})
    deadlines = _deadlines(read)
    names = circle_names(read) if named else {}
    return [
        _Known(
            pk, SITUATIONS[one.team.situation].label, deadlines.get(pk), contacts.get(pk),
            names.get(pk, ""), unread.get(pk, 0),
        )
        for pk, one in read.items()
    ]  # fmt: skip


def _row(one: _Known, card: CircleCard, last_contact: datetime | None, now: datetime) -> CaseRow:
    return CaseRow(
        one.patient_id, card.name, card.situation_label, card.since, one.due_at,
        day_due(one.due_at, now) if one.due_at else None, last_contact,
        one.unread,
    )  # fmt: skip


def _deadlines(ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """The nearest open deadline of each person's project."""
    plans = dict(CarePlan.objects.filter(patient_id__in=ids).values_list("pk", "patient_id"))
    owed = Task.objects.open().filter(origin_kind="care_plan", origin_id__in=plans)
    found: dict[UUID, datetime] = {}
    for plan, due_at in owed.values_list("origin_id").annotate(due=Min("due_at")).order_by():
        who = plans[plan]
        found[who] = min(due_at, found.get(who, due_at))
    return found


def _contacts(ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When the journal last told something of each person."""
    told = Subject.objects.filter(kind="patient", object_id__in=ids).values_list("object_id")
    return dict(told.annotate(last=Max("entry__occurred_at")).order_by())
