"""Weeks of the half-time coordinator of the maison de santé: what she noted, her meetings counted,
a timer that runs. Words and minutes are invented.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from maillon.apps.posts import actions
from maillon.apps.posts.actions import NewPost, NewTime
from maillon.apps.posts.offered import untaken
from maillon.kernel.access import AccountViewer

__all__ = ["note_weeks"]

WEEKS: Final = 12
# day of the week, task, minutes, words: two weeks that take turns, some 17 hours each
LINES: Final = (
    ((0, "contract", 150, "preuves à réunir"), (0, "minutes", 90, "suites de la concertation"),
     (1, "protocols", 180, "protocole plaies, relecture"), (1, "partners", 30, "réunion CPAM"),
     (2, "people", 120, "arrivée d’une stagiaire"), (3, "meetings", 150, "ordre du jour"),
     (3, "pathway", 90, "sortie à préparer"), (4, "money", 120, "factures du trimestre"),
     (4, "information", 75, "messagerie sécurisée")),
    ((0, "project", 180, "évaluation du projet"), (1, "quality", 120, "plan d’amélioration"),
     (1, "discharge", 75, "lien avec le service de gériatrie"),
     (2, "prevention", 150, "atelier des aidants"), (3, "partners", 90, "commune, salle"),
     (3, "minutes", 120, "suites des décisions"), (4, "contract", 180, "indicateurs à mi-année"),
     (4, "other", 45, "courrier")),
)  # fmt: skip


def note_weeks(organization_id: UUID, by: AccountViewer, now: datetime) -> None:
    """By the real actions at past moments; one line is corrected, two meetings stay offered."""
    monday = (now - timedelta(days=now.weekday())).replace(
        hour=9, minute=0, second=0, microsecond=0
    )
    for week in range(WEEKS, -1, -1):
        for day, task, minutes, words in LINES[week % 2]:
            then = monday - timedelta(weeks=week) + timedelta(days=day, hours=8)
            if then < now:
                _note(organization_id, by, then, NewTime(task, minutes, then.date(), words))
    _correct_one(organization_id, by, now)
    meetings = untaken(organization_id, by.account_id).order_by("-occurred_at")
    for entry in list(meetings[2:8]):
        actions.take_meeting(
            organization_id=organization_id, entry_id=entry.pk, by=by,
            now=entry.occurred_at + timedelta(hours=4),
        )  # fmt: skip
    _cost(organization_id, by, now)
    actions.start_timer(
        organization_id=organization_id, task="minutes", by=by, now=now - timedelta(minutes=25),
        words="compte rendu à finir",
    )  # fmt: skip


def _note(organization_id: UUID, by: AccountViewer, then: datetime, new: NewTime) -> None:
    actions.note_time(organization_id=organization_id, new=new, by=by, now=then)


def _correct_one(organization_id: UUID, by: AccountViewer, now: datetime) -> None:
    """Twenty minutes that were in truth forty-five."""
    then = now - timedelta(days=7)
    line = actions.note_time(
        organization_id=organization_id, by=by, now=then,
        new=NewTime("partners", 20, then.date(), "appel de l’ARS"),
    )  # fmt: skip
    actions.correct_time(
        line_id=line.pk,
        by=by,
        now=then + timedelta(hours=1),
        new=NewTime("partners", 45, then.date(), "appel de l’ARS, puis la réponse écrite"),
    )


def _cost(organization_id: UUID, by: AccountViewer, now: datetime) -> None:
    """Her half-time post, the ceiling the team chose, what four tasks take in a year."""
    then = now - timedelta(days=300)
    actions.write_post(
        organization_id=organization_id, by=by, now=then,
        new=NewPost("internal", Decimal("17.5"), then.date(), Decimal("26400")),
    )  # fmt: skip
    actions.say_spending(organization_id=organization_id, percent=60, by=by, now=then)
    for task, hours, confidence in (
        ("contract", 160, "measured"), ("minutes", 110, "measured"),
        ("protocols", 120, "estimated"), ("partners", 60, "estimated"),
    ):  # fmt: skip
        actions.say_load(
            organization_id=organization_id, task=task, hours=hours, confidence=confidence, by=by,
            now=then,
        )  # fmt: skip
