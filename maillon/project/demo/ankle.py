"""The broken ankle, after a story of the documents: the daughter leaves on Sunday, and one sheet
says who comes. Everybody is invented.
"""

from datetime import datetime, time, timedelta
from uuid import UUID

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care import actions as care
from maillon.apps.care.actions import (
    NewActivity,
    NewGoal,
    NewMember,
    NewNeed,
    NewPerson,
    NewPlan,
    NewVisit,
    NewWord,
)
from maillon.apps.desk.models import Desk
from maillon.kernel.access import AccountViewer
from maillon.project.demo.professionals import Staff

__all__ = ["arrange_ankle"]

SAID = NewWord("agreed", "voice")
NEAR = (
    ("family", "Sa fille, Agnès", "part dimanche soir, appelle le mercredi"),
    ("neighbour", "M. Roland Teyssier", "même palier, a les clés"),
    ("home_help", "Portage de repas des Terrasses (fictif)", "le midi"),
)


def arrange_ankle(desk: Desk, coordinator: Account, staff: Staff, now: datetime) -> None:
    """Two days ago, by the real actions: plaster on Saturday, everything on one sheet."""
    then = now - timedelta(days=2)
    by = viewer_of(coordinator, now=now)
    woman = care.create_provisional(
        person=NewPerson(
            "Brossard", "Yvette", f"{now.year - 80}-06-02", sex="F", phone="+33199089921",
            address="12 montée des Essais, 2e étage sans ascenseur", commune_id=desk.commune_id,
        ),
        organization_id=desk.organization_id, by=by, now=then, synthetic=True,
    )  # fmt: skip
    care.open_circle(
        patient_id=woman.pk, situation="return_home", word=SAID, by=by, now=then,
        reason="Cheville cassée, plâtre posé samedi. Vit seule, entend mal.",
    )  # fmt: skip
    nurse = care.add_to_circle(
        patient_id=woman.pk, word=SAID, by=by, now=then,
        new=NewMember("nurse", responder_id=staff.nurses[0].pk, reason="piqûre du soir"),
    )  # fmt: skip
    near = [
        care.add_to_circle(
            patient_id=woman.pk, word=SAID, by=by, now=then,
            new=NewMember(role, name=name, phone=f"+3319908992{at}", reason=reason),
        )
        for at, (role, name, reason) in enumerate(NEAR, 2)
    ]  # fmt: skip
    daughter, neighbour, meals = (one.pk for one in near)
    every, end = tuple(range(7)), now.date() + timedelta(days=42)
    for visit in (
        NewVisit(nurse.pk, every, "piqûre", "health", time(18), time(19), ends_on=end),
        NewVisit(meals, (0, 1, 2, 3, 4), "repas chaud", "daily", time(11, 30), ends_on=end),
        NewVisit(neighbour, (5, 6), "courses et repas", "daily", time(12), ends_on=end),
    ):
        care.add_visit(patient_id=woman.pk, new=visit, by=by, now=then)
    care.name_night(
        patient_id=woman.pk, member_id=neighbour, note="même palier, a les clés", by=by, now=then
    )
    _project(woman.pk, daughter, neighbour, by, then)


def _project(
    patient_id: UUID, daughter: UUID, neighbour: UUID, by: AccountViewer, now: datetime
) -> None:
    day = now.date()
    plaster = NewActivity(
        "Prendre le rendez-vous pour ôter le plâtre", daughter, due_on=day + timedelta(days=20)
    )
    ride = NewActivity("Trouver qui la conduira ce jour-là")
    bins = NewActivity("Descendre les poubelles", neighbour)
    care.write_plan(
        patient_id=patient_id, by=by, now=now,
        new=NewPlan(
            words="Je reste chez moi. Ma fille a sa vie, je ne veux pas qu’elle annule son train.",
            said="voice", said_on=day, reaching="sms",
            needs=(
                NewNeed("Tenir six semaines sans descendre", "daily",
                        (NewGoal("Manger chaud, ne pas porter", (bins, ride, plaster)),)),
            ),
        ),
    )  # fmt: skip
