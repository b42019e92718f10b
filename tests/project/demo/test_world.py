"""The demonstration world: the same from the same seed, whole, synthetic, never in production."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from pytest_django.fixtures import Settings

from maillon.apps.care.models import Patient
from maillon.apps.desk.models import Offer, ServiceRequest
from maillon.apps.directory.geography.communes_file import read_communes
from maillon.apps.directory.geography.files import COMMUNES
from maillon.apps.directory.models import (
    Commune,
    HealthcareService,
    Organization,
    Practitioner,
    Responder,
)
from maillon.apps.directory.queries import search_organizations
from maillon.apps.journal.models import Entry
from maillon.apps.messaging.models import InboundMessage, OutboxMessage
from maillon.kernel.access import SYSTEM
from maillon.project.demo import build
from maillon.project.demo.accounts import ACCOUNTS
from maillon.project.demo.establishments import bring_in_real, invent
from maillon.project.demo.names import rpps
from maillon.project.demo.territories import TERRITORIES
from maillon.project.invariants import check_all

NOW = datetime(2026, 11, 20, 10, 40, tzinfo=UTC)
SMALL = replace(TERRITORIES[1], communes=("26107", "26210", "26301"), requests_a_day=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _communes(settings: Settings) -> None:
    settings.MAILLON_DEMO = True
    Commune.objects.bulk_create(
        Commune(
            insee=insee, name=name, folded_name=name.lower(), departement="26", region="84",
            postal_codes=postal, population=people, longitude=lon, latitude=lat,
            source="essai", as_of=NOW.date(),
        )
        for insee, name, postal, people, lon, lat in (
            ("26107", "Crépol", "26350", 523, 5.068, 45.176),
            ("26210", "Valherbasse", "26350", 1005, 5.147, 45.218),
            ("26301", "Saint-Donat-sur-l’Herbasse", "26260", 4115, 4.983, 45.121),
        )
    )  # fmt: skip


def a_world(seed: int) -> None:
    build(now=NOW, seed=seed, tell=lambda line: None, territories=(SMALL,))


def told() -> list[Any]:
    """Everything that a reader of the world could see, in order."""
    requests = ServiceRequest.objects.order_by("day", "number").select_related("patient")
    return [
        *(
            (r.pk, r.reference, r.lane, r.deadline_at, r.patient and r.patient.birth_name)
            for r in requests
        ),
        *Offer.objects.order_by("made_at", "pk").values_list("pk", "code", "state", "rank"),
        *Entry.objects.order_by("recorded_at", "pk").values_list("act", "occurred_at"),
        *Responder.objects.order_by("pk").values_list("name", "availability"),
    ]


def test_the_same_seed_and_moment_give_the_same_world() -> None:
    worlds = []
    for _ in range(2):
        with transaction.atomic():
            a_world(seed=7)
            worlds.append(told())
            transaction.set_rollback(True)
    assert worlds[0] == worlds[1]


def test_the_world_is_whole_synthetic_in_every_state_and_built_once() -> None:
    a_world(seed=8)
    assert {name: found for name, found in check_all(NOW).items() if found} == {}
    assert ServiceRequest.objects.filter(closed_at__isnull=False).exists()
    assert ServiceRequest.objects.open().exists()
    assert not Patient.objects.filter(synthetic=False).exists()
    assert not Practitioner.objects.filter(synthetic=False).exists()
    before = ServiceRequest.objects.count()
    with pytest.raises(CommandError, match="base vide"):
        call_command("demo")
    assert ServiceRequest.objects.count() == before


def test_it_is_refused_in_production(settings: Settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        call_command("demo")
    assert not ServiceRequest.objects.exists()


def test_invented_identifiers_start_with_999_and_pass_their_key() -> None:
    from stdnum import luhn

    for number in (1, 42, 999_999):
        assert rpps(number).startswith("999")
        assert len(rpps(number)) == 11
        assert luhn.is_valid(rpps(number))


@pytest.mark.parametrize(
    ("code", "communes", "people"),
    [("champsaur", 25, 11_683), ("thau", 14, 131_216), ("albi", 16, 84_938)],
)
def test_a_territory_has_the_people_that_the_list_of_communes_counts(
    code: str, communes: int, people: int
) -> None:
    territory = next(one for one in TERRITORIES if one.code == code)
    told = read_communes(COMMUNES, NOW.date())
    assert len(set(territory.communes)) == communes
    assert sum(told[insee].population or 0 for insee in territory.communes) == people
    assert territory.centre in territory.communes


def test_each_territory_has_an_agent_who_may_sign_in() -> None:
    agents = {account.territory for account in ACCOUNTS if account.code == "agent"}
    assert agents == {territory.code for territory in TERRITORIES}


def test_real_establishments_come_in_with_their_source_and_invented_ones_say_so() -> None:
    Commune.objects.create(
        insee="81004", name="Albi", folded_name="albi", departement="81", region="76",
        postal_codes="81000", population=51290, source="essai", as_of=NOW.date(),
    )  # fmt: skip
    assert bring_in_real(NOW) == 2925
    real = search_organizations(SYSTEM, "hôpital albi").results[0]
    assert (real.source, real.synthetic, real.commune_name) == ("FINESS", False, "Albi")
    assert HealthcareService.objects.filter(organization__commune="81004").exists()
    invent(SMALL, list(Commune.objects.filter(departement="26")), NOW)
    made = Organization.objects.filter(synthetic=True)
    assert made.exists()
    assert not made.exclude(name__contains="fictif").exists()
    assert search_organizations(SYSTEM, "pharmacie crepol").results[0].synthetic


def test_the_vendored_establishments_come_in_twice_as_once() -> None:
    bring_in_real(NOW)
    before = Organization.objects.count(), HealthcareService.objects.count()
    assert bring_in_real(NOW) == 0
    assert (Organization.objects.count(), HealthcareService.objects.count()) == before


def test_the_geriatric_number_has_an_opinion_given_one_to_tell_and_one_awaited() -> None:
    albi = next(one for one in TERRITORIES if one.code == "albi")
    here = replace(albi, centre="26107", communes=SMALL.communes, requests_a_day=1)
    build(now=NOW, seed=7, tell=lambda line: None, territories=(here,))
    opinions = ServiceRequest.objects.filter(needs__code="advice").order_by("received_at")
    assert [one.next_step for one in opinions] == ["", "desk.answer", "desk.expert"]
    assert [one.closing for one in opinions] == ["answered", "", ""]
    assert {name: lines for name, lines in check_all(NOW).items() if lines} == {}


def test_carers_of_a_region_are_understood_and_say_once_that_care_began() -> None:
    places = {"savoie": ("26107",), "rhone": ("26301", "26210")}
    region = tuple(
        replace(one, centre=here[0], communes=here, requests_a_day=3)
        for one in TERRITORIES
        if (here := places.get(one.code))
    )
    build(now=NOW, seed=7, tell=lambda line: None, territories=region)
    words = InboundMessage.objects.all()
    assert {one.outcome for one in words} <= {"accepted", "declined", "begun", "late", "duplicate"}
    asked = OutboxMessage.objects.filter(template="confirm_care").count()
    assert 0 < sum("fait" in one.body.lower() for one in words) <= asked
