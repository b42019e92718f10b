"""Cases on an agenda, as this room answers for them: whose they are and who reads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.urls import reverse

from maillon.apps.care import access
from maillon.apps.care.grounds import facts_of
from maillon.apps.care.models import CaseItem, CircleGuest, CircleMeeting, Patient
from maillon.apps.meetings.cases import Case
from maillon.apps.meetings.models import Guest
from maillon.errors import NotFound, Refused
from maillon.kernel import events
from maillon.kernel.access import AccountViewer, Grant, LinkViewer, Relation, Viewer
from maillon.kernel.accesslog import traced

__all__ = ["attach", "carry", "grant_on", "guard", "may_bring", "moved", "persons", "shown"]

CASE_THEME: Final = "health"


def shown(
    viewer: Viewer, meeting_id: UUID, items: Iterable[UUID], now: datetime
) -> dict[UUID, Case]:
    """Those this viewer reads: the care team by its themes; whoever takes part by what she may
    hear. One trace a person.
    """
    links = CaseItem.objects.filter(item_id__in=list(items)).select_related("patient")
    found: dict[UUID, Case] = {}
    told: dict[UUID, tuple[Patient, Grant]] = {}
    for link in links:
        grant = grant_on(viewer, link, meeting_id, now)
        if grant is not None:
            found[link.item_id] = _case(viewer, link.patient)
            told[link.patient_id] = (link.patient, grant)
    for patient, grant in told.values():
        traced(
            viewer, grant, object_type="case", object_id=meeting_id, now=now,
            patient_id=patient.pk, organization_id=patient.organization_id, fields=["minutes"],
        )  # fmt: skip
    return found


def _case(viewer: Viewer, patient: Patient) -> Case:
    """By a link, which lives in a mailbox, nobody is named."""
    if isinstance(viewer, LinkViewer):
        return Case("", "")
    name = f"{patient.given_name} {patient.used_name or patient.birth_name}"
    return Case(name, reverse("person", args=[patient.pk]))


def grant_on(viewer: Viewer, link: CaseItem, meeting_id: UUID, now: datetime) -> Grant | None:
    """The ground on which this viewer reads this point of these minutes; ``None`` without one."""
    guest = _guest(viewer, meeting_id)
    if guest is not None and (heard := _heard(guest, now)) is not None:
        if heard.person or link.theme in heard.themes:
            return Grant(Relation.CONSENTED, "circle_meeting", frozenset({"minutes"}))
        return None
    for grant in access.grants_on(viewer, link.patient_id, now):
        if not grant.shows(f"theme:{link.theme}"):
            continue
        if grant.shows("minutes") or (guest is not None and grant.shows("minutes_if_agreed")):
            return grant
    return None


def _guest(viewer: Viewer, meeting_id: UUID) -> Guest | None:
    asked = Guest.objects.filter(meeting_id=meeting_id)
    if isinstance(viewer, AccountViewer):
        return asked.filter(account_id=viewer.account_id).first()
    if isinstance(viewer, LinkViewer) and viewer.purpose == "meeting":
        return asked.filter(pk=viewer.object_id).first()
    return None


@dataclass(frozen=True, slots=True)
class _Heard:
    themes: frozenset[str]
    person: bool = False


def _heard(guest: Guest, now: datetime) -> _Heard | None:
    """What the person lets this guest hear; ``None`` where her word is not what decides."""
    about = CircleMeeting.objects.filter(meeting_id=guest.meeting_id).first()
    if about is None or guest.account_id == about.meeting.organizer_id:
        return None
    if guest.pk == about.person_guest_id:
        return _Heard(frozenset(), person=True)
    row = CircleGuest.objects.filter(guest=guest, word="yes").select_related("member").first()
    if row is None or facts_of(about.patient_id, now).regime(row.member, now).why == "opposed":
        return _Heard(frozenset())
    return _Heard(frozenset(row.themes))


def may_bring(viewer: Viewer, patient_id: UUID, now: datetime) -> bool:
    """Whoever stands around the person, by an ordinary ground, and reads what is spoken of."""
    return access.may_note(viewer, patient_id, CASE_THEME, now)


def attach(item_id: UUID, case_id: UUID, by: AccountViewer, now: datetime) -> None:
    """This point speaks of this person; ``NotFound`` for somebody she may not bring."""
    patient = access.resolve(case_id)
    if not may_bring(by, patient.pk, now):
        raise NotFound
    CaseItem.objects.create(patient=patient, item_id=item_id, theme=CASE_THEME)
    events.bump(f"circle:{patient.pk}")


def carry(pairs: Iterable[tuple[UUID, UUID]]) -> None:
    """The second point of each pair speaks of the person of the first, under the same theme."""
    after = dict(pairs)
    for link in CaseItem.objects.filter(item_id__in=after):
        CaseItem.objects.create(
            patient_id=link.patient_id, item_id=after[link.item_id], theme=link.theme
        )


def persons(meeting_id: UUID) -> tuple[UUID, ...]:
    """Whose cases the meeting speaks of."""
    links = CaseItem.objects.filter(item__meeting_id=meeting_id)
    return tuple(links.order_by("patient_id").values_list("patient_id", flat=True).distinct())


def moved(meeting_id: UUID) -> None:
    """Their pages have news."""
    for patient_id in persons(meeting_id):
        events.bump(f"circle:{patient_id}")


def guard(meeting_id: UUID) -> None:
    """Nobody is added by hand to the meeting of a circle: the person says who comes."""
    if CircleMeeting.objects.filter(meeting_id=meeting_id).exists():
        raise Refused("circle_meeting_by_her_word")
