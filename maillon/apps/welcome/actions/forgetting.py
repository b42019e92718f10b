"""What this room forgets of a person whose file is erased: every word of what was asked for her."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from maillon.apps.welcome.models import HelpRequest

__all__ = ["forget_persons", "served"]

# The desk that has it stays named: a request closed that way says who answers for it.
WORDS: Final = ("requester_name", "requester_phone", "phone_index", "person_name", "person_phone",
                "place", "words")  # fmt: skip


def forget_persons(patient_ids: Iterable[UUID]) -> dict[str, int]:
    """Blank the words of their requests, in the caller's transaction; the reference stays."""
    rows = HelpRequest.objects.filter(patient__in=list(patient_ids))
    return {HelpRequest._meta.label: rows.update(**dict.fromkeys(WORDS, ""), commune=None)}


def served(patient_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of these persons for whom a request is still open."""
    ids = list(patient_ids)
    rows = HelpRequest.objects.filter(patient__in=ids, closed_at=None)
    return frozenset(rows.values_list("patient_id", flat=True)) & frozenset(ids)
