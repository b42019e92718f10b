"""A meeting about two cases, held; the meeting of the circle of the seven cures, to come.

Everybody in it is invented.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from maillon.apps.care import actions as care
from maillon.apps.care.actions import HerWord, NewGathering
from maillon.apps.care.models import CareTeamMember
from maillon.apps.meetings import actions
from maillon.apps.meetings.actions import NewGuest, NewMeeting
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer

__all__ = ["meet_about", "meet_with_him"]

SAID: Final = (
    ("Que faire d’autre qu’une cure ?", "Personne ne lui a demandé ce qu’il veut. Il parle de son "
     "jardin et de sa fille.", "Lui proposer une réunion avec ceux qu’il choisit"),
    ("Le retour tient-il ?", "Deux passages par jour suffisent. La nuit reste difficile.",
     "Voir avec elle la téléalarme"),
)  # fmt: skip
HEARD: Final = {
    "gp": ("health", "project"), "tutor": ("social", "project"), "social_worker": ("social",),
    "family": ("daily", "contacts"), "home_help": ("daily",),
}  # fmt: skip
POINTS: Final = (
    ("project", "Ce qu’il veut, avec ses mots"),
    ("health", "Sept cures : ce qu’il en a pensé"),
    ("daily", "Les journées, le jardin"),
    ("social", "Ses droits, son argent"),
    ("contacts", "Qui appeler, et quand"),
)


def meet_about(persons: Sequence[UUID], by: AccountViewer, then: datetime) -> None:
    """Every month, by the real actions: held on ``then``, the next one called by its rhythm."""
    began = then.replace(minute=0, second=0, microsecond=0)
    new = NewMeeting(
        organization_id=by.roles[0].organization_id, kind="case", subject="Concertation du mois",
        minutes=60, dates=[began], rhythm="monthly", place="Maison de santé",
        guests=[NewGuest("Dr Paule Inventée, gériatre")],
    )  # fmt: skip
    with clock.frozen(began):
        meeting = actions.call_meeting(new=new, by=by, now=began)
        owner = meeting.guests.earliest("position")
        for person_id, (question, said, decided) in zip(persons, SAID, strict=True):
            item = actions.add_case(
                meeting_id=meeting.pk, case_id=person_id, title=question, by=by, now=then
            )
            actions.write_notes(item_id=item.pk, seen="", text=said, by=by, now=then)
            actions.decide(
                meeting_id=meeting.pk, text=decided, owner_id=owner.pk,
                due_on=(then + timedelta(days=14)).date(), item_id=item.pk, by=by, now=then,
            )  # fmt: skip
        for guest in meeting.guests.all():
            actions.note_presence(guest_id=guest.pk, presence="present", by=by, now=then)
        actions.close_minutes(meeting_id=meeting.pk, by=by, now=then)


def meet_with_him(person_id: UUID, by: AccountViewer, now: datetime) -> None:
    """In four days, at his home: he said who comes and what each hears; not the police."""
    members = CareTeamMember.objects.filter(patient_id=person_id, role__in=[*HEARD, "police"])
    day = (now + timedelta(days=4)).replace(hour=14, minute=0, second=0, microsecond=0)
    new = NewGathering(
        day, [one.pk for one in members], POINTS, place="Chez lui",
        about="Sept cures en quatre ans",
    )  # fmt: skip
    with clock.frozen(now):
        made = care.prepare_circle_meeting(patient_id=person_id, new=new, by=by, now=now)
        words = {
            row.pk: HerWord("yes", HEARD[row.member.role])
            if row.member.role in HEARD
            else HerWord("no")
            for row in made.guests.select_related("member")
        }
        care.record_who_comes(circle_meeting_id=made.pk, words=words, means="voice", by=by, now=now)
