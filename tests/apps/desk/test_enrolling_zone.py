"""A zone by SMS: taken whole or not at all, near her desk, and she is told which."""

import pytest

from maillon.apps.desk.actions.enrol_words import places
from maillon.apps.desk.models import Enrolment
from maillon.apps.desk.queries.enrolments import enrolments
from maillon.apps.directory.models import Commune, Responder
from maillon.apps.messaging.models import OutboxMessage
from maillon.apps.messaging.wording import render
from maillon.engines.replies import read_enrolment
from tests.apps.desk.test_enrolling import verified
from tests.apps.desk.test_my_page import GIER, MARNE, REUNION, commune
from tests.factories import desk as situations
from tests.factories.desk import DeskWorld
from tests.factories.enrolling import enrolling, later, says

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> DeskWorld:
    world = situations.saint_chamond()
    Commune.objects.bulk_create(
        [
            commune("42242", "Saint-Joseph", "42800", GIER, people=1_900),
            commune("97412", "Saint-Joseph", "97480", REUNION, people=38_000),
            commune("42259", "Saint-Martin-la-Plaine", "42800", GIER, people=3_700),
            *(commune(f"51{n}", f"En-Champagne-{n}", "51300", MARNE) for n in range(100, 146)),
        ]
    )
    world.desk.communes.create(commune_id="42242")
    return world


@pytest.fixture
def line(world: DeskWorld) -> Responder:
    return verified(world, enrolling(world))


def covered(line: Responder) -> set[str]:
    return set(line.covered.filter(near=False).values_list("commune_id", flat=True))


def told() -> str:
    last = OutboxMessage.objects.order_by("-created_at", "-id").first()
    assert last is not None
    return render(last.template, last.params, secret=last.secret)


def test_no_commune_of_a_postal_code_is_lost_and_she_is_told_how_many(line: Responder) -> None:
    assert says("ZONE 51300", later(days=1)) == "zone_counted"
    assert len(covered(line)) == 46
    assert "votre zone compte maintenant 46 communes" in told()


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("ZONE st joseph", {"42242"}),
        ("ma zone : Saint Martin la Plaine", {"42259"}),
        ("ZONE 42400 42420", {"42207", "42123"}),
    ],
)
def test_her_zone_is_said_as_she_says_it(line: Responder, words: str, meant: set[str]) -> None:
    assert says(words, later(days=1)) == "zone_counted"
    assert covered(line) == meant


@pytest.mark.parametrize("words", ["ZONE 99999", "ZONE", "ZONE 42420 99999", "zone nullepart"])
def test_a_zone_that_names_nothing_known_is_told_with_an_example(
    line: Responder, words: str
) -> None:
    assert says(words, later(days=1)) == "zone_unknown"
    assert "ZONE 42400 42152" in told()
    assert covered(line) == {"42207"}


def test_a_zone_longer_than_is_read_changes_nothing(line: Responder) -> None:
    assert says("ZONE " + "42420 " * 90, later(days=1)) == "zone_many"
    assert "pas changée" in told()
    assert covered(line) == {"42207"}


def test_the_desk_reads_the_code_she_gave_and_not_its_forty_six_communes(
    world: DeskWorld,
) -> None:
    says("INSCRIPTION 42400 51300 APPEL")
    [waiting] = enrolments(world.by, world.desk.pk, now=later(minutes=3)).waiting
    assert waiting.places == ("Saint-Chamond (42400)", "51300")


def test_words_that_may_answer_an_offer_are_left_to_it(line: Responder, world: DeskWorld) -> None:
    situations.request_searching(world, later(hours=2), usual=(line.pk,))
    assert says("secteur saint joseph", later(hours=2, minutes=5)) == "not_understood"
    assert says("communes du patient", later(hours=2, minutes=9)) == "not_understood"
    assert covered(line) == {"42207"}


@pytest.mark.parametrize(
    ("words", "insee"),
    [("INSCRIPTION Saint Joseph", "42242"), ("INSCRIPTION st martin la plaine", "42259")],
)
def test_a_name_without_a_desk_yet_is_one_that_a_desk_answers_for(
    world: DeskWorld, words: str, insee: str
) -> None:
    assert [one.insee for one in places(read_enrolment(words))] == [insee]
    assert [one.insee for one in places(read_enrolment(words), world.desk)] == [insee]


def test_of_two_of_a_name_that_desks_answer_for_the_code_is_asked(world: DeskWorld) -> None:
    situations.elsewhere().desk.communes.create(commune_id="97412")
    assert says("INSCRIPTION") == "enrol_place"
    assert says("Saint-Joseph", later(minutes=1)) == "enrol_unknown"
    assert says("42400", later(minutes=2)) == "enrol_number"


def test_of_a_name_known_only_far_from_her_desk_the_code_is_asked(world: DeskWorld) -> None:
    Commune.objects.filter(pk="42242").delete()
    assert places(read_enrolment("ZONE st joseph"), world.desk) == []


@pytest.mark.parametrize("words", ["INSCRIPTION 99999", "INSCRIPTION nullepart"])
def test_an_enrolment_that_names_no_place_known_is_told_so(world: DeskWorld, words: str) -> None:
    assert says(words) == "enrol_unknown"
    assert "par exemple INSCRIPTION 42400" in told()
    assert says("42400", later(minutes=1)) == "enrol_number"


def test_figures_of_a_wrong_number_are_no_unknown_postal_code(world: DeskWorld) -> None:
    assert says("INSCRIPTION 42400") == "enrol_number"
    assert says("12345 678901", later(minutes=1)) == "enrol_number_wrong"


def test_a_carer_whom_the_desk_enrolled_itself_says_her_zone_too(world: DeskWorld) -> None:
    assert says("ZONE 42800", phone=str(world.usual.phone)) == "zone_counted"
    assert covered(world.usual) == {"42186", "42242", "42259"}
    assert says("ZONE 42242 99999", later(minutes=2), str(world.usual.phone)) == "zone_unknown"
    assert covered(world.usual) == {"42186", "42242", "42259"}


def test_the_word_from_a_line_that_nobody_has_enrols_nobody(world: DeskWorld) -> None:
    assert says("ZONE 42800") == "unknown_phone"
    assert not Enrolment.objects.exists()
