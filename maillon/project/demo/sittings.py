"""Team meetings of the maison de santé, held and closed: what may be joined to the evidence.
Everybody is invented.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from maillon.apps.meetings import actions
from maillon.apps.meetings.actions import NewGuest, NewMeeting
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer

__all__ = ["sit_as_a_team"]

# days ago, what it is about, its points with what was said, what was decided
SITTINGS: Final = (
    (410, "Réunion d’équipe : accueil et urgences du jour", (
        ("Deux plages par jour sans rendez-vous", "Essai de trois mois aux deux sites. Le "
         "secrétariat tient le compte des appels sans réponse."),
        ("Les vacances de Noël", "Une fermeture d’une semaine, jamais les deux sites ensemble."),
    ), "Afficher les plages sur la porte et au téléphone"),
    (180, "Réunion d’équipe : le bilan des plages sans rendez-vous", (
        ("Ce que l’essai a donné", "Moins d’appels sans réponse. Sarah Nivet propose de garder le "
         "samedi matin."),
        ("Le stage d’automne", "La convention part avant l’été."),
    ), "Garder deux plages par jour"),
    (25, "Réunion d’équipe : préparer le dossier de l’année", (
        ("Ce qui manque", "Quatre papiers à joindre, un compte rendu à clore."),
        ("Le plan d’amélioration", "Paul Verdier le relit avec Judith, puis il est signé."),
    ), "Joindre les quatre papiers"),
)  # fmt: skip


def sit_as_a_team(
    organization_id: UUID, by: AccountViewer, others: Sequence[AccountViewer], now: datetime
) -> None:
    """By the real actions at past moments."""
    for days, subject, points, decided in SITTINGS:
        began = (now - timedelta(days=days)).replace(hour=12, minute=0, second=0, microsecond=0)
        new = NewMeeting(
            organization_id=organization_id, kind="team", subject=subject, minutes=75,
            dates=[began], place="Salle de réunion, Les Deux Rives",
            guests=[NewGuest(account_id=one.account_id) for one in others],
            agenda=[title for title, _ in points],
        )  # fmt: skip
        then = began + timedelta(minutes=70)
        with clock.frozen(then):
            meeting = actions.call_meeting(new=new, by=by, now=began)
            guests = list(meeting.guests.all())
            for guest in guests:
                actions.note_presence(guest_id=guest.pk, presence="present", by=by, now=then)
            items = list(meeting.agenda.all())
            for item, (_, said) in zip(items, points, strict=True):
                actions.write_notes(item_id=item.pk, seen="", text=said, rich=False, by=by,
                                    now=then)  # fmt: skip
            actions.decide(
                meeting_id=meeting.pk, text=decided, owner_id=guests[0].pk, by=by, now=then,
                due_on=(then + timedelta(days=20)).date(), item_id=items[0].pk,
            )  # fmt: skip
            actions.close_minutes(meeting_id=meeting.pk, by=by, now=then)
