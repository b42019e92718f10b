"""Every figure opens its requests, for those who answer at this desk, and is traced."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.kernel import clock
from maillon.kernel.models import AccessLogEntry
from tests.access import cast
from tests.apps.observatory.crowd import Kind, crowd
from tests.factories.desk import MORNING

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 9)
LONG_AGO = MORNING - timedelta(hours=73)


@pytest.fixture
def here() -> cast.Tenant:
    tenant = cast.here()
    crowd(tenant.world, [
        Kind(NOVEMBER, 20),
        Kind(NOVEMBER, 15, requester="gp", closing="cancelled", closed_at=LONG_AGO),
        Kind(NOVEMBER, 40, requester="social", need="insulin"),
        Kind(NOVEMBER, 12, requester="gp", closing="samu15", closed_at=LONG_AGO),
        Kind(NOVEMBER, 2, requester="nurse", need="palliative"),
    ])  # fmt: skip
    return tenant


def opening(person: Account, tenant: cast.Tenant, **words: str) -> Any:
    client = Client()
    client.force_login(person)
    given = {"poste": str(tenant.world.desk.pk), "periode": "month", "jour": "2026-11-09", **words}
    with clock.frozen(MORNING):
        return client.get(reverse("report-figure"), given)


def test_a_figure_lists_as_many_requests_as_it_says(here: cast.Tenant) -> None:
    answer = opening(here.people["agent"], here, table="kind", ligne="social")
    assert len(answer.context["opened"].lines) == answer.context["opened"].count == 40
    assert "travailleur social" in answer.content.decode()


def test_a_long_list_goes_page_by_page(here: cast.Tenant) -> None:
    first = opening(here.people["lead"], here).context["opened"]
    second = opening(here.people["lead"], here, page="2").context["opened"]
    assert first.pages == 2
    assert len({line.id for line in (*first.lines, *second.lines)}) == first.count


def test_past_72_hours_a_request_keeps_its_number_and_nothing_else(here: cast.Tenant) -> None:
    opened = opening(here.people["agent"], here, table="became", ligne="cancelled")
    lines = opened.context["opened"].lines
    assert len(lines) == 15
    assert {(line.readable, line.title, line.place) for line in lines} == {(False, "", "")}
    assert "fiche refermée" in opened.content.decode()


def test_a_withheld_figure_does_not_open(here: cast.Tenant) -> None:
    assert opening(here.people["agent"], here, table="need", ligne="palliative").status_code == 404
    assert opening(here.people["agent"], here, table="kind", ligne="unheard").status_code == 404
    assert opening(here.people["agent"], here, table="none", ligne="x").status_code == 404


def test_who_reads_figures_only_opens_none(here: cast.Tenant) -> None:
    for person in ("manager", "requester", "carer", "administrator", "nobody"):
        assert opening(here.people[person], here).status_code == 404


def test_the_agent_of_another_desk_opens_none(here: cast.Tenant) -> None:
    there = cast.there()
    assert opening(there.people["agent"], here).status_code == 404


def test_each_line_read_is_traced(here: cast.Tenant) -> None:
    before = AccessLogEntry.objects.count()
    opening(here.people["agent"], here, table="kind", ligne="social")
    fresh = AccessLogEntry.objects.filter(ground="desk_report")
    assert AccessLogEntry.objects.count() - before == fresh.count() == 40
    assert set(fresh.values_list("relation", flat=True)) == {"D"}
