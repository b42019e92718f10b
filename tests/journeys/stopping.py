"""What stands before an access is stopped: a circle with its doctor, another one on call."""

from typing import Final

from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care import actions
from maillon.apps.care.actions import NewMember, NewWord
from maillon.kernel import clock
from tests.factories import desk as situations
from tests.factories.circle import account_with, person

__all__ = ["COORDINATOR", "DOCTOR", "MANAGER", "NIGHT", "lay"]

COORDINATOR: Final = "ines.soir@exemple.test"
DOCTOR: Final = "marc.soir@exemple.test"
NIGHT: Final = "nora.soir@exemple.test"
MANAGER: Final = "lise.soir@exemple.test"


def lay() -> None:
    """Her circle, opened on her word; her doctor in it; a doctor of the house who is not."""
    now, agreed = clock.now(), NewWord("agreed", "voice")
    house = situations.organization("DAC d’essai du soir", "dac")
    ines = account_with("Inès Soir", "coordinator", house)
    account_with("Lise Soir", "manager", house)
    by = viewer_of(ines, now=now)
    who = person(house, birth_name="Essai", given_name="Odile").pk
    actions.open_circle(patient_id=who, situation="frail", word=agreed, by=by, now=now)
    for given in ("Marc", "Nora"):
        role = situations.role(given, "Soir", "42207", profession="10")
        account_with(f"{given} Soir", "practitioner", house, practitioner=role.practitioner)
        if given == "Marc":
            new = NewMember("gp", practitioner_role_id=role.pk)
            actions.add_to_circle(patient_id=who, new=new, word=agreed, by=by, now=now)
