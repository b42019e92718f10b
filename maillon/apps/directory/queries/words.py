"""Rows found by words: every word typed begins one of those a row is filed under."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from maillon.apps.directory.wording import asked
from maillon.kernel import fulltext

__all__ = ["answering"]

M = TypeVar("M", bound=Model)


def answering(rows: QuerySet[M, Any], text: str) -> QuerySet[M, Any]:
    """The rows filed under each word of ``text``, in no order; all of them for no word."""
    return fulltext.answering(rows, asked(text))
