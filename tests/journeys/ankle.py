"""What stands before the one page: a coordinator, and the circle of the person of the last call."""

from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care import actions
from maillon.apps.care.actions import NewMember, NewWord
from maillon.apps.care.models import Patient
from maillon.kernel import clock
from tests.factories.circle import account_with

__all__ = ["COORDINATOR", "lay"]

COORDINATOR = "lise.essai@exemple.test"
NEAR = (("family", "Alix Fournier", "+33199000031"), ("neighbour", "Mme Renard", "+33199000032"))


def lay() -> None:
    """Her circle, opened on her word; her daughter and her neighbour may see who comes."""
    now, agreed = clock.now(), NewWord("agreed", "voice")
    patient = Patient.objects.latest("created_at")
    lise = viewer_of(account_with("Lise Essai", "coordinator", patient.organization), now=now)
    actions.open_circle(
        patient_id=patient.pk, situation="return_home", word=agreed, by=lise, now=now
    )
    for role, name, phone in NEAR:
        new = NewMember(role, name=name, phone=phone)
        actions.add_to_circle(patient_id=patient.pk, new=new, word=agreed, by=lise, now=now)
