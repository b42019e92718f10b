"""What stands before a project is written: a maison de santé, its coordinator, a nurse of it."""

from maillon.apps.accounts.queries import viewer_of
from maillon.apps.projects import actions
from maillon.kernel import clock
from tests.factories import desk as situations
from tests.factories.circle import account_with
from tests.factories.structures import member

__all__ = ["COORDINATOR", "NURSE", "lay"]

COORDINATOR, NURSE = "coline.essai@exemple.test", "nour.essai@exemple.test"


def lay() -> None:
    """The project is begun, nothing is written."""
    now = clock.now()
    coline = account_with(
        "Coline Essai", "coordinator", situations.organization("Maison de santé d’essai", "msp")
    )
    house, by = coline.roles.get().organization, viewer_of(coline, now=now)
    nour = account_with("Nour Essai", "practitioner", house)
    member(by, house.pk, name="Nour Essai", account_id=nour.pk)
    actions.open_project(organization_id=house.pk, by=by, now=now)
