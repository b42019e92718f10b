"""The project of the man of the seven cures: two versions and a review. Invented, like him."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from maillon.apps.care import actions as care
from maillon.apps.care.actions import (
    Missing,
    NewActivity,
    NewGoal,
    NewNeed,
    NewPlan,
    NewReview,
)
from maillon.apps.care.queries import plan_page
from maillon.kernel.access import AccountViewer

__all__ = ["write_project"]

FIRST = "Une huitième cure, je n’en veux pas. Je veux qu’on me laisse ma maison et voir ma fille."
Members = Mapping[str, UUID]


def write_project(patient_id: UUID, members: Members, by: AccountViewer, now: datetime) -> None:
    """Written six days ago, looked at three days ago, revised the day after."""
    first, point, second = (now - timedelta(days=n) for n in (6, 3, 2))
    day = now.date()
    care.write_plan(patient_id=patient_id, new=_first(members, day), by=by, now=first)
    keys = _keys(by, patient_id, now)
    care.review_plan(
        patient_id=patient_id, by=by, now=point,
        new=NewReview(
            verdicts=(
                (keys["Proposer une nouvelle cure"], "superfluous"),
                (keys["Passer deux matins par semaine"], "necessary"),
            ),
            missing=(Missing("Quelqu’un à appeler le soir, quand l’envie vient"),),
            words="La cure, c’est non. Le matin, ça va mieux quand quelqu’un passe.",
            next_on=day + timedelta(days=30),
        ),
    )  # fmt: skip
    care.write_plan(patient_id=patient_id, new=_second(members, day, keys), by=by, now=second)


def _keys(by: AccountViewer, patient_id: UUID, now: datetime) -> dict[str, UUID]:
    """What the first version gave each line."""
    plan = plan_page(by, patient_id, now=now).plan
    found = {one.text: one.key for one in plan.activities()} if plan else {}
    for need in plan.needs if plan else ():
        found |= {need.text: need.key, **{goal.text: goal.key for goal in need.goals}}
    return found


def _first(members: Members, day: date) -> NewPlan:
    cure = NewActivity("Proposer une nouvelle cure", members.get("gp"), due_on=day)
    return NewPlan(
        words=FIRST, said="voice", said_on=day - timedelta(days=6),
        needs=(
            NewNeed("Boire moins", "health", (NewGoal("Éviter l’hôpital cet hiver", (cure,)),)),
            _home(members, {}),
        ),
    )  # fmt: skip


def _home(members: Members, keys: Mapping[str, UUID], *more: NewActivity) -> NewNeed:
    help_ = "Passer deux matins par semaine"
    acts = (NewActivity(help_, members["home_help"], key=keys.get(help_)), *more)
    home, stay = "Garder sa maison", "Manger le matin, tenir la maison propre"
    return NewNeed(home, "daily", (NewGoal(stay, acts, keys.get(stay)),), keys.get(home))


def _second(members: Members, day: date, keys: Mapping[str, UUID]) -> NewPlan:
    evening = NewActivity(
        "Trouver qui appeler le soir", members["coordination"], due_on=day + timedelta(days=7)
    )
    bills = NewActivity(
        "Payer l’électricité avant la coupure", members["tutor"], due_on=day + timedelta(days=12)
    )
    daughter = NewActivity("L’appeler le dimanche", by_person=True)
    drinking, winter = "Boire moins", "Éviter l’hôpital cet hiver"
    return NewPlan(
        words=FIRST + " Boire, je boirai sans doute encore un peu.",
        said="voice", said_on=day - timedelta(days=2), living_with=True, base=1,
        reason="Il refuse une huitième cure : on vit avec, on l’entoure.",
        needs=(
            NewNeed(drinking, "health", (NewGoal(winter, (evening,), keys[winter]),),
                    keys[drinking]),
            _home(members, keys, bills),
            NewNeed("Voir sa fille", "social", (NewGoal("Un dimanche sur deux", (daughter,)),)),
        ),
    )  # fmt: skip
