"""D10: one region, several desks; requests pass from one to another with memory (I1, I6, 19:30)."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.care import access as care_access
from maillon.apps.desk import actions
from maillon.apps.desk.actions import Receiver
from maillon.apps.desk.models import Callback, Presence, Relay, ServiceRequest
from maillon.apps.desk.queries.board import board
from maillon.apps.desk.queries.relays import given_away, relay_on
from maillon.apps.desk.queries.sheet import request_sheet
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound
from maillon.kernel import clock, jobs
from maillon.project.invariants import check_all
from tests.factories import desk as situations
from tests.factories.desk import MORNING
from tests.factories.region import CLOSING, OPENING, Region, region

pytestmark = pytest.mark.django_db
AFTERNOON = MORNING + timedelta(hours=4)
WORD = "La fille rappelle à 18 h"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def two() -> Region:
    return region()


def given(two: Region, request: ServiceRequest, now: datetime = AFTERNOON) -> ServiceRequest:
    """Lyon gives it to Annecy by hand."""
    to = Receiver(desk_id=two.annecy.desk.pk)
    return actions.relay_request(request_id=request.pk, to=to, word=WORD, by=two.lyon.by, now=now)


def run_until(moment: datetime) -> None:
    with clock.frozen(moment):
        while jobs.run_due(moment):
            pass


def desk_of(request: ServiceRequest) -> str:
    request.refresh_from_db()
    return request.desk.sector


def broken(now: datetime) -> dict[str, list[str]]:
    """Whatever the house verifies, but for messages that nobody delivers here."""
    found = check_all(now).items()
    return {name: lines for name, lines in found if lines and "message" not in name.lower()}


def test_the_receiving_desk_sees_the_whole_story_and_the_number_the_caller_heard(
    two: Region,
) -> None:
    request = situations.request_searching(two.lyon, note="chien méchant")
    there = situations.request_received(two.annecy)
    assert request.reference == there.reference == "1124-001", "each desk counts its own"
    given(two, request)
    sheet = request_sheet(two.annecy.by, request.pk, AFTERNOON)
    assert sheet.reference == "1124-001"
    assert sheet.person is not None
    assert sheet.note == "chien méchant"
    assert [line.act for line in sheet.story][:2] == ["desk.received", "desk.triaged"]
    assert sheet.story[-1].service == "Poste d’Annecy"
    around = relay_on(two.annecy.by, request.pk, now=AFTERNOON)
    card, born = around.card, around.born
    assert card is not None
    assert (card.word, card.giver, card.from_desk) == (WORD, "Agathe Lyon", "Poste de Lyon")
    assert born == "Poste de Lyon"
    cards = [
        c
        for lane in board(two.annecy.by, two.annecy.desk.pk, now=AFTERNOON).lanes
        for c in lane.cards
    ]
    assert {c.reference for c in cards} == {"1124-001 Lyon", "1124-001"}


def test_the_sheet_says_to_which_desk_with_its_article(client: Client, two: Region) -> None:
    request = given(two, situations.request_received(two.lyon))
    client.force_login(two.annecy.agent)
    with clock.frozen(AFTERNOON):
        page = client.get(reverse("request", args=[request.pk])).content.decode()
    title = page.split("relayed-title", 1)[1].split("</p>", 1)[0]
    assert "au poste d’Annecy" in title.replace("&#x27;", "’").replace("\u00a0", " ")


def test_that_another_desk_cannot_be_undone_is_said_before_and_after(two: Region) -> None:
    request = situations.request_received(two.lyon)
    client = Client()
    client.force_login(two.lyon.agent)
    with clock.frozen(AFTERNOON):
        page = client.get(reverse("request", args=[request.pk])).content.decode()
        assert 'label="Un autre poste (ne s’annule pas)"' in page
        typed = {"to": f"desk:{two.annecy.desk.pk}", "word": WORD}
        client.post(reverse("request-relay", args=[request.pk]), typed)
        board_page = client.get(reverse("board")).content.decode()
    assert "Pour la reprendre, appelez ce poste" in board_page
    assert reverse("request-undo", args=[request.pk]) not in board_page


def test_numbers_stay_gap_free_per_desk_after_a_move(two: Region) -> None:
    for request in (situations.request_received(two.lyon), situations.request_received(two.annecy)):
        if request.desk_id == two.lyon.desk.pk:
            given(two, request)
    following = [
        situations.request_received(world, AFTERNOON, duplicate_seen=True).reference
        for world in (two.lyon, two.annecy)
    ]
    assert following == ["1124-002", "1124-002"]
    assert broken(AFTERNOON) == {}


def test_the_relation_d_follows_the_present_desk_and_the_giver_keeps_a_number(two: Region) -> None:
    request = situations.request_searching(two.lyon)
    given(two, request)
    with pytest.raises(NotFound):
        request_sheet(two.lyon.by, request.pk, AFTERNOON)
    assert care_access.grants_on(two.lyon.by, request.patient_id, AFTERNOON) == ()
    assert care_access.grants_on(two.annecy.by, request.patient_id, AFTERNOON) != ()
    (line,) = given_away(two.lyon.by, two.lyon.desk.pk, now=AFTERNOON)
    assert (line.reference, line.to_desk, line.over) == ("1124-001", "Poste d’Annecy", False)
    assert given_away(two.lyon.by, two.lyon.desk.pk, now=AFTERNOON + timedelta(hours=73)) == ()


def test_the_giver_s_page_answers_404_at_once_and_the_stranger_s_always(two: Region) -> None:
    request = situations.request_searching(two.lyon)
    stranger = situations.elsewhere()
    situations.request_received(stranger)
    url = reverse("request", args=[request.pk])
    with clock.frozen(AFTERNOON):
        clients = {}
        for who, account in (
            ("giver", two.lyon.agent), ("taker", two.annecy.agent), ("stranger", stranger.agent),
        ):  # fmt: skip
            clients[who] = Client(raise_request_exception=False)
            clients[who].force_login(account)
        before = {who: client.get(url).status_code for who, client in clients.items()}
        given(two, request)
        after = {who: client.get(url).status_code for who, client in clients.items()}
    assert before == {"giver": 200, "taker": 404, "stranger": 404}
    assert after == {"giver": 404, "taker": 200, "stranger": 404}


def test_at_19_30_lyon_s_requests_go_to_annecy_and_come_back_at_nine(two: Region) -> None:
    searching = situations.request_searching(two.lyon, AFTERNOON)
    found = situations.request_found(two.lyon, AFTERNOON, duplicate_seen=True)
    run_until(CLOSING - MINUTE)
    assert (desk_of(searching), desk_of(found)) == ("Lyon", "Lyon")
    run_until(CLOSING)
    assert (desk_of(searching), desk_of(found)) == ("Annecy", "Annecy")
    for request in (searching, found):
        shift = request.owner_shift
        assert shift is not None
        assert shift.desk_id == two.annecy.desk.pk
        owed = Task.objects.about("request", request.pk).open()
        assert {task.owner_group_id for task in owed} == {shift.pk}
    assert broken(CLOSING + MINUTE) == {}
    run_until(OPENING - MINUTE)
    assert desk_of(found) == "Annecy"
    run_until(OPENING)
    assert (desk_of(searching), desk_of(found)) == ("Lyon", "Lyon")
    causes = list(
        Relay.objects.filter(request=found).order_by("at").values_list("cause", flat=True)
    )
    assert causes == ["closing", "opening"]
    assert broken(OPENING + MINUTE) == {}


def test_what_somebody_has_open_at_closing_time_waits_a_quarter_of_an_hour(two: Region) -> None:
    request = situations.request_received(two.lyon, AFTERNOON)
    Presence.objects.create(
        desk=two.lyon.desk, account=two.lyon.agent, request=request, seen_at=CLOSING
    )
    run_until(CLOSING)
    assert desk_of(request) == "Lyon"
    run_until(CLOSING + timedelta(minutes=15))
    assert desk_of(request) == "Annecy"


def test_what_annecy_gave_elsewhere_or_closed_does_not_come_back(two: Region) -> None:
    request = situations.request_received(two.lyon, AFTERNOON)
    run_until(CLOSING)
    back = Receiver(desk_id=two.lyon.desk.pk)
    actions.relay_request(
        request_id=request.pk, to=back, word=WORD, by=two.annecy.by, now=CLOSING + MINUTE
    )
    given(two, request, CLOSING + 2 * MINUTE)
    run_until(OPENING)
    assert desk_of(request) == "Annecy", "given by hand since: Annecy keeps it"


def test_a_closed_evening_desk_takes_nothing_and_the_next_shift_does(two: Region) -> None:
    two.annecy.desk.opening_hours = {"0": [["09:00", "10:00"]]}
    two.annecy.desk.save()
    request = situations.request_received(two.lyon, AFTERNOON)
    run_until(CLOSING)
    assert desk_of(request) == "Lyon"
    assert request.owner_account_id is None
    assert request.owner_shift is not None
    assert request.owner_shift.starts_at == OPENING


def test_another_organization_s_desk_is_never_an_evening_desk(two: Region) -> None:
    two.lyon.desk.evening_desk = situations.elsewhere().desk
    two.lyon.desk.save()
    request = situations.request_received(two.lyon, AFTERNOON)
    run_until(CLOSING)
    assert desk_of(request) == "Lyon"


def test_the_desk_of_the_commune_is_proposed(two: Region) -> None:
    request = situations.request_received(two.lyon)
    takers = relay_on(two.lyon.by, request.pk, now=MORNING).takers
    assert takers.right is None
    ServiceRequest.objects.filter(pk=request.pk).update(commune_id="74010")
    takers = relay_on(two.lyon.by, request.pk, now=MORNING).takers
    assert takers.right is not None
    assert takers.right.label == "Poste d’Annecy"
    client = Client()
    client.force_login(two.lyon.agent)
    with clock.frozen(MORNING):
        page = client.get(reverse("request", args=[request.pk])).content.decode()
    assert "Annecy relève de : Poste d’Annecy" in page


def test_a_call_for_a_commune_of_the_region_is_taken_where_it_rings(two: Region) -> None:
    request = situations.request_received(two.lyon, commune_id="74010")
    assert (request.desk.sector, request.reference) == ("Lyon", "1124-001")


def test_the_answer_of_a_service_already_called_is_noted_where_the_request_is(two: Region) -> None:
    request = situations.request_received(two.lyon)
    running = actions.hand_over(
        request_id=request.pk, target="dac", target_name="", note="", by=two.lyon.by, now=MORNING
    )
    given(two, request)
    known = {"handover_id": running.pk, "outcome": "transferred"}
    with pytest.raises(NotFound):
        actions.end_handover(**known, by=two.lyon.by, now=AFTERNOON)  # type: ignore[arg-type]
    actions.end_handover(**known, by=two.annecy.by, now=AFTERNOON)  # type: ignore[arg-type]
    assert Callback.objects.filter(request=request, kind="found").exists()


def test_i6_what_is_taken_by_name_at_night_is_the_next_shift_s_a_quarter_of_an_hour_later(
    two: Region,
) -> None:
    annecy = two.annecy
    request = situations.request_received(annecy)
    shut = CLOSING + timedelta(hours=3)  # 22:30: Annecy has closed too
    run_until(shut)
    request.refresh_from_db()
    assert request.owner_account_id is None
    actions.take_request(request_id=request.pk, by=annecy.by, now=shut)
    assert broken(shut) == {}, "hers while she has it before her"
    run_until(shut + timedelta(minutes=16))
    request.refresh_from_db()
    assert (request.owner_account_id, request.owner_shift is None) == (None, False)
    given = Receiver(account_id=annecy.colleague.pk)
    later = shut + timedelta(minutes=20)
    actions.relay_request(request_id=request.pk, to=given, word=WORD, by=annecy.by, now=later)
    run_until(later + timedelta(minutes=16))
    request.refresh_from_db()
    assert request.owner_account_id is None, "a colleague goes home too"
    assert broken(later + timedelta(minutes=17)) == {}
