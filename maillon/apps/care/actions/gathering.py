"""A meeting of the circle: prepared with the person, who comes and what each hears by her word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from maillon.apps.care import access
from maillon.apps.care.grounds import facts_of
from maillon.apps.care.models import (
    CareTeam,
    CareTeamMember,
    CaseItem,
    CircleGuest,
    CircleMeeting,
    Consent,
    Patient,
)
from maillon.apps.care.naming import account_of, called, may_hear_themes
from maillon.apps.care.vocabulary import THEMES
from maillon.apps.journal.actions import record
from maillon.apps.meetings import actions as meetings
from maillon.apps.meetings.actions import NewGuest, NewMeeting
from maillon.apps.meetings.models import Decision, Guest, Meeting
from maillon.errors import NotFound, Refused
from maillon.kernel import events
from maillon.kernel.access import AccountViewer, LinkViewer, Relation, Viewer

__all__ = ["HerWord", "NewGathering", "prepare_circle_meeting", "record_who_comes"]

PERSON: Final = "La personne"
SUBJECT: Final = "Réunion du réseau, avec la personne"


@dataclass(frozen=True, slots=True)
class NewGathering:
    """When, who could come, and the points: a theme and a sentence each."""

    starts_at: datetime
    members: Sequence[UUID]
    points: Sequence[tuple[str, str]]
    minutes: int = 60
    place: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class HerWord:
    """What she says of one of them: comes (yes) or not (no), and what is heard."""

    word: str
    themes: tuple[str, ...] = ()


def prepare_circle_meeting(
    *, patient_id: UUID, new: NewGathering, by: AccountViewer, now: datetime
) -> CircleMeeting:
    """Call it with its agenda; the person is its first guest, and nobody else is asked before
    her word. It opens with what the last one decided and is not done.

    Raises ``NotFound``, ``Refused``: ``themes_unknown``, ``person_opposes``.
    """
    with transaction.atomic():
        patient = _held(patient_id, by, now)
        if access.opposes_all(patient.pk, now):
            raise Refused("person_opposes")
        if any(theme not in THEMES for theme, _ in new.points):
            raise Refused("themes_unknown")
        meeting = meetings.call_meeting(
            new=NewMeeting(
                organization_id=patient.organization_id, kind="circle", subject=SUBJECT,
                minutes=new.minutes, dates=[new.starts_at], guests=[NewGuest(PERSON)],
                place=new.place,
            ),
            by=by, now=now,
        )  # fmt: skip
        person = meeting.guests.get(account=None)
        about = CircleMeeting(
            patient=patient, meeting=meeting, person_guest=person, about=new.about
        )
        _agenda(patient, meeting, new.points, by, now)
        about.save(force_insert=True)
        _could_come(about, new.members, now)
        _tell("circle_meeting", about, by, now)
    return about


def _held(patient_id: UUID, by: Viewer, now: datetime) -> Patient:
    """The person of an open circle that this viewer holds."""
    patient = access.resolve(patient_id)
    if not access.may_edit_circle(by, patient, now):
        raise NotFound
    if not CareTeam.objects.filter(patient=patient, closed_at=None).exists():
        raise NotFound
    return patient


def _agenda(
    patient: Patient, meeting: Meeting, points: Sequence[tuple[str, str]], by: AccountViewer,
    now: datetime,
) -> None:  # fmt: skip
    waiting = CaseItem.objects.filter(
        patient=patient, item__meeting__kind="circle", item__meeting__closed_at__isnull=False
    )
    themes = dict(waiting.values_list("item_id", "theme"))
    decided = Decision.objects.filter(item_id__in=themes, outcome="", task__isnull=False)
    ahead = [
        (themes[one.item_id], f"Décidé la dernière fois : {one.text}", one)
        for one in decided
        if one.item_id
    ]
    for theme, title, about in [*ahead, *((*point, None) for point in points)]:
        item = meetings.add_item(
            meeting_id=meeting.pk, title=title, is_case=True, about=about, by=by, now=now
        )
        CaseItem.objects.create(patient=patient, item=item, theme=theme)


def _could_come(about: CircleMeeting, members: Sequence[UUID], now: datetime) -> None:
    present = CareTeamMember.objects.present(now.date()).filter(patient=about.patient)
    facts = facts_of(about.patient_id, now)
    for member in present.filter(pk__in=list(members)):
        if facts.regime(member, now).why != "opposed":
            themes = [one for one in member.themes if one in may_hear_themes(member)]
            CircleGuest.objects.create(circle_meeting=about, member=member, themes=themes)


def record_who_comes(
    *, circle_meeting_id: UUID, words: Mapping[UUID, HerWord], means: str, by: Viewer,
    now: datetime,
) -> None:  # fmt: skip
    """Her word on each: who comes, and the themes each hears; only then is she a guest. Noted by
    whoever holds the circle, or said by herself, or who represents her, by her own link.

    Said again, the last word counts: « no » takes the guest off and her link dies. Nobody outside
    the lists of the code hears what is under shared secrecy. Raises ``NotFound``, ``Refused``:
    ``word_unknown``, ``themes_unknown``, and as the meeting where it is over.
    """
    if means not in Consent.Means.values or (means == "link") != isinstance(by, LinkViewer):
        raise Refused("word_unknown")
    if any(w.word not in ("yes", "no") for w in words.values()):
        raise Refused("word_unknown")
    with transaction.atomic():
        about = CircleMeeting.objects.filter(pk=circle_meeting_id).first()
        if about is None:
            raise NotFound
        if isinstance(by, LinkViewer):
            _hers(about.patient_id, by, now)
        else:
            _held(about.patient_id, by, now)
        rows = about.guests.select_related(
            "member__related", "member__organization", "member__responder",
            "member__practitioner_role__practitioner",
        ).in_bulk(list(words))  # fmt: skip
        if set(rows) != set(words):
            raise NotFound
        for pk, row in rows.items():
            _say(about, row, words[pk], by, now)
            row.means, row.said_at = means, now
            row.said_by_kind, row.said_by_id = by.kind, by.id
            row.save()
            _tell("circle_guest", about, by, now, guest=str(row.pk), word=row.word)


def _hers(patient_id: UUID, by: LinkViewer, now: datetime) -> None:
    """``NotFound`` unless this is the person's own link, or her representative's."""
    grants = access.grants_on(by, access.resolve(patient_id).pk, now)
    if not any(grant.relation is Relation.PERSON for grant in grants):
        raise NotFound


def _say(about: CircleMeeting, row: CircleGuest, said: HerWord, by: Viewer, now: datetime) -> None:
    if set(said.themes) - may_hear_themes(row.member):
        raise Refused("themes_unknown")
    row.word, row.themes = said.word, list(said.themes)
    if said.word == "no":
        leaving, row.guest = row.guest, None
        row.save(update_fields=["guest", "word", "themes"])
        if leaving is not None:
            meetings.drop_guest(guest_id=leaving.pk, by=by, now=now, by_her_word=True)
    elif row.guest is None:
        row.guest = _seated(about, row.member, by, now)


def _seated(about: CircleMeeting, member: CareTeamMember, by: Viewer, now: datetime) -> Guest:
    account = account_of(member)
    if account is not None:
        known = about.meeting.guests.filter(account=account).first()
        if known is not None:
            return known
    new = NewGuest(called(member), account_id=account.pk if account else None)
    return meetings.add_guest(
        meeting_id=about.meeting_id, new=new, by=by, now=now, by_her_word=True
    )


def _tell(act: str, about: CircleMeeting, by: Viewer, now: datetime, **data: str) -> None:
    record(
        act=f"care.{act}", organization_id=about.patient.organization_id, by=by, now=now,
        subjects=[("patient", about.patient_id), ("meeting", about.meeting_id)], data=data,
    )  # fmt: skip
    events.bump(f"circle:{about.patient_id}")
