"""What is said around the man of the seven cures: living conversations, all of them invented."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care import actions as care
from maillon.apps.care.actions import NewMessage
from maillon.apps.care.models import Communication
from maillon.apps.directory.models import PractitionerRole
from maillon.kernel.access import AccountViewer, LinkViewer

__all__ = ["talk_around"]

Members = Mapping[str, UUID]


def talk_around(
    patient_id: UUID, members: Members, gps: list[PractitionerRole], by: AccountViewer,
    now: datetime,
) -> None:  # fmt: skip
    """Over five days: the home help answers by her link, the doctor asks, the tutor is silent."""
    first = _say(
        patient_id, "daily", "Le matin, à la maison", members["home_help"], by,
        now - timedelta(days=5),
        "Bonjour, comment se passent les matins ? Mange-t-il quelque chose avant midi ?",
    )  # fmt: skip
    _by_link(first, now - timedelta(days=4), "Du pain et du café. Le frigo était vide lundi, j’ai "
             "fait des courses. Il parle plus que le mois dernier.")  # fmt: skip
    thanks = NewMessage("Merci beaucoup. Je vois pour un portage de repas le week-end.")
    care.answer(
        conversation_id=first.conversation_id, new=thanks, by=by, now=now - timedelta(days=4)
    )
    _say(
        patient_id, "social", "La facture d’électricité", members["tutor"], by,
        now - timedelta(days=1),
        "Un rappel est arrivé hier. Pouvez-vous dire si elle est payée ?",
    )  # fmt: skip
    doctor = _doctor(gps)
    if doctor is not None and "gp" in members:
        asked = _say(
            patient_id, "health", "Après la consultation", members["coordination"],
            viewer_of(doctor, now=now), now - timedelta(hours=20),
            "Vu hier. Il ne veut pas de cure et le redit. Tension correcte. Qui peut passer "
            "le soir cette semaine ?",
        )  # fmt: skip
        care.correct_message(
            message_id=asked.pk, by=viewer_of(doctor, now=now), now=now - timedelta(hours=19),
            text="Vu hier. Il ne veut pas de cure et le redit. Tension correcte, poids stable. "
            "Qui peut passer le soir cette semaine ?",
        )  # fmt: skip


def _doctor(gps: list[PractitionerRole]) -> Account | None:
    """The account of the doctor in the circle, where the demonstration has one."""
    return Account.objects.filter(practitioner__in=[gp.practitioner_id for gp in gps[:1]]).first()


def _say(
    patient_id: UUID, theme: str, subject: str, asked: UUID, by: AccountViewer, at: datetime,
    text: str,
) -> Communication:  # fmt: skip
    return care.start_conversation(
        patient_id=patient_id, theme=theme, subject=subject, new=NewMessage(text, (asked,)), by=by,
        now=at,
    )  # fmt: skip


def _by_link(asked: Communication, at: datetime, text: str) -> None:
    bearer = LinkViewer("message", asked.mentions.get().pk)
    care.answer_by_link(new=NewMessage(text), by=bearer, now=at)
