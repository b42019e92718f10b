"""« oui mais seulement le matin » is no yes, and she is told so (docs/guide/intervenant.md)."""

import pytest

from maillon.apps.desk.models import Offer
from tests.factories import desk as situations
from tests.factories.desk import DeskWorld
from tests.factories.enrolling import answered, later, says

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def test_a_yes_with_a_condition_is_told_to_be_none_and_read_by_the_desk(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    offer = Offer.objects.get(need__request=request, state="open")
    phone = str(world.usual.phone)
    said = says(f"OUI {offer.code} mais seulement le matin", later(minutes=2), phone)
    assert (said, answered(phone)[-1]) == ("ask_clearly", "yes_if")
    offer.refresh_from_db()
    assert offer.state == "open"
    assert says(f"OUI {offer.code}", later(minutes=3), phone) == "accepted"
    # What is hers already is not said to be lost.
    says("oui mais pas avant lundi", later(minutes=6), phone)
    assert answered(phone)[-1] == "not_understood"
