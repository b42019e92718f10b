"""What stands before the seven cures: a coordinator, the circle, and what was tried."""

from datetime import timedelta
from uuid import UUID

from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care import actions
from maillon.apps.care.actions import NewAttempt, NewMember, NewWord
from maillon.kernel import clock
from tests.factories import desk as situations
from tests.factories.circle import account_with, person

__all__ = ["COORDINATOR", "NEAR", "lay"]

COORDINATOR = "ines.essai@exemple.test"
CURES = (1450, 1240, 980, 700, 510, 300, 90)
NEAR = {
    "tutor": "Essai tuteur",
    "specialist": "Essai addictologue",
    "social_worker": "Essai sociale",
    "family": "Essai fille",
    "gp": "Essai médecin",
    "nurse": "Essai infirmière",
    "home_help": "Essai domicile",
    "police": "Essai brigadier",
}

REGISTERED = ("specialist", "gp", "nurse")


def _registered(name: str) -> UUID:
    """Somebody whom the register knows: health is heard by nobody else."""
    given, family = name.split(" ")
    return situations.role(given, family, "42207", profession="10").pk


def lay() -> None:
    """Her circle opened on her word; everybody agreed to; seven cures and a dialysis."""
    now, agreed = clock.now(), NewWord("agreed", "voice")
    ines = account_with("Inès Essai", "coordinator", situations.organization("DAC d’essai", "dac"))
    by = viewer_of(ines, now=now)
    house = ines.roles.get().organization
    who = person(house, birth_name="Essai", given_name="Bernard", sex="M").pk
    actions.open_circle(patient_id=who, situation="addiction", word=agreed, by=by, now=now)
    for role, name in NEAR.items():
        known = _registered(name) if role in REGISTERED else None
        new = NewMember(role, practitioner_role_id=known) if known else NewMember(role, name=name)
        actions.add_to_circle(patient_id=who, new=new, word=agreed, by=by, now=now)
    tried = [("detox_stay", ago) for ago in CURES] + [("dialysis", ago) for ago in range(2, 20, 2)]
    for answer, ago in tried:
        told = NewAttempt(answer, (now - timedelta(days=ago)).date(), "letter", "not_achieved")
        actions.note_attempt(patient_id=who, new=told, by=by, now=now)
