"""A desk opens on words that its messages can carry."""

from datetime import time
from typing import Any

import pytest

from maillon.apps.accounts.queries import viewer_of
from maillon.apps.desk import actions
from maillon.apps.desk.models import Desk
from maillon.errors import Refused
from tests.factories import desk as situations
from tests.factories.desk import MORNING

pytestmark = pytest.mark.django_db


def opened(**changes: Any) -> Desk:
    here = situations.desk("Poste du Gier", "Gier", ("42207",))
    lead = viewer_of(situations.account("Inès Blanc", here, "administrator"), now=MORNING)
    told: dict[str, Any] = {
        "organization_id": here.organization_id, "name": "Poste du Pilat", "phone": "0477000000",
        "sector": "Forêt d’Ussé", "commune_id": "42207", "radius_km": 5.0,
        "timezone": "Europe/Paris", "hours": {0: [(time(8), time(19))]},
    }  # fmt: skip
    return actions.open_desk(new=actions.NewDesk(**{**told, **changes}), by=lead, now=MORNING)


@pytest.mark.parametrize("sector", ["Ð", "Москва", "06 12 34", "Gier & Pilat"])
def test_a_sector_no_message_can_carry_is_refused_before_it_stops_them_all(sector: str) -> None:
    with pytest.raises(Refused, match="desk_sector"):
        opened(sector=sector)
    assert Desk.objects.count() == 1


@pytest.mark.parametrize("sector", ["Val-d'Isère", "Lyon 3", "Œuvres du Forez"])
def test_a_sector_with_accents_or_a_district_is_said(sector: str) -> None:
    assert opened(sector=sector).sector == sector


def test_the_apostrophe_of_a_word_processor_is_the_one_of_telephones() -> None:
    assert opened().sector == "Forêt d'Ussé"
