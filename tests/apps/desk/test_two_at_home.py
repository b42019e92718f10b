"""Care that two give together at home: asked for, said to each, found with the second."""

from datetime import timedelta

import pytest
from django.test import Client

from maillon.apps.desk import actions
from maillon.apps.desk.models import Callback, Need, Offer, Shift
from maillon.apps.desk.queries.links import offer_page
from maillon.apps.desk.web.intake_forms import NeedForm
from maillon.apps.messaging.models import OutboxMessage
from maillon.kernel import clock, jobs
from maillon.kernel.access import SYSTEM, LinkViewer
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld
from tests.factories.intake import PAGE, typed

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=2)
TWO = actions.NewNeed("hygiene", "daily", situations.TODAY, seats=2)


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def hygiene(**typed_in: str) -> NeedForm:
    told = {"frequency": "daily", "starts_on": "2026-11-25", **typed_in}
    form = NeedForm({f"hygiene-{name}": value for name, value in told.items()}, prefix="hygiene")
    form.full_clean()
    return form


def test_the_agent_asks_for_two_and_the_sheet_says_so(world: DeskWorld, client: Client) -> None:
    client.force_login(world.agent)
    told = {"hygiene-frequency": "daily", "hygiene-starts_on": "2026-11-25", "hygiene-seats": "2"}
    with clock.frozen(MORNING):
        answer = client.post(PAGE, typed(world, need=["hygiene"], **told))
        sheet = client.get(answer["Location"]).content.decode()
    assert Shift.objects.get().seats == 2
    assert "Toilette et soins d’hygiène, 1 × par jour dès demain, à deux" in sheet.replace(
        "\N{NO-BREAK SPACE}", " "
    )


def test_one_where_nothing_is_said_and_four_at_most() -> None:
    assert hygiene().need().seats == 1
    assert hygiene(seats="4").need().seats == 4
    for seats in ("0", "5", "deux", "2.0"):
        assert hygiene(seats=seats).errors == {
            "seats": ["De une à quatre personnes en même temps."]
        }


def test_what_the_desk_answers_itself_asks_for_nobody() -> None:
    assert "seats" not in NeedForm(prefix="advice").fields
    assert "seats" in NeedForm(prefix="hygiene").fields


def test_each_hears_that_another_goes_and_it_is_found_with_the_second(world: DeskWorld) -> None:
    request = situations.request_searching(world, needs=(TWO,))
    first = Offer.objects.filter(state="open").earliest("rank")
    assert offer_page(LinkViewer("offer", first.pk, first.responder_id, ""), now=LATER).beside == 1
    actions.accept_offer(offer_id=first.pk, channel="sms", by=SYSTEM, now=LATER)
    need = Need.objects.get(request=request)
    assert need.state == "searching"
    assert not Callback.objects.filter(request=request, kind="found").exists()
    jobs.run_due(LATER)
    second = Offer.objects.filter(state="open").exclude(responder=first.responder_id)[0]
    actions.accept_offer(offer_id=second.pk, channel="sms", by=SYSTEM, now=LATER)
    need.refresh_from_db()
    assert need.state == "found"
    assert Callback.objects.filter(request=request, kind="found").count() == 1


def test_her_page_says_it_before_and_after_her_yes(world: DeskWorld, client: Client) -> None:
    with clock.frozen(MORNING + timedelta(minutes=2)):
        situations.request_searching(world, needs=(TWO,))
        offer = Offer.objects.filter(state="open").earliest("rank")
        page = f"/r/{OutboxMessage.objects.get(about_id=offer.pk).secret}/"
        said = "À deux : une autre personne y va en même temps."
        assert said in client.get(page).content.decode()
        actions.accept_offer(
            offer_id=offer.pk, channel="link", by=SYSTEM, now=MORNING + timedelta(minutes=2)
        )
        after = client.get(page).content.decode()
    assert "Merci, c’est à vous." in after
    assert said in after


def test_care_that_one_gives_says_nothing_of_it(world: DeskWorld) -> None:
    situations.request_searching(world)
    offer = Offer.objects.filter(state="open").earliest("rank")
    assert offer_page(LinkViewer("offer", offer.pk, offer.responder_id, ""), now=LATER).beside == 0
