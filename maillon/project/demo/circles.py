"""A circle of the demonstration: the man of the seven cures, after a story of the documents.

Everybody in it is invented.
"""

from datetime import datetime, timedelta
from uuid import UUID

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care import actions as care
from maillon.apps.care.actions import NewAttempt, NewMember, NewPerson, NewWord
from maillon.apps.desk.models import Desk
from maillon.kernel.access import AccountViewer
from maillon.project.demo.cases import meet_about, meet_with_him
from maillon.project.demo.professionals import Staff
from maillon.project.demo.projects import write_project
from maillon.project.demo.talks import talk_around

__all__ = ["open_circles"]

AGREED = NewWord("agreed", "voice")
NEAR = (
    ("tutor", "M. Gaspard Lenoir", "gère ses comptes", AGREED, True),
    ("social_worker", "Mme Odile Perrin", "suit ses droits", AGREED, False),
    ("family", "Sa fille, Élodie", "passe le dimanche", AGREED, False),
    ("home_help", "Mme Fanny Roche", "vient deux matins par semaine", AGREED, False),
    ("police", "Brigadier Simon Vasseur", "connaît le quartier", None, False),
)


CURES = (1450, 1240, 980, 700, 510, 300, 90)  # days ago: seven in four years, after the documents


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
    _history(man.pk, by, then)
    meet_about([man.pk, _second(desk, by, then)], by, then)
    meet_with_him(man.pk, by, now)
    talk_around(man.pk, members, staff.gps, by, now)


def _second(desk: Desk, by: AccountViewer, then: datetime) -> UUID:
    """Another person of the list, so that a meeting has two cases."""
    woman = care.create_provisional(
        person=NewPerson(
            "Garnier", "Lucette", "1939-07-02", sex="F", commune_id=desk.commune_id
        ),
        organization_id=desk.organization_id, by=by, now=then, synthetic=True,
    )  # fmt: skip
    care.open_circle(patient_id=woman.pk, situation="return_home", word=AGREED, by=by, now=then)
    return woman.pk


def _history(patient_id: UUID, by: AccountViewer, then: datetime) -> None:
    """What was tried with him, as his coordinator heard it; the dialysis is no repetition."""
    tried = [("detox_stay", days, 21, "alcool") for days in CURES]
    tried += [("dialysis", days, 0, "reins") for days in (40, 38, 36, 34, 32)]
    tried.append(("home_help_started", 420, 60, ""))
    for answer, days, length, problem in tried:
        first = (then - timedelta(days=days)).date()
        new = NewAttempt(
            answer, first, "letter" if answer == "detox_stay" else "person",
            "unknown" if answer == "dialysis" else "not_achieved",
            first + timedelta(days=length) if length else None, problem,
        )  # fmt: skip
        care.note_attempt(patient_id=patient_id, new=new, by=by, now=then)
