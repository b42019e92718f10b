"""Lines as files that a spreadsheet opens by itself, in which words stay words."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

__all__ = ["csv_answer", "inert", "xlsx_answer"]

RUN: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
WIDEST: Final = 44  # characters
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
V = TypeVar("V")


def inert(cell: V) -> V | str:
    """The value, marked as text where a spreadsheet would take it for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip().startswith(RUN) else cell


def csv_answer(name: str, titles: Sequence[str], lines: Iterable[Sequence[str]]) -> HttpResponse:
    """The lines as a file of this name: UTF-8 with its mark, semicolons."""
    sheet = io.StringIO("\ufeff", newline="")
    sheet.seek(0, io.SEEK_END)
    writer = csv.writer(sheet, delimiter=";")
    writer.writerow(titles)
    writer.writerows([inert(cell) for cell in line] for line in lines)
    return _file(name, "text/csv; charset=utf-8", sheet.getvalue().encode())


def xlsx_answer(
    name: str, title: str, titles: Sequence[str], lines: Iterable[Sequence[str]]
) -> HttpResponse:
    """The lines as one sheet called ``title``: titles that stay in sight, a filter on each."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    told = [[inert(ILLEGAL_CHARACTERS_RE.sub("", cell)) for cell in line] for line in lines]
    for number, cells in enumerate(zip(titles, *told, strict=True), start=1):
        width = min(max(map(len, cells)) + 2, WIDEST)
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(titles))}{len(told) + 1}"
    heads = [WriteOnlyCell(sheet, words) for words in titles]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for line in told:
        sheet.append(line)
    file = io.BytesIO()
    book.save(file)
    return _file(name, XLSX, file.getvalue())


def _file(name: str, content_type: str, content: bytes) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
