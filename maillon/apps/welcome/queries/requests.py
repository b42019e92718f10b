"""What a coordinator reads of the requests for help of her structures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Count

from maillon.apps.care.models import CareTeam
from maillon.apps.directory.models import Organization
from maillon.apps.directory.vocabulary import NEEDS
from maillon.apps.welcome import access
from maillon.apps.welcome.models import FoundHelp, HelpRequest, WelcomeDoor
from maillon.apps.welcome.vocabulary import AGREED, CALLED, MEANS, OUTCOMES
from maillon.kernel.access import AccountViewer, Viewer
from maillon.kernel.accesslog import traced

__all__ = ["HelpLine", "HelpPage", "HelpRow", "Welcome", "door_words", "help_lines", "help_page",
           "houses", "welcome"]  # fmt: skip

YEAR: Final = timedelta(days=365)
CLOSED_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A request in a list: no name of anybody."""

    id: UUID
    reference: str
    need: str
    requester: str
    place: str
    state: str


@dataclass(frozen=True, slots=True)
class HelpRow:
    """The same with its dates."""

    line: HelpLine
    received_at: datetime
    due_at: datetime
    late: bool
    closed_at: datetime | None
    outcome: str


@dataclass(frozen=True, slots=True)
class Welcome:
    """Every request that waits, nearest deadline first; the last ones closed; who asks."""

    waiting: tuple[HelpRow, ...]
    closed: tuple[HelpRow, ...]
    kinds: tuple[tuple[str, int], ...]  # over a year
    has_door: bool


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One request, as its coordinator reads it."""

    row: HelpRow
    organization_id: UUID
    channel: str
    requester_name: str
    requester_phone: str
    person_name: str
    person_phone: str
    typed_place: str
    commune_id: str
    need_code: str
    words: str
    agreed: str
    patient_id: UUID | None
    in_circle: bool
    found: tuple[str, ...]
    with_person: str
    handed_to: str


def houses(viewer: Viewer) -> tuple[tuple[UUID, str], ...]:
    """The structures whose requests she answers, by name."""
    rows = Organization.objects.filter(pk__in=access.welcomed(viewer)).order_by("name")
    return tuple(rows.values_list("pk", "name"))


def welcome(viewer: AccountViewer, *, now: datetime) -> Welcome:
    """Those of all her structures; nobody is named in a list."""
    mine = HelpRequest.objects.filter(organization_id__in=access.welcomed(viewer))
    rows = mine.select_related("task", "commune")
    waiting = rows.open().order_by("task__due_at", "pk")
    closed = rows.exclude(closed_at=None).order_by("-closed_at")[:CLOSED_SHOWN]
    counted = mine.filter(received_at__gt=now - YEAR).values_list("requester_kind")
    kinds = dict(counted.annotate(n=Count("pk")).order_by())
    return Welcome(
        waiting=tuple(_row(one, now) for one in waiting),
        closed=tuple(_row(one, now) for one in closed),
        kinds=tuple((label, kinds[code]) for code, label in CALLED.items() if code in kinds),
        has_door=WelcomeDoor.objects.filter(
            organization_id__in=access.welcomed(viewer), open=True
        ).exists(),
    )


def help_lines(viewer: AccountViewer, ids: Iterable[UUID]) -> dict[UUID, HelpLine]:
    """Several of hers, for a list of what waits."""
    rows = HelpRequest.objects.filter(
        pk__in=set(ids), organization_id__in=access.welcomed(viewer)
    ).select_related("commune")
    return {row.pk: _line(row) for row in rows}


def help_page(viewer: AccountViewer, request_id: UUID, *, now: datetime) -> HelpPage:
    """One, with names and words; traced. ``NotFound`` for anybody else's."""
    access.require_help(viewer, request_id)
    row = HelpRequest.objects.select_related("task", "commune").get(pk=request_id)
    traced(
        viewer, access.GROUND, object_type="help_request", object_id=row.pk, now=now,
        patient_id=row.patient_id, organization_id=row.organization_id,
    )  # fmt: skip
    return HelpPage(
        row=_row(row, now), organization_id=row.organization_id,
        channel=row.get_channel_display(), requester_name=row.requester_name,
        requester_phone=row.requester_phone, person_name=row.person_name,
        person_phone=row.person_phone, typed_place=row.place, commune_id=row.commune_id or "",
        need_code=row.need, words=row.words, agreed=AGREED.get(row.agreed, ""),
        patient_id=row.patient_id, in_circle=_in_circle(row),
        found=tuple(_named(row)), with_person=MEANS.get(row.with_person, ""),
        handed_to=row.handed_to,
    )  # fmt: skip


def door_words(viewer: AccountViewer, organization_id: UUID) -> dict[str, Any]:
    """The words of her structure's page, to change them; empty before the first time."""
    access.require_house(viewer, organization_id)
    door = access.door_of(organization_id)
    names = ("slug", "territory", "readers", "phone", "answer_days", "settle_days", "open")
    return {name: getattr(door, name) for name in names} if door else {}


def _in_circle(row: HelpRequest) -> bool:
    rows = CareTeam.objects.filter(closed_at=None)
    return row.patient_id is not None and rows.filter(patient_id=row.patient_id).exists()


def _named(row: HelpRequest) -> Iterable[str]:
    rows = FoundHelp.objects.filter(request=row).select_related(
        "resource", "establishment", "practitioner_role__practitioner"
    )
    for one in rows:
        if one.resource:
            yield one.resource.name
        elif one.establishment:
            yield one.establishment.name
        elif one.practitioner_role:
            who = one.practitioner_role.practitioner
            yield f"{who.given_name} {who.family_name}, {one.practitioner_role.profession_label}"


def _line(row: HelpRequest) -> HelpLine:
    return HelpLine(
        id=row.pk, reference=row.reference, need=NEEDS[row.need],
        requester=CALLED[row.requester_kind], place=row.commune.name if row.commune else "",
        state=row.state,
    )  # fmt: skip


def _row(row: HelpRequest, now: datetime) -> HelpRow:
    return HelpRow(
        line=_line(row), received_at=row.received_at, due_at=row.task.due_at,
        late=row.closed_at is None and row.task.due_at <= now, closed_at=row.closed_at,
        outcome=OUTCOMES.get(row.outcome, ""),
    )  # fmt: skip
