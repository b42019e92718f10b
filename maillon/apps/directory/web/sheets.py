"""A search as a sheet that a spreadsheet opens by itself: UTF-8 with its mark, semicolons."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from django.http import HttpResponse

__all__ = ["csv_answer", "inert"]

RUN: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def inert(cell: str) -> str:
    """The words, marked as text where a spreadsheet would take them for a formula."""
    return f"'{cell}" if cell.lstrip().startswith(RUN) else cell


def csv_answer(name: str, titles: Sequence[str], lines: Iterable[Sequence[str]]) -> HttpResponse:
    """The lines as a file of this name."""
    sheet = io.StringIO("\ufeff", newline="")
    sheet.seek(0, io.SEEK_END)
    writer = csv.writer(sheet, delimiter=";")
    writer.writerow(titles)
    writer.writerows([inert(cell) for cell in line] for line in lines)
    return HttpResponse(
        sheet.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
