"""A circle of the demonstration: the man of the seven cures, after a story of the documents.

Everybody in it is invented.
"""

from datetime import datetime, timedelta

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care import actions as care
from maillon.apps.care.actions import NewMember, NewPerson, NewWord
from maillon.apps.desk.models import Desk
from maillon.project.demo.professionals import Staff
from maillon.project.demo.projects import write_project

__all__ = ["open_circles"]

AGREED = NewWord("agreed", "voice")
NEAR = (
    ("tutor", "M. Gaspard Lenoir", "gère ses comptes", AGREED, True),
    ("social_worker", "Mme Odile Perrin", "suit ses droits", AGREED, False),
    ("family", "Sa fille, Élodie", "passe le dimanche", AGREED, False),
    ("home_help", "Mme Fanny Roche", "vient deux matins par semaine", AGREED, False),
    ("police", "Brigadier Simon Vasseur", "connaît le quartier", None, False),
)


def open_circles(desk: Desk, coordinator: Account, staff: Staff, now: datetime) -> None:
    """Open it a week ago, by the real actions, in the name of its coordinator."""
    then = now - timedelta(days=7)
    by = viewer_of(coordinator, now=now)
    man = care.create_provisional(
        person=NewPerson(
            "Chevalier", "Bernard", "1958-03-11", sex="M", phone="+33199089901",
            address="4 impasse des Tilleuls", commune_id=desk.commune_id,
        ),
        organization_id=desk.organization_id, by=by, now=then, synthetic=True,
    )  # fmt: skip
    care.open_circle(
        patient_id=man.pk, situation="addiction", word=AGREED, by=by, now=then,
        reason="Sept cures en quatre ans, la même réponse à chaque fois.",
    )  # fmt: skip
    members = {"coordination": man.circle.get(role="coordination").pk}
    for gp in staff.gps[:1]:
        new = NewMember("gp", practitioner_role_id=gp.pk, reason="demande de l’aide")
        word = NewWord("recognised", "voice")
        joined = care.add_to_circle(patient_id=man.pk, new=new, word=word, by=by, now=then)
        members["gp"] = joined.pk
    for number, (role, name, reason, said, represents) in enumerate(NEAR):
        new = NewMember(
            role, name=name, phone=f"+3319908991{number}", reason=reason, represents=represents
        )
        joined = care.add_to_circle(patient_id=man.pk, new=new, word=said, by=by, now=then)
        members[role] = joined.pk
    write_project(man.pk, members, by, now)
