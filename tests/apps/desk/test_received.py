"""A carer reads what she was asked and took, and the median of her colleagues: nothing else."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.desk import actions
from maillon.apps.desk.models import Offer
from maillon.apps.desk.queries.received import received
from maillon.apps.desk.vocabulary import PARTS_OF_DAY
from maillon.apps.directory.models import Responder
from maillon.engines.dispatch.declared import HOURS_OF_PART
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.access import SYSTEM, AccountViewer, LinkViewer
from tests.apps.desk.test_enrolling import verified
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld
from tests.factories.enrolling import enrolling, link

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=3)
WORKS = {"days": [0, 2, 4], "parts": ["morning"]}  # fifteen hours


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def of(line: Responder) -> LinkViewer:
    return LinkViewer("enrolment", line.pk, line.pk)


def signed_in(line: Responder) -> tuple[Account, AccountViewer]:
    assert line.practitioner_role
    hers = situations.account(
        f"Compte {line.name}", practitioner=line.practitioner_role.practitioner
    )
    return hers, viewer_of(hers, now=LATER)


def colleagues(count: int) -> list[Responder]:
    return [
        situations.responder("Collègue", f"Numéro {n}", "42207", f"+336399801{n:02d}", works=WORKS)
        for n in range(count)
    ]


def test_every_part_that_a_carer_can_tick_has_its_hours() -> None:
    assert set(HOURS_OF_PART) == {code for code in PARTS_OF_DAY if code}


def test_she_reads_what_she_was_asked_and_what_became_of_it(world: DeskWorld) -> None:
    situations.request_found(world)
    silent = situations.request_searching(world, duplicate_seen=True)
    refused = situations.request_searching(world, duplicate_seen=True)
    offers = Offer.objects.filter(responder=world.usual, state="open")
    Offer.objects.filter(pk=offers.get(need__request=silent).pk).update(state="expired")
    actions.decline_offer(
        offer_id=offers.get(need__request=refused).pk, channel="sms", reason="full", by=SYSTEM,
        now=MORNING + timedelta(minutes=8),
    )  # fmt: skip
    page = received(of(world.usual), weeks=1, now=LATER)
    assert (page.asked, page.taken) == (3, 1)
    assert page.outcomes == {"accepted": 1, "silent": 1, "declined": 1}
    assert sorted(one.minutes or 0 for one in page.latest) == [0, 4, 7]


def test_a_call_nobody_answered_is_silence_and_an_older_offer_is_of_another_period(
    world: DeskWorld,
) -> None:
    situations.request_searching(world)
    Offer.objects.update(state="declined", refusal="no_answer", channel="call")
    assert received(of(world.usual), weeks=1, now=LATER).outcomes == {"silent": 1}
    assert received(of(world.usual), weeks=1, now=MORNING + timedelta(days=8)).asked == 0
    assert received(of(world.usual), weeks=4, now=MORNING + timedelta(days=8)).asked == 1


def test_medians_are_of_colleagues_of_the_zone_and_never_of_fewer_than_eleven(
    world: DeskWorld,
) -> None:
    situations.request_found(world)
    Responder.objects.filter(pk=world.usual.pk).update(works=WORKS)
    around = 4  # Benali, Perrin, Lacroix, Faure cover Saint-Chamond; Morel is only next to it
    colleagues(10 - around)
    assert received(of(world.usual), weeks=1, now=LATER).colleagues is None
    situations.responder("Onzième", "Collègue", "42207", "+33639980199")
    page = received(of(world.usual), weeks=1, now=LATER)
    assert page.colleagues is not None
    assert (page.colleagues.count, page.colleagues.asked, page.colleagues.taken) == (11, 0, 0)
    assert (page.hours, page.colleagues.capacity, page.colleagues.hours) == (15, 4, None)


def test_the_median_of_hours_is_of_those_who_told_theirs(world: DeskWorld) -> None:
    colleagues(11)
    page = received(of(world.usual), weeks=1, now=LATER)
    assert page.colleagues is not None
    assert page.colleagues.hours == 15
    assert page.hours is None


def test_a_colleague_with_the_same_right_reads_her_own_figures_and_not_these(
    world: DeskWorld,
) -> None:
    situations.request_found(world)
    other, viewer = signed_in(world.zone[0])
    assert received(viewer, weeks=1, now=LATER).asked == 0
    with pytest.raises(NotFound):
        received(viewer, weeks=1, now=LATER, line=world.usual.pk)
    client = Client()
    client.force_login(other)
    with clock.frozen(LATER):
        missing = client.get(f"/mes-demandes-recues/?ligne={UUID(int=7)}")
        hidden = client.get(f"/mes-demandes-recues/?ligne={world.usual.pk}")
    assert (missing.status_code, hidden.status_code) == (404, 404)


def test_the_link_of_an_offer_does_not_open_her_figures(world: DeskWorld) -> None:
    with pytest.raises(NotFound):
        received(LinkViewer("offer", world.usual.pk, world.usual.pk), weeks=1, now=LATER)
    with pytest.raises(NotFound):
        received(LinkViewer("enrolment", world.usual.pk), weeks=1, now=LATER)


def _page(path: str, account: Account | None = None) -> Any:
    client = Client()
    if account:
        client.force_login(account)
    with clock.frozen(LATER):
        return client.get(path)


def test_neither_page_names_a_need_a_place_or_a_person(world: DeskWorld) -> None:
    hers, _ = signed_in(world.usual)
    request = situations.request_found(world)
    said = _page("/mes-demandes-recues/?semaines=1", hers).content.decode()
    assert "vous avez dit oui en 4 min" in said.replace("\n", " ")
    for word in ("Fournier", "ansement", request.reference, "L’Horme", "chirurgie"):
        assert word not in said


def test_by_her_link_without_an_account_she_reads_the_same_and_nothing_moves(
    world: DeskWorld,
) -> None:
    line = verified(world, enrolling(world))
    path = f"{link()}demandes/"
    page = _page(path)
    assert page.status_code == 200
    assert "Aucune demande sur cette période" in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"
    assert len(page.content) < 50_000
    assert _page(f"{path}?semaines=mille").status_code == 200
    assert Client().post(path).status_code == 405
    assert "Mes demandes reçues" in _page(link()).content.decode()
    assert Responder.objects.filter(pk=line.pk).exists()
    assert _page("/i/inconnu/demandes/").status_code == 404
