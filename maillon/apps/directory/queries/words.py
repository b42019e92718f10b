"""Rows found by words: every word typed begins one of those a row is filed under."""

from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from maillon.apps.directory.wording import asked

__all__ = ["answering"]

M = TypeVar("M", bound=Model)


def answering(rows: QuerySet[M, Any], text: str) -> QuerySet[M, Any]:
    """The rows whose ``search_text`` answers each word of ``text``; all of them for no word."""
    for forms in asked(text):
        rows = rows.filter(reduce(or_, (Q(search_text__contains=f" {form}") for form in forms)))
    return rows
