"""What stands before a case meeting: a coordinator, a colleague, two persons of her list."""

from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care import actions
from maillon.apps.care.actions import NewWord
from maillon.kernel import clock
from tests.factories import desk as situations
from tests.factories.circle import account_with, person
from tests.factories.structures import member

__all__ = ["COLLEAGUE", "COORDINATOR", "lay"]

COORDINATOR, COLLEAGUE = "ines.essai@exemple.test", "Paul Essai"


def lay() -> None:
    """Both circles are open on the person's word."""
    now = clock.now()
    ines = account_with("Inès Essai", "coordinator", situations.organization("DAC d’essai", "dac"))
    house, by = ines.roles.get().organization, viewer_of(ines, now=now)
    paul = account_with(COLLEAGUE, "practitioner", house)
    member(by, house.pk, name=COLLEAGUE, account_id=paul.pk)
    for given, day in (("Bernard", "11/03/1958"), ("Lucette", "02/07/1939")):
        who = person(house, birth_name="Essai", given_name=given, birth_date=day).pk
        actions.open_circle(
            patient_id=who, situation="frail", word=NewWord("informed", "voice"), by=by, now=now
        )
