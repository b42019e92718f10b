"""What the desk forgets of a person whose file is erased: every word; its counts stay."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from maillon.apps.desk.models import (
    Answer,
    Assignment,
    ExpertQuestion,
    Handover,
    Need,
    Relay,
    Requester,
    ServiceRequest,
)

__all__ = ["forget_persons", "served"]

CLOSE: Final = ("relative", "neighbour", "person")  # vocabulary.REQUESTER_KINDS
WORDS: Final = (
    (ServiceRequest, "patient__in", ("quarter", "living", "note")),
    (Need, "request__patient__in", ("detail",)),
    (Assignment, "need__request__patient__in", ("comes",)),
    (ExpertQuestion, "request__patient__in", ("question",)),
    (Answer, "request__patient__in", ("text",)),
    (Relay, "request__patient__in", ("word",)),
    (Handover, "request__patient__in", ("caller_phone", "note")),
)


def forget_persons(patient_ids: Iterable[UUID]) -> dict[str, int]:
    """Blank the words of their requests, in the caller's transaction; numbers and hours stay."""
    ids = list(patient_ids)
    close = _close_to(ids)  # before: a requester is known by the requests
    return {Requester._meta.label: close} | {
        model._meta.label: model._base_manager.filter(**{path: ids}).update(
            **dict.fromkeys(names, "")
        )
        for model, path, names in WORDS
    }


def _close_to(ids: list[UUID]) -> int:
    """Relatives and neighbours who called for nobody else: their card says no more who they are."""
    theirs = ServiceRequest.objects.filter(patient__in=ids).values("requester_id")
    others = ServiceRequest.objects.exclude(patient__in=ids).exclude(requester=None)
    rows = Requester.objects.filter(pk__in=theirs, kind__in=CLOSE, account=None)
    rows = rows.exclude(pk__in=others.values("requester_id"))
    return rows.update(name="", house="", phone="", phone_index="")


def served(patient_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of these persons who have a request still open."""
    ids = list(patient_ids)
    rows = (
        ServiceRequest.objects.open().filter(patient__in=ids).values_list("patient_id", flat=True)
    )
    return frozenset(rows) & frozenset(ids)
