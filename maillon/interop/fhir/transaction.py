"""A transaction of another system: the person, her word, those close to her, her circle; all of
it or nothing.
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from maillon.apps.accounts import messages
from maillon.errors import NotFound, Refused
from maillon.interop.fhir.bundles import Answer
from maillon.interop.fhir.entries import Entry, entries_of, number_of
from maillon.interop.fhir.persons_in import change_patient, make_patient
from maillon.interop.fhir.problems import Problem
from maillon.interop.fhir.teams_in import (
    bring_relatives,
    change_team,
    keep_relative,
    keep_word,
    make_team,
    refuse_lonely_words,
)
from maillon.interop.fhir.work import Work
from maillon.kernel.access import ClientViewer
from maillon.kernel.sentences import sentence

__all__ = ["apply"]

ORDER: Final = ("Patient", "Consent", "RelatedPerson", "CareTeam")  # each stands on those before
# What a rule of Maillon refuses because somebody was there first, or has changed it since.
MET: Final = {
    "circle_open": (409, "duplicate"), "member_twice": (409, "duplicate"),
    "ins_taken": (409, "duplicate"), "contact_changed": (412, "conflict"),
}  # fmt: skip
DOING: Final[dict[tuple[str, str], Callable[[Work, Entry], None]]] = {
    ("POST", "Patient"): make_patient, ("PUT", "Patient"): change_patient,
    ("POST", "Consent"): keep_word, ("POST", "RelatedPerson"): keep_relative,
    ("POST", "CareTeam"): make_team, ("PUT", "CareTeam"): change_team,
}  # fmt: skip


def apply(by: ClientViewer, bundle: dict[str, Any], now: datetime) -> Answer:
    """Do every entry in one transaction of the database; raises ``Problem`` and writes nothing
    where one of them cannot be done. A Bundle that bears its number (``identifier``) is done once:
    sent again, it is answered the same.
    """
    entries = entries_of(bundle)
    number = number_of(bundle)
    with transaction.atomic():
        seat = messages.receive(number, json.dumps(bundle["entry"], sort_keys=True), by=by, now=now)
        if seat is None:
            raise Problem(409, "Ce numéro de message a déjà servi pour une autre demande.",
                          where="Bundle.identifier")  # fmt: skip
        if not seat.answer:
            seat.keep(_done(Work(by, now), entries))
        return Answer(seat.answer)


def _done(work: Work, entries: list[Entry]) -> dict[str, Any]:
    """What became of every entry."""
    for entry in sorted(entries, key=lambda one: ORDER.index(one.kind)):
        with_words(DOING[entry.method, entry.kind], work, entry)
    for one in list(work.relatives.values()):
        with_words(bring_relatives, work, one.entry)
    refuse_lonely_words(work)
    told = [{"response": work.answers[entry.at]} for entry in entries]
    return {"resourceType": "Bundle", "type": "transaction-response", "entry": told}


def with_words(doing: Callable[[Work, Entry], None], work: Work, entry: Entry) -> None:
    """One entry; what refuses it is told with its place in the Bundle."""
    try:
        doing(work, entry)
    except NotFound:
        raise Problem(404, "Cette ressource n’existe pas pour ce logiciel.",
                      where=entry.where) from None  # fmt: skip
    except Refused as refused:
        status, code = MET.get(refused.code, (422, ""))
        raise Problem(status, sentence(refused), code=code, where=entry.where) from refused
