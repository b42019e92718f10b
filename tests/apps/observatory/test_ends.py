"""What became of a request is said by its own end: an answer given, a search given up and told."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.desk import actions
from maillon.apps.desk.models import Callback, ServiceRequest
from maillon.apps.desk.vocabulary import CLOSINGS, REQUESTER_WORDS
from maillon.apps.observatory.invariants import INVARIANTS
from maillon.apps.observatory.measures import BECAME
from maillon.apps.observatory.periods import around
from maillon.apps.observatory.queries.opened import opened
from maillon.apps.observatory.queries.report import Report, report
from maillon.apps.observatory.web.presenting import context
from maillon.kernel import clock
from tests.apps.observatory.crowd import Kind, crowd
from tests.apps.observatory.test_files import cells
from tests.factories import desk as situations
from tests.factories.albi import albi, opinion_wanted
from tests.factories.desk import MORNING, TODAY, DeskWorld

pytestmark = pytest.mark.django_db
MONTH = around("month", TODAY)
LATER = MORNING + timedelta(hours=1)
ENOUGH = 12


def advised(world: DeskWorld, *, told: bool = True) -> ServiceRequest:
    request = opinion_wanted(world, duplicate_seen=True)
    actions.give_advice(request_id=request.pk, text="Non", told=told, by=world.by, now=MORNING)
    return request


def stopped(world: DeskWorld, outcome: str) -> ServiceRequest:
    request = situations.request_searching(world, duplicate_seen=True)
    need = request.needs.get()
    actions.cancel_need(need_id=need.pk, reason="solved", by=world.by, now=LATER)
    owed = Callback.objects.get(request=request, kind="stopped")
    actions.record_outcome(callback_id=owed.pk, outcome=outcome, by=world.by, now=LATER)
    return request


def read(world: DeskWorld) -> Report:
    return report(world.by, world.desk.pk, MONTH, now=LATER)


def figures(shown: Report, code: str) -> dict[str, int | None]:
    found = shown.section(code)
    assert found is not None
    return {one.key: one.count for one in found.figures}


def test_an_answer_given_by_clinicians_is_an_answer_and_its_caller_was_told() -> None:
    world = albi()
    for _ in range(ENOUGH):
        advised(world)
    shown = read(world)
    assert figures(shown, "became") == {"answered": ENOUGH}
    assert figures(shown, "told") == {"told": ENOUGH}
    first = context(shown, lambda query: query)["headlines"][0]
    assert (first["label"], first["value"]) == ("réponses données", str(ENOUGH))
    answer = next(one for one in shown.delays if one.label.startswith("Pour donner la réponse"))
    assert answer.median == timedelta(0)


def test_an_answer_not_yet_said_is_owed() -> None:
    world = albi()
    for _ in range(ENOUGH):
        advised(world, told=False)
    assert figures(read(world), "told") == {"owed": ENOUGH}


@pytest.mark.parametrize(("outcome", "line"), [("reached", "told"), ("knew", "told")])
def test_whoever_heard_that_the_search_stops_was_told(outcome: str, line: str) -> None:
    world = situations.saint_chamond()
    for _ in range(ENOUGH):
        stopped(world, outcome)
    shown = read(world)
    assert figures(shown, "became") == {"cancelled": ENOUGH}
    assert figures(shown, "told") == {line: ENOUGH}
    assert all(not delay.label.startswith("Pour donner") for delay in shown.delays)


def test_the_answered_line_opens_its_requests_and_stands_in_the_workbook() -> None:
    world = albi()
    mine = {advised(world).pk for _ in range(ENOUGH)}
    found = opened(
        world.by, world.desk.pk, MONTH, table="became", key="answered", page=1, now=LATER
    )
    assert {line.id for line in found.lines} == mine
    client = Client()
    client.force_login(world.agent)
    with clock.frozen(LATER):
        book = client.get(reverse("report-xlsx"), {"periode": "month", "jour": TODAY.isoformat()})
    assert CLOSINGS["answered"] in {cell.value for cell in cells(book.content)}


def test_a_few_answers_are_withheld_with_the_line_that_would_give_them_back() -> None:
    world = albi()
    crowd(world, [
        Kind(TODAY, 40, closing="cancelled", closed_at=MORNING),
        Kind(TODAY, 12, closing="samu15", closed_at=MORNING),
        Kind(TODAY, 3, closing="answered", closed_at=MORNING),
    ])  # fmt: skip
    shown = figures(report(world.by, world.desk.pk, around("year", TODAY), now=LATER), "became")
    assert shown == {"answered": None, "samu15": None, "cancelled": 40}


def test_every_end_of_a_request_has_its_line_and_every_word_counts() -> None:
    assert set(CLOSINGS) - {"care_begun"} <= set(BECAME)
    assert {"answer", "stopped"} <= set(REQUESTER_WORDS)


def test_i20_names_an_end_that_the_journal_did_not_tell() -> None:
    world = albi()
    request = advised(world)
    ends_agree = INVARIANTS["I20 chaque issue s’accorde"]
    assert list(ends_agree(LATER)) == []
    ServiceRequest.objects.filter(pk=request.pk).update(closing="cancelled")
    assert list(ends_agree(LATER)) == [
        f"{world.desk.name}, {CLOSINGS['answered']} : 0 au rapport, 1 au journal",
        f"{world.desk.name}, {CLOSINGS['cancelled']} : 1 au rapport, 0 au journal",
    ]
