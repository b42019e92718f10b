"""Routes × people × {own object, the same right elsewhere}: who is answered, with what words.

Each request is undone before the next one, so that every cell meets the same two tenants.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse

from maillon.kernel import clock
from maillon.project.permissions import PERMISSIONS
from tests.access import cast
from tests.access.canaries import CIRCLE, FREE, IDENTITY, INTERNAL, REQUESTER
from tests.access.cases import APART, CASES, Case
from tests.access.cast import LATER, ROLES, Tenant
from tests.architecture.test_routes import routes

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PEOPLE = (*ROLES, "anonymous")
EVERYTHING = IDENTITY | FREE | REQUESTER | INTERNAL
EXISTENCE = {"birth_name", "given_name", "birth_date"}  # found by two traits typed in
# What each may read of her own tenant: the matrix of relations D, R, N, A, S, X and none.
MAY_READ = {
    "agent": EVERYTHING | {"related"},  # around the person, without the circle's free words
    "lead": EVERYTHING | {"related"},
    "coordinator": IDENTITY | CIRCLE,
    "offered": EXISTENCE,
    "requester": IDENTITY | REQUESTER | {"note", "detail", "quarter"},
    "carer": IDENTITY | FREE | REQUESTER,
}
ANSWERED = frozenset({200, 204, 302, 303, 422})


@pytest.fixture(scope="module")
def tenants(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Tenant, Tenant]]:
    """Laid once for the module, and taken away whole."""
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.frozen(LATER):
            yield cast.here(), cast.there()
        transaction.set_rollback(True)


Answer = tuple[int, str, str]
_answers: dict[tuple[str, str, str, str], Answer] = {}


def asked(person: str, mine: Tenant, name: str, of: Tenant, method: str) -> Answer:
    """Status, where it leads, and body; each cell is asked once and undone."""
    key = (person, name, of.words.mark, method)
    if key not in _answers:
        _answers[key] = _ask(person, mine, name, of, method)
    return _answers[key]


def _ask(person: str, mine: Tenant, name: str, of: Tenant, method: str) -> Answer:
    client, case = Client(raise_request_exception=False), CASES[name]
    given = case.get if method == "get" else case.post
    assert given is not None
    address = reverse(name, kwargs=dict(case.path(of)))
    with transaction.atomic():
        if person != "anonymous":
            client.force_login(mine.people[person])
        answer: HttpResponse = getattr(client, method)(address, dict(given(of)))
        body = answer.content.decode(errors="replace")
        transaction.set_rollback(True)
    return answer.status_code, str(answer.headers.get("Location", "")), body


CELLS = [
    (name, method)
    for name, case in CASES.items()
    for method in ("get", "post")
    if getattr(case, method) is not None
]


def is_answered(status: int, location: str) -> bool:
    return status in ANSWERED and not location.startswith(reverse("account_login"))


def expected(person: str, name: str, case: Case, mine: Tenant, of: Tenant) -> bool:
    """Whether she is answered: the door opens, and the object is of her own tenant and hers."""
    if person == "anonymous" or not mine.has_right(person, PERMISSIONS[name]):
        return False
    if case.own is None:
        return case.only is None or person in case.only
    return of is mine and person in case.own


def test_every_route_has_a_case_or_says_where_it_is_proved() -> None:
    known = set(routes(get_resolver()))
    assert sorted(known - set(CASES) - set(APART)) == []
    assert sorted((set(CASES) | set(APART)) - known) == []


@pytest.mark.parametrize(("name", "method"), CELLS)
def test_only_whom_it_concerns_is_answered(
    tenants: tuple[Tenant, Tenant], name: str, method: str
) -> None:
    mine, other = tenants
    case, wrong = CASES[name], []
    for person in PEOPLE:
        for of in (mine, other):
            status, location, _ = asked(person, mine, name, of, method)
            if is_answered(status, location) != expected(person, name, case, mine, of):
                wrong.append((person, of.words.mark, status, location))
            if person != "anonymous" and status >= 500:
                wrong.append((person, of.words.mark, status, "a fault is no answer"))
    assert wrong == []


@pytest.mark.parametrize(("name", "method"), CELLS)
def test_no_word_comes_out_where_the_matrix_forbids_it(
    tenants: tuple[Tenant, Tenant], name: str, method: str
) -> None:
    mine, other = tenants
    leaked = []
    for person in PEOPLE:
        for of in (mine, other):
            _, location, body = asked(person, mine, name, of, method)
            # What she typed herself may come back to her: a search field, a form.
            own_words = _typed(CASES[name], of, method)
            for tenant in (mine, other):
                seen = tenant.words.seen_in(body + location)
                seen -= {field for field in seen if tenant.words[field] in own_words}
                allowed = MAY_READ.get(person, frozenset()) if tenant is mine else frozenset()
                leaked += [(person, tenant.words.mark, word) for word in sorted(seen - allowed)]
    assert leaked == []


def _typed(case: Case, of: Tenant, method: str) -> set[str]:
    given = case.get if method == "get" else case.post
    return {str(value) for value in (given(of) if given else {}).values()}


def test_the_words_do_come_out_where_they_should(tenants: tuple[Tenant, Tenant]) -> None:
    """Otherwise the tests above could not fail."""
    mine, _ = tenants
    _, _, sheet = asked("agent", mine, "request", mine, "get")
    assert mine.words.seen_in(sheet) >= IDENTITY - {"address"} | {"note", "requester_name"}
    _, _, detail = asked("carer", mine, "my-care-detail", mine, "post")
    assert mine.words.seen_in(detail) >= IDENTITY | FREE
    _, _, hers = asked("requester", mine, "my-requests", mine, "get")
    assert mine.words.seen_in(hers) >= {"birth_name", "given_name"}
