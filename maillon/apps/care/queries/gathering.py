"""A circle's meeting as it is prepared: its points, who could come, what the person said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from maillon.apps.care import access
from maillon.apps.care.models import (
    CareTeam,
    CareTeamMember,
    CircleGuest,
    CircleMeeting,
    Patient,
    PersonLink,
)
from maillon.apps.care.naming import called, may_hear_themes
from maillon.apps.care.vocabulary import THEMES
from maillon.apps.meetings.models import Meeting
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer, LinkViewer
from maillon.kernel.accesslog import traced

__all__ = ["CouldCome", "Gathering", "OwnMeeting", "ToPrepare", "gathering", "own_gathering",
           "own_gatherings", "to_prepare"]  # fmt: skip

POINTS: Final = (
    ("project", "Ce que la personne veut, avec ses mots"),
    ("health", "Ce qui a été essayé, et ce qu’elle en a pensé"),
    ("daily", "Ce qui se passe à la maison, jour après jour"),
    ("social", "Ses droits, son argent, son logement"),
    ("contacts", "Qui appeler, et quand"),
)


@dataclass(frozen=True, slots=True)
class CouldCome:
    """A member: what she may hear, what the person lets her hear, and her word."""

    id: UUID
    name: str
    role: str
    themes: tuple[tuple[str, str, bool], ...]  # code, label, heard
    word: str
    said_at: datetime | None


@dataclass(frozen=True, slots=True)
class ToPrepare:
    """What a meeting is prepared from."""

    patient_id: UUID
    name: str
    members: tuple[tuple[UUID, str], ...]
    points: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OwnMeeting:
    """A meeting of her circle, in the list of her page."""

    id: UUID
    starts_at: datetime | None


@dataclass(frozen=True, slots=True)
class Gathering:
    """The preparation page."""

    id: UUID
    patient_id: UUID
    meeting_id: UUID
    name: str
    starts_at: datetime | None
    about: str
    open: bool
    guests: tuple[CouldCome, ...]

    @property
    def unsaid(self) -> int:
        """Of how many she said nothing yet."""
        return sum(not one.word for one in self.guests)


def to_prepare(viewer: AccountViewer, patient_id: UUID, *, now: datetime) -> ToPrepare:
    """For whoever holds the circle; traced. ``NotFound`` else."""
    patient = access.resolve(patient_id)
    grant = access.require_page(viewer, patient, now)
    if not access.may_edit_circle(viewer, patient, now):
        raise NotFound
    if not CareTeam.objects.filter(patient=patient, closed_at=None).exists():
        raise NotFound
    traced(
        viewer, grant, object_type="circle_meeting", object_id=patient.pk, now=now,
        patient_id=patient.pk, organization_id=patient.organization_id, fields=["circle"],
    )  # fmt: skip
    present = CareTeamMember.objects.present(now.date()).filter(patient=patient)
    rows = _known(present)
    return ToPrepare(
        patient.pk, f"{patient.given_name} {patient.used_name or patient.birth_name}",
        tuple((one.pk, f"{called(one)}, {one.get_role_display()}") for one in rows), POINTS,
    )  # fmt: skip


def _known(rows: Iterable[CareTeamMember]) -> list[CareTeamMember]:
    return sorted(rows, key=lambda one: (one.role, called(one)))


def gathering(viewer: AccountViewer, circle_meeting_id: UUID, *, now: datetime) -> Gathering:
    """For whoever holds the circle; traced. ``NotFound`` else."""
    about = CircleMeeting.objects.select_related("meeting").filter(pk=circle_meeting_id).first()
    if about is None:
        raise NotFound
    told = to_prepare(viewer, about.patient_id, now=now)
    return _page(about, told.patient_id, told.name)


def _page(about: CircleMeeting, patient_id: UUID, name: str) -> Gathering:
    meeting = about.meeting
    rows = about.guests.select_related("member")
    return Gathering(
        about.pk, patient_id, meeting.pk, name, _start(meeting), about.about,
        meeting.state in ("set", "choosing"),
        tuple(_could_come(one) for one in rows.order_by("member__role", "pk")),
    )  # fmt: skip


def _start(meeting: Meeting) -> datetime | None:
    start = meeting.starts_at
    return start.astimezone(ZoneInfo(meeting.timezone)) if start else None


def own_gatherings(viewer: LinkViewer, *, now: datetime) -> tuple[OwnMeeting, ...]:
    """The meetings of her circle that are still to come, for the bearer of her link; the caller
    traces.
    """
    patient = _person(viewer)
    access.require(viewer, patient, "circle", now)
    rows = CircleMeeting.objects.filter(patient=patient).select_related("meeting")
    ahead = [one for one in rows if one.meeting.state in ("set", "choosing")]
    return tuple(OwnMeeting(one.pk, _start(one.meeting)) for one in ahead)


def own_gathering(viewer: LinkViewer, circle_meeting_id: UUID, *, now: datetime) -> Gathering:
    """One of them, for her to say who comes and what each hears; traced. ``NotFound`` for one of
    somebody else.
    """
    patient = _person(viewer)
    grant = access.require(viewer, patient, "circle", now)
    rows = CircleMeeting.objects.select_related("meeting").filter(patient=patient)
    about = rows.filter(pk=circle_meeting_id).first()
    if about is None:
        raise NotFound
    traced(
        viewer, grant, object_type="circle_meeting", object_id=about.pk, now=now,
        patient_id=patient.pk, organization_id=patient.organization_id, fields=["circle"],
    )  # fmt: skip
    return _page(about, patient.pk, patient.given_name)


def _person(viewer: LinkViewer) -> Patient:
    link = PersonLink.objects.filter(pk=viewer.object_id).first()
    if viewer.purpose != "person" or link is None:
        raise NotFound
    return access.resolve(link.patient_id)


def _could_come(row: CircleGuest) -> CouldCome:
    allowed = may_hear_themes(row.member)
    themes = tuple(
        (code, label, code in row.themes) for code, label in THEMES.items() if code in allowed
    )
    return CouldCome(
        row.pk, called(row.member), row.member.get_role_display(), themes, row.word, row.said_at
    )
