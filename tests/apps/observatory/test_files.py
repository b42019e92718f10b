"""The report as files: the same figures, no formula that runs, a sentence where no PDF is made."""

import builtins
from ctypes.util import find_library
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from maillon.apps.observatory.measures import MEASURES
from maillon.apps.observatory.periods import free
from maillon.apps.observatory.queries.report import report
from maillon.kernel import clock
from maillon.kernel.spreadsheets import inert
from tests.apps.observatory.crowd import Kind, crowd
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 9)
PANGO = find_library("pango-1.0") is not None


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def asked(world: DeskWorld, name: str, **words: str) -> Any:
    client = Client()
    client.force_login(world.agent)
    with clock.frozen(MORNING):
        return client.get(reverse(name), {"periode": "year", "jour": "2026-11-09", **words})


def cells(content: bytes) -> list[Any]:
    book = load_workbook(BytesIO(content))
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]


def test_the_workbook_says_the_figures_of_the_page(world: DeskWorld) -> None:
    crowd(world, [Kind(NOVEMBER, 20), Kind(NOVEMBER, 17, requester="gp")])
    found = cells(asked(world, "report-xlsx").content)
    words = {cell.value for cell in found}
    assert {20, 17, 37, "médecin", "Saint-Chamond"} <= words
    assert any(str(word).startswith("Source : journal du Poste") for word in words)


def test_days_of_the_workbook_are_days_that_a_spreadsheet_sorts(world: DeskWorld) -> None:
    crowd(world, [Kind(NOVEMBER, 20)])
    content = asked(world, "report-xlsx", periode="month").content
    line = load_workbook(BytesIO(content))["Par période"]
    days = [cell for row in line.iter_rows() for cell in row if isinstance(cell.value, datetime)]
    assert days
    assert {cell.number_format for cell in days} == {"dd/mm/yyyy"}


def test_no_table_has_a_title_too_long_for_the_tab_of_a_workbook() -> None:
    assert [one.title for one in MEASURES.values() if len(one.title) > 31] == []


@pytest.mark.parametrize("name", ["report-xlsx", "report-pdf"])
def test_the_name_of_a_file_says_the_days_it_counts(
    world: DeskWorld, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("maillon.apps.observatory.web.paper.pdf", lambda report: b"%PDF")
    crowd(world, [Kind(date(2026, 11, 2), 20), Kind(NOVEMBER, 15), Kind(date(2026, 11, 10), 3)])
    period = free(NOVEMBER, NOVEMBER)
    shown = report(world.by, world.desk.pk, period, now=MORNING)
    assert shown.widened
    sent = asked(world, name, periode="free", du="2026-11-09", au="2026-11-09")
    assert f"rapport-{shown.start}-{shown.last}." in sent.headers["Content-Disposition"]


def test_a_period_to_come_is_not_called_a_small_year(world: DeskWorld) -> None:
    crowd(world, [Kind(NOVEMBER, 20)])
    december = {"periode": "month", "jour": "2026-12-01"}
    page = asked(world, "report", **december).content.decode()
    assert "Cette période n’a pas commencé" in page
    assert "moins de onze demandes : un chiffre" not in page
    words = {cell.value for cell in cells(asked(world, "report-xlsx", **december).content)}
    assert "période pas commencée" in words


def test_nothing_in_the_workbook_is_run_by_a_spreadsheet(world: DeskWorld) -> None:
    world.desk.organization.name = "=HYPERLINK(1)"
    world.desk.organization.save()
    type(world.desk).objects.filter(pk=world.desk.pk).update(name="@SUM(A1)")
    crowd(world, [Kind(NOVEMBER, 20)])
    found = cells(asked(world, "report-xlsx").content)
    assert "'=HYPERLINK(1)" in {cell.value for cell in found}
    assert {cell.data_type for cell in found} <= {"s", "n", "d"}


@pytest.mark.parametrize("word", ["=1+1", "+33", "-2", "@x", "\t=1", "|calc", " =1"])
def test_a_word_that_would_run_is_marked_as_text(word: str) -> None:
    assert inert(word) == f"'{word}"


@pytest.mark.parametrize("word", ["médecin", "", 12, 0.5, None])
def test_other_values_are_left_as_they_are(word: Any) -> None:
    assert inert(word) == word


def test_the_pdf_is_one_where_the_machine_can_make_it(world: DeskWorld) -> None:
    crowd(world, [Kind(NOVEMBER, 20)])
    answer = asked(world, "report-pdf")
    if PANGO:
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")
    else:
        assert answer.status_code == 302


def test_without_pango_the_page_says_why_and_prints(
    world: DeskWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = builtins.__import__

    def without(name: str, *given: Any, **named: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango'")
        return plain(name, *given, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    answer = asked(world, "report-pdf")
    assert answer.status_code == 302
    monkeypatch.undo()
    page = asked(world, "report", pdf="absent").content.decode()
    assert "Cette machine ne fait pas de PDF" in page
    assert "imprimez cette page" in page


def test_an_upside_down_period_is_said_and_another_is_shown(world: DeskWorld) -> None:
    answer = asked(world, "report", periode="free", du="2026-11-09", au="2026-11-01")
    assert answer.status_code == 422
    assert "La période finit avant d’avoir commencé" in answer.content.decode()


@pytest.mark.parametrize(
    "words", [{"periode": "century"}, {"jour": "hier"}, {"jour": "0001-01-01"}]
)
def test_an_unread_period_is_said(world: DeskWorld, words: dict[str, str]) -> None:
    assert asked(world, "report", **words).status_code == 422
    assert asked(world, "report-pdf", **words).status_code == 422
