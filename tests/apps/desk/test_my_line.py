"""AUT-4: a carer's own page by link: one purpose, no account, a GET that never acts."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from maillon.apps.desk.models import Enrolment
from maillon.apps.directory.models import Responder
from maillon.kernel import clock
from tests.apps.desk.test_enrolling import verified
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld
from tests.factories.enrolling import answered, enrolling, later, link, newcomer, says

pytestmark = pytest.mark.django_db
SAID: dict[str, Any] = {
    "places": "Saint-Chamond, 42152", "km": "0", "takes": ["dressing", "insulin"],
    "days": ["0", "1", "2", "3", "4"], "parts": ["morning", "noon"],
    "weekly_capacity": "5", "live_limit": "2",
}  # fmt: skip


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def asked(path: str, data: dict[str, Any] | None = None, at: float = 2) -> Any:
    """The page a telephone gets, so many hours after the morning."""
    with clock.frozen(MORNING + timedelta(hours=at)):
        return Client().get(path) if data is None else Client().post(path, data)


def test_what_she_declares_counts_at_once_when_she_is_verified(world: DeskWorld) -> None:
    line = verified(world, enrolling(world))
    path = link()
    assert asked(f"{path}enregistrer/", SAID).status_code == 302
    line.refresh_from_db()
    assert line.takes == ["dressing", "insulin"]
    assert line.works == {"days": [0, 1, 2, 3, 4], "parts": ["morning", "noon"]}
    assert (line.weekly_capacity, line.live_limit) == (5, 2)
    assert line.availability_origin == "link"
    covered = line.covered.filter(near=False).values_list("commune_id", flat=True)
    assert set(covered) == {"42207", "42110"}
    assert "C’est enregistré" in asked(f"{path}?fait").content.decode()


def test_a_radius_round_her_commune(world: DeskWorld) -> None:
    line = verified(world, enrolling(world))
    asked(f"{link()}enregistrer/", {**SAID, "places": "Saint-Chamond", "km": "5"})
    covered = set(line.covered.filter(near=False).values_list("commune_id", flat=True))
    assert covered == {"42207", "42110"}


def test_before_the_call_it_waits_and_is_applied_by_it(world: DeskWorld) -> None:
    hers = enrolling(world)
    assert asked(f"{link()}enregistrer/", SAID).status_code == 302
    assert not Responder.objects.filter(phone_index=hers.phone_index).exists()
    line = verified(world, hers)
    assert line.takes == ["dressing", "insulin"]
    assert line.live_limit == 2


def test_an_invitation_is_enough_to_enrol_without_a_word_by_sms(world: DeskWorld) -> None:
    from maillon.apps.desk import actions

    nurse = newcomer()
    actions.invite(desk_id=world.desk.pk, phone="0639980077", by=world.by, now=MORNING)
    number = nurse.practitioner.national_id[1:]
    assert asked(f"{link()}enregistrer/", {**SAID, "number": number}).status_code == 302
    hers = Enrolment.objects.get()
    assert (hers.state, hers.national_number) == ("to_verify", number)


def test_reading_the_page_changes_nothing_and_names_nobody(world: DeskWorld) -> None:
    verified(world, enrolling(world))
    page = asked(link())
    assert page.status_code == 200
    assert "Vasseur" not in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"
    assert len(page.content) < 50_000


def test_only_a_hash_of_the_link_is_kept_and_a_new_one_ends_it(world: DeskWorld) -> None:
    enrolling(world)
    old = link()
    token = old.split("/")[2]
    assert Enrolment.objects.get().token_hash == hashlib.sha256(token.encode()).hexdigest()
    says("INSCRIPTION", later(minutes=5))
    assert answered()[-1] == "enrol_waits"
    assert asked(old).status_code == 404
    assert asked(link()).status_code == 200
    assert asked(link(), at=24 * 31).status_code == 404


def test_a_link_lives_on_when_no_other_one_leaves(world: DeskWorld) -> None:
    enrolling(world)
    for minute in range(5, 40, 5):
        says("INSCRIPTION", later(minutes=minute))
    assert answered().count("enrol_waits") == 3
    assert asked(link()).status_code == 200


def test_her_page_shows_the_zone_she_gave_by_sms(world: DeskWorld) -> None:
    verified(world, enrolling(world))
    asked(f"{link()}enregistrer/", SAID)
    says("ZONE 42420", later(hours=3))
    assert "Lorette (42420)" in asked(link(), at=4).content.decode()


def test_the_link_of_a_refused_enrolment_opens_nothing(world: DeskWorld) -> None:
    from maillon.apps.desk import actions

    hers = enrolling(world)
    path = link()
    actions.refuse_enrolment(enrolment_id=hers.pk, reason="not_her", by=world.by, now=MORNING)
    assert asked(path).status_code == 404
    assert asked(f"{path}enregistrer/", SAID).status_code == 404


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"places": ""}, "Donnez au moins une commune"),
        ({"places": "Nullepart-sur-Rien"}, "n’est pas une commune connue"),
        ({"places": "Crépol"}, "aucun poste ne répond"),
        ({"takes": []}, "au moins un soin"),
        ({"days": []}, "au moins un jour"),
        ({"parts": []}, "au moins un moment"),
        ({"live_limit": "0"}, "supérieure ou égale à 1"),
        ({"number": "12345678901"}, "relisez ses 11 chiffres"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_kept(
    world: DeskWorld, changes: dict[str, Any], words: str
) -> None:
    situations.commune("26107")
    enrolling(world)
    before = Enrolment.objects.values().get()
    page = asked(f"{link()}enregistrer/", {**SAID, **changes})
    assert page.status_code == 422
    assert words in page.content.decode()
    assert Enrolment.objects.values().get() == before


def test_pause_and_return_by_link(world: DeskWorld) -> None:
    line = verified(world, enrolling(world))
    path = link()
    asked(f"{path}pause/", {"days": "3"})
    line.refresh_from_db()
    assert line.paused_until == MORNING + timedelta(days=3, hours=2)
    assert "Reprendre maintenant" in asked(path).content.decode()
    asked(f"{path}pause/", {"days": "0"})
    line.refresh_from_db()
    assert line.paused_until is None


def test_nobody_pauses_before_she_is_verified(world: DeskWorld) -> None:
    enrolling(world)
    assert asked(f"{link()}pause/", {"days": "3"}).status_code == 404


def test_outside_her_hours_she_is_not_asked(world: DeskWorld) -> None:
    from maillon.apps.desk.facts import verdict_on
    from maillon.apps.desk.models import Need

    line = verified(world, enrolling(world))
    asked(f"{link()}enregistrer/", SAID)
    request = situations.request_received(world, later(hours=3), usual=())
    need = Need.objects.get(request=request)
    need.part_of_day = "evening"
    found = verdict_on(need, line.pk, later(hours=3))
    assert found is not None
    assert [reason.code for reason in found.reasons] == ["outside_hours"]
    need.part_of_day = "morning"
    found = verdict_on(need, line.pk, later(hours=3))
    assert found is not None
    assert found.eligible
