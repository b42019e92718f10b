"""The report as a workbook. Words that a spreadsheet would run stay words."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from maillon.apps.observatory.queries.report import Report, Section
from maillon.apps.observatory.web.presenting import WITHHELD, telephone_rows, title_of
from maillon.apps.observatory.web.wording import length_words, source_words, span_words
from maillon.kernel.spreadsheets import inert

__all__ = ["workbook"]

Cell = str | int | float | date | None
FRENCH_DAY = "dd/mm/yyyy"


def workbook(report: Report) -> bytes:
    """One sheet for the whole, one for time, one per table; every sheet says its source."""
    book = Workbook()
    first, *_ = book.worksheets
    first.title = "Rapport"
    _write(first, report, title_of(report), _summary(report))
    _write(book.create_sheet("Par période"), report, "Demandes reçues", [
        ("Du", "Au", "Demandes"),
        *((one.start, one.last, one.count) for one in report.pieces),
    ])  # fmt: skip
    for section in report.sections:
        _write(book.create_sheet(section.title), report, section.title, _table(section))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _summary(report: Report) -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = [
        ("Structure", report.organization),
        ("Poste", report.desk_name),
        ("Période comptée", span_words(report.start, report.last)),
        ("Demandes reçues", _received(report)),
        ("Période précédente", WITHHELD if report.before is None else report.before),
        *(
            (
                f"Reprises du {one.desk}, comptées chez lui",
                WITHHELD if one.count is None else one.count,
            )
            for one in report.taken
        ),
        (),
        ("Délai depuis l’appel", "Médiane", "9 sur 10 en moins de"),
    ]
    for one in report.delays:
        known = one.median is not None and one.p90 is not None
        ends = (length_words(one.median), length_words(one.p90)) if known else (WITHHELD, WITHHELD)  # type: ignore[arg-type]
        rows.append((one.label, *ends))
    if report.telephone:
        rows += [(), ("Téléphone", ""), *telephone_rows(report.telephone)]
    return rows


def _received(report: Report) -> Cell:
    if report.to_come:
        return "période pas commencée"
    return WITHHELD if report.total is None else report.total


def _table(section: Section) -> list[Sequence[Cell]]:
    unit = section.unit.capitalize()
    rows: list[Sequence[Cell]] = [(section.column, unit, "Part", "Période précédente")]
    for one in section.figures:
        count = WITHHELD if one.count is None else one.count
        rows.append((one.label, count, one.share, one.before))
    if section.rest:
        rows.append(("Lignes masquées, ensemble", section.rest, section.rest / section.total, None))
    return [*rows, ("Total", section.total, None, None)]


def _write(sheet: Worksheet, report: Report, title: str, rows: Iterable[Sequence[Cell]]) -> None:
    sheet.append([inert(title)])
    sheet["A1"].font = Font(bold=True, size=13)
    sheet.append([inert(f"Source : {source_words(report)}")])
    sheet.append(["Moins de 11 : masqué, ainsi que ce qui permettrait de le calculer."])
    if report.synthetic:
        sheet.append(["Personnes et demandes inventées."])
    sheet.append([])
    for row in rows:
        sheet.append([inert(value) for value in row])
        if row and len(row) > 2 and isinstance(row[2], float):
            sheet.cell(sheet.max_row, 3).number_format = "0 %"
        for place, value in enumerate(row, start=1):
            if isinstance(value, date):
                sheet.cell(sheet.max_row, place).number_format = FRENCH_DAY
    sheet.column_dimensions["A"].width = 46
    for column in "BCD":
        sheet.column_dimensions[column].width = 22
