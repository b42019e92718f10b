"""Routes × people × {own object, the same right elsewhere, an object that is nowhere}.

Who is answered, with what words, and what it leaves behind (ACC-2, ACC-3, ACC-4, AUD-1, DAT-7).
"""

import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import get_resolver

from maillon.project.permissions import PERMISSIONS
from tests.access import golden
from tests.access.canaries import CIRCLE, FREE, IDENTITY, INTERNAL, MEDIATION, MEETING, REQUESTER
from tests.access.cases import APART, CASES
from tests.access.cast import LATER
from tests.access.walk import CELLS, FROM, PEOPLE, Answer, World, world_of_two
from tests.architecture.test_routes import routes

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
EVERYTHING = IDENTITY | FREE | REQUESTER | INTERNAL
EXISTENCE = {"birth_name", "given_name", "birth_date"}  # found by two traits typed in
# What each may read of her own tenant: the matrix of relations D, R, N, A, S, X and none.
MAY_READ = {
    # Around the person, not the circle's free words.
    "agent": EVERYTHING | MEETING | MEDIATION | {"related"},
    "lead": EVERYTHING | MEDIATION | {"related"},
    "coordinator": IDENTITY | CIRCLE,
    "offered": EXISTENCE | MEDIATION,  # a party of it
    "requester": IDENTITY | REQUESTER | {"note", "detail", "quarter"},
    "carer": IDENTITY | FREE | REQUESTER,
}
# On which ground each may have read, as the access log says it.
GROUNDS = {
    "agent": {"D"}, "lead": {"D"}, "requester": {"R"}, "coordinator": {"T", "C", "S"},
    "manager": {"S"},
    "carer": {"A", "T"},  # T: around the person of her light team
    "administrator": {"X"},
    "reader": {"Y"},
}  # fmt: skip
# What is typed in a search of professionals stands in its own address: no person is found there.
DIRECTORY = {
    "practitioners", "commune-search", "intake-carers", "directory", "resources", "organizations",
    "organization-search", "member-search",
}  # fmt: skip
LINK = re.compile(r'(?:href|src|action|hx-[a-z]+|data-[a-z-]+-url)="([^"]*)"')
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with world_of_two(django_db_blocker) as made:
        yield made


def expected(world: World, person: str, name: str, of: str) -> bool:
    """Whether she is answered: the door opens, and the object is of her own tenant and hers."""
    case = CASES[name]
    if person == "anonymous" or not world.mine.has_right(person, PERMISSIONS[name]):
        return False
    if case.own is None:
        return of != "none" and (case.only is None or person in case.only)
    return of == "own" and person in case.own


def test_every_route_has_a_case_or_says_where_it_is_proved() -> None:
    known = set(routes(get_resolver()))
    assert sorted(known - set(CASES) - set(APART)) == []
    assert sorted((set(CASES) | set(APART)) - known) == []


def test_the_golden_file_has_the_routes_of_the_matrix_and_no_other() -> None:
    differ = set(golden.reviewed()) ^ set(CELLS)
    assert golden.writing() or sorted(differ) == [], golden.ANEW


@pytest.mark.parametrize(("name", "method"), CELLS)
def test_a_route_keeps_every_promise(
    world: World, name: str, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Each line of what is wrong names its cell: who asked, of what, and the promise broken."""
    caplog.set_level(logging.DEBUG, logger="maillon")
    caplog.set_level(logging.DEBUG, logger="django.request")
    answers = world.walk(name, method)
    wrong = []
    for (person, of), answer in answers.items():
        judged = (
            *_whom_it_concerns(world, person, name, of, answer),
            *_no_word_too_many(world, person, name, method, of, answer),
            *_no_trace_outside(world, name, answer),
            *_a_line_where_somebody_shows(world, person, name, method, of, answer),
        )
        wrong += [f"{person} · {of}: {fault}" for fault in judged]
    wrong += _hidden_as_missing(answers)
    wrong += [f"log: {word}" for word in world.mine.words.seen_in(caplog.text)]
    assert wrong == []
    lines = golden.lines_of(name, method, answers)
    if golden.writing():
        golden.write(lines, CELLS)
    else:
        assert lines == golden.reviewed().get((name, method), lines), golden.ANEW


def _whom_it_concerns(
    world: World, person: str, name: str, of: str, answer: Answer
) -> Iterator[str]:
    if answer.is_answered != expected(world, person, name, of):
        yield f"answered {answer.said} {answer.location}"
    if answer.status >= 500:
        yield f"{answer.status}: a fault is no answer"


def _no_word_too_many(
    world: World, person: str, name: str, method: str, of: str, answer: Answer
) -> Iterator[str]:
    # What she typed herself may come back to her: a search field, a form.
    typed = {str(value) for value in world.given(name, method, of).values()}
    for tenant in (world.mine, world.other):
        seen = tenant.words.seen_in(answer.body + answer.location)
        allowed = MAY_READ.get(person, frozenset()) if tenant is world.mine else frozenset()
        for word in sorted(seen - allowed):
            if tenant.words[word] not in typed:
                yield f"reads {word} of {tenant.words.mark}"


def _no_trace_outside(world: World, name: str, answer: Answer) -> Iterator[str]:
    """Nobody in an address or a title, and nothing kept by the browser."""
    if "no-store" not in answer.cache and answer.said != "sign-in":
        yield "may be cached"
    if name in DIRECTORY:
        return
    links = "\n".join(link for link in LINK.findall(answer.body) if not link.startswith("tel:"))
    outside = links + "\n".join(TITLE.findall(answer.body)) + answer.location
    for word in sorted(world.mine.words.seen_in(outside)):
        yield f"{word} in an address or a title"


def _a_line_where_somebody_shows(
    world: World, person: str, name: str, method: str, of: str, answer: Answer
) -> Iterator[str]:
    body = answer.body
    for typed in world.given(name, method, of).values():
        body = body.replace(str(typed), "")
    shown = world.mine.words.seen_in(body) & (IDENTITY | FREE)
    if shown and not any(line.patient_id for line in answer.lines):
        yield f"{sorted(shown)} shown, and no line says so"
    for line in answer.lines:
        who = str(world.mine.people[person].pk) if person != "anonymous" else ""
        written = (line.viewer_kind, line.viewer_id, line.at, line.origin)
        if written != ("account", who, LATER, FROM) or not line.ground:
            yield f"a line that does not say who, when, from where: {written}"
        house = line.organization_id
        if line.patient_id and house != world.mine.world.desk.organization_id:
            yield f"a line under another structure: {house}"
        if line.relation not in GROUNDS.get(person, set()) | {"–"}:
            yield f"a line on the ground {line.relation}"


def _hidden_as_missing(answers: dict[tuple[str, str], Answer]) -> Iterator[str]:
    """What is hidden from her answers as what does not exist, to the last word of the page."""
    for person in PEOPLE:
        hidden, missing = answers[person, "elsewhere"], answers.get((person, "none"))
        if missing and not hidden.is_answered and hidden.shape != missing.shape:
            yield f"{person}: the neighbour's object can be told from none"


def test_the_words_do_come_out_where_they_should(world: World) -> None:
    """Otherwise the tests above could not fail."""
    mine = world.mine.words
    sheet = world.ask("agent", "request", "get").body
    assert mine.seen_in(sheet) >= IDENTITY - {"address"} | {"note", "requester_name"}
    detail = world.ask("carer", "my-care-detail", "post").body
    assert mine.seen_in(detail) >= IDENTITY | FREE
    assert mine.seen_in(world.ask("requester", "my-requests", "get").body) >= {
        "birth_name", "given_name",
    }  # fmt: skip
    minutes = world.ask("coordinator", "case-minutes", "get").body
    assert mine.seen_in(minutes) >= {"case_question", "case_note", "case_decision"}
    for paper in ("meeting-pdf", "meeting-docx"):
        assert "meeting_point" in mine.seen_in(world.ask("agent", paper, "get").body)


def test_the_lines_name_relation_ground_and_fields(world: World) -> None:
    sheet = world.ask("agent", "request", "get").lines
    assert {(line.relation, line.ground) for line in sheet} == {("D", "desk_request")}
    assert "identity" in sheet[0].fields
    detail = world.ask("carer", "my-care-detail", "post").lines
    assert {(line.relation, line.ground) for line in detail} == {("A", "accepted_offer")}
    hers = world.ask("requester", "my-requests", "get").lines
    assert {line.relation for line in hers} == {"R"}
