"""What stands before a medication review: a circle with its doctor, its pharmacist and a nurse who
has a telephone and no account.
"""

from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care import actions
from maillon.apps.care.actions import NewMember, NewWord
from maillon.kernel import clock
from tests.factories import desk as situations
from tests.factories.circle import account_with, person

__all__ = ["CHEMIST", "COORDINATOR", "DOCTOR", "NURSE", "PERSON", "lay"]

CHEMIST, DOCTOR = "paul.mortier@exemple.test", "marc.ordonnance@exemple.test"
COORDINATOR = "jeanne.semainier@exemple.test"
NURSE, PERSON = "Lise Faure", "Odette Semainier"


def lay() -> None:
    """Everybody is of her care team, by her word."""
    now, seen = clock.now(), NewWord("recognised", "voice")
    house = situations.organization("DAC des semainiers", "dac")
    by = viewer_of(account_with("Jeanne Semainier", "coordinator", house), now=now)
    who = person(house, birth_name="Semainier", given_name="Odette").pk
    word = NewWord("informed", "voice")
    actions.open_circle(patient_id=who, situation="frail", word=word, by=by, now=now)
    for role, given, family, code in (
        ("gp", "Marc", "Ordonnance", "10"), ("pharmacist", "Paul", "Mortier", "21"),
    ):  # fmt: skip
        place = situations.role(given, family, "42207", profession=code)
        account_with(f"{given} {family}", "practitioner", house, practitioner=place.practitioner)
        new = NewMember(role, practitioner_role_id=place.pk)
        actions.add_to_circle(patient_id=who, new=new, word=seen, by=by, now=now)
    given, family = NURSE.split()
    line = situations.responder(given, family, "42207", "+33639980077")
    new = NewMember("usual_carer", responder_id=line.pk)
    actions.add_to_circle(patient_id=who, new=new, word=seen, by=by, now=now)
