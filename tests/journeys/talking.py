"""What stands before a conversation: a circle with a nurse, a home help, a pharmacist."""

from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care import actions
from maillon.apps.care.actions import NewMember, NewWord
from maillon.kernel import clock
from tests.factories import desk as situations
from tests.factories.circle import account_with, person

__all__ = ["COORDINATOR", "HELP", "NURSE", "PERSON", "PHARMACIST", "lay"]

COORDINATOR = "jeanne.liaison@exemple.test"
NURSE, PHARMACIST = "nora.seringue@exemple.test", "paul.pilule@exemple.test"
HELP, PERSON = "Fanny Balai", "Odette Parloir"


def lay() -> None:
    """Everybody agreed to; the home help has neither account nor a word of health."""
    now, agreed = clock.now(), NewWord("agreed", "voice")
    house = situations.organization("DAC des messages", "dac")
    by = viewer_of(account_with("Jeanne Liaison", "coordinator", house), now=now)
    who = person(house, birth_name="Parloir", given_name="Odette").pk
    actions.open_circle(patient_id=who, situation="frail", word=agreed, by=by, now=now)
    for role, given, family, code in (
        ("nurse", "Nora", "Seringue", "60"), ("pharmacist", "Paul", "Pilule", "21"),
    ):  # fmt: skip
        place = situations.role(given, family, "42207", profession=code)
        account_with(f"{given} {family}", "practitioner", house, practitioner=place.practitioner)
        new = NewMember(role, practitioner_role_id=place.pk)
        actions.add_to_circle(patient_id=who, new=new, word=agreed, by=by, now=now)
    new = NewMember("home_help", name=HELP, phone="+33199000047")
    actions.add_to_circle(patient_id=who, new=new, word=agreed, by=by, now=now)
