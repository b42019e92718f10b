"""Named situations of a circle, made by the real actions. Every person is invented."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care import actions
from maillon.apps.care.actions import NewMember, NewPerson, NewWord
from maillon.apps.care.models import CareTeamMember, Patient
from maillon.apps.directory.models import Organization, PractitionerRole
from maillon.kernel.access import SYSTEM, AccountViewer
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY

__all__ = ["AGREED", "INFORMED", "CircleWorld", "account_with", "circle_world", "person"]

AGREED = NewWord("agreed", "voice")
INFORMED = NewWord("informed", "voice")


@dataclass(frozen=True)
class CircleWorld:
    """A structure that coordinates, a person, a GP with an account, and an open circle."""

    house: Organization
    coordinator: Account
    patient: Patient
    gp: PractitionerRole
    doctor: Account

    @property
    def by(self) -> AccountViewer:
        """The coordinator at work."""
        return viewer_of(self.coordinator, now=MORNING)

    @property
    def gp_viewer(self) -> AccountViewer:
        return viewer_of(self.doctor, now=MORNING)

    def join(self, role: str, word: NewWord | None = None, **more: Any) -> CareTeamMember:
        """Bring somebody in, as the coordinator does."""
        new = NewMember(role, **more)
        return actions.add_to_circle(
            patient_id=self.patient.pk, new=new, word=word, by=self.by, now=MORNING
        )


def account_with(name: str, code: str, house: Organization, **more: Any) -> Account:
    """An account that holds one role in a structure."""
    account = situations.account(name, **more)
    ScopedRole.objects.create(
        account=account, organization=house, code=code, starts_on=TODAY - timedelta(days=30)
    )
    return account


def person(house: Organization, **more: Any) -> Patient:
    """Somebody known by what was said."""
    traits = {
        "birth_name": "Fournier", "given_name": "Suzanne", "birth_date": "04/05/1941", "sex": "F",
        "birth_place": "42207", **more,
    }  # fmt: skip
    return actions.create_provisional(
        person=NewPerson(**traits), organization_id=house.pk, by=SYSTEM, now=MORNING
    )


def circle_world(name: str = "DAC d’essai", kind: str = "dac", **more: Any) -> CircleWorld:
    """An open circle of a support service, the person informed; her GP not yet in it."""
    house = situations.organization(name, kind)
    coordinator = account_with(f"Coordination {name}", "coordinator", house)
    gp = situations.role("Marc", "Villard", "42207", profession="10")
    doctor = account_with(f"Docteur {name}", "practitioner", house, practitioner=gp.practitioner)
    world = CircleWorld(house, coordinator, person(house, **more), gp, doctor)
    word = INFORMED if kind == "dac" else AGREED
    actions.open_circle(
        patient_id=world.patient.pk, situation="frail", word=word, by=world.by, now=MORNING
    )
    return world
