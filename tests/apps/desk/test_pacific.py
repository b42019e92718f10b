"""Six digits are a telephone of Nouméa for the desk that is there, and for no other."""

import pytest
from django.http import QueryDict

from maillon.apps.desk import actions
from maillon.apps.desk.models import Desk, Enrolment
from maillon.apps.desk.queries.intake import counter
from maillon.apps.desk.web.intake_forms import IntakeForm
from maillon.apps.directory.models import Commune
from maillon.errors import Refused
from tests.factories import desk as situations
from tests.factories.desk import MORNING, SOURCE, TODAY, DeskWorld

pytestmark = pytest.mark.django_db
BAD = "Ce numéro n’est pas complet : vérifiez les chiffres."


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


@pytest.fixture
def noumea(world: DeskWorld) -> DeskWorld:
    commune = Commune.objects.create(
        insee="98818", name="Nouméa", folded_name="noumea", departement="988", region="988",
        postal_codes="98800", longitude=166.45, latitude=-22.27, source=SOURCE, as_of=TODAY,
    )  # fmt: skip
    Desk.objects.filter(pk=world.desk.pk).update(commune=commune, timezone="Pacific/Noumea")
    world.desk.refresh_from_db()
    return world


def caller(world: DeskWorld, typed: str) -> tuple[str, str]:
    """The caller's number as intake reads it, and what it says of it."""
    typed_in = QueryDict(mutable=True)
    typed_in["phone"] = typed
    form = IntakeForm(typed_in, counter=counter(world.by, world.desk.pk, now=MORNING))
    told = str(form.errors.get("phone", ""))
    return str(form.cleaned_data.get("phone", "")), told


def test_intake_at_noumea_reads_its_own_numbers(noumea: DeskWorld) -> None:
    assert caller(noumea, "75 12 34") == ("+687751234", "")
    assert caller(noumea, "06 39 98 00 01") == ("+33639980001", "")
    assert BAD in caller(noumea, "75 12 3")[1]


def test_intake_elsewhere_guesses_nothing_and_says_how_to_write_it(world: DeskWorld) -> None:
    number, told = caller(world, "75 12 34")
    assert (number, BAD in told) == ("", True)
    assert "comme +687 ou +689" in told
    assert caller(world, "+687 75 12 34") == ("+687751234", "")


def test_a_carer_is_invited_by_her_own_number(noumea: DeskWorld) -> None:
    actions.invite(desk_id=noumea.desk.pk, phone="75 12 34", by=noumea.by, now=MORNING)
    assert Enrolment.objects.get().phone == "+687751234"


def test_elsewhere_she_is_not_written_to_by_a_guess(world: DeskWorld) -> None:
    with pytest.raises(Refused) as refused:
        actions.invite(desk_id=world.desk.pk, phone="75 12 34", by=world.by, now=MORNING)
    assert refused.value.code == "phone_unreadable"
