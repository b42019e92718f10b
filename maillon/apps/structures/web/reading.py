"""A list as people keep it (Excel or CSV), read as rows of words."""

import csv
import io
import zipfile
from datetime import date, datetime
from itertools import islice
from typing import Any, Final

from openpyxl import load_workbook

from maillon.errors import Refused

__all__ = ["rows_of"]

LARGEST: Final = 2_000_000  # bytes sent
UNPACKED: Final = 40_000_000  # bytes once unzipped
MOST: Final = 1200  # rows looked at


def rows_of(content: bytes) -> list[list[str]]:
    """The rows of the first sheet, or of the CSV; days as 2025-09-01.

    Raises ``Refused``: ``list_large``, ``list_unreadable``.
    """
    if len(content) > LARGEST:
        raise Refused("list_large", most="2 Mo")
    return _sheet(content) if content.startswith(b"PK") else _csv(content)


def _sheet(content: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > UNPACKED:
                raise Refused("list_large", most="40 Mo une fois ouverte")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = islice(book.worksheets[0].iter_rows(values_only=True), MOST)
        return [[_words(cell) for cell in row] for row in rows]
    except Refused:
        raise
    except Exception as error:  # whatever a broken archive makes the reader say
        raise Refused("list_unreadable") from error


def _csv(content: bytes) -> list[list[str]]:
    if b"\x00" in content:
        raise Refused("list_unreadable")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.splitlines()[0] if text.strip() else ""
    mark = max(";,\t", key=first.count)
    try:
        return list(islice(csv.reader(io.StringIO(text), delimiter=mark), MOST))
    except csv.Error as error:
        raise Refused("list_unreadable") from error


def _words(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()[:300]
