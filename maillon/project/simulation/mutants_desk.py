"""Faults of intake, of seats, of words owed, of shifts and of the journal."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Any
from unittest.mock import patch

from django.db import connection, transaction

from maillon.apps.desk import actions, seats
from maillon.apps.desk.actions import (
    accepting,
    intake,
    owning,
    progress,
    sitting,
    telling,
    triaging,
)
from maillon.apps.desk.models import Assignment, Callback, Draft, Need, ServiceRequest
from maillon.engines.dispatch import DeskHours

Patched = AbstractContextManager[Any]


def a_number_is_skipped() -> Patched:
    """The counter moves on its own, outside what it numbers."""
    plain, turn = intake._next_number, count(1)

    def skipping(*given: Any) -> int:
        if next(turn) % 9 == 0:
            plain(*given)
        return plain(*given)

    return patch.object(intake, "_next_number", skipping)


def drafts_keep_nothing() -> Patched:
    """The page says « enregistré », the row keeps what it had."""
    plain = Draft.save

    def forgetful(self: Draft, *given: Any, **named: Any) -> None:
        if "payload" in named.get("update_fields", ()) and self.request_id is None:
            self.payload = "{}"
        plain(self, *given, **named)

    return patch.object(Draft, "save", forgetful)


@contextmanager
def a_naive_seat() -> Iterator[None]:
    """Look, then write: no guard, no unique index, and a late yes is believed."""
    for name in ("one_living_assignment_per_seat", "one_seat_per_responder_and_shift"):
        constraint = next(c for c in Assignment._meta.constraints if c.name == name)
        with connection.schema_editor() as editor:
            editor.remove_constraint(Assignment, constraint)

    def naive(offer: Any, shift: Any, comes: str, now: datetime) -> Assignment:
        return Assignment.objects.create(
            need=offer.need, shift=shift, seat=1, offer=offer, accepted_at=now,
            responder_id=offer.responder_id,
        )  # fmt: skip

    def believes(self: Any, answerable: Any) -> bool:
        return self.need_state not in (Need.State.SEARCHING, Need.State.FOUND)

    with (
        patch.object(sitting, "_one", naive),
        patch.object(accepting._Standing, "is_lost", believes),
        patch.object(seats, "asked_about", lambda offer, now, **told: [offer.shift]),
    ):
        yield


def found_is_not_owed() -> Patched:
    """The acceptance forgets the word it owes to the requester."""
    plain = accepting.owe_each

    def partial(request: Any, need: Any, words: Any, *, now: datetime) -> None:
        plain(request, need, [word for word in words if word.kind != "found"], now=now)

    return patch.object(accepting, "owe_each", partial)


def no_deadline() -> Patched:
    """Who searches has all the time in the world."""
    plain = progress._next

    def endless(request: ServiceRequest) -> tuple[str, datetime | None]:
        step, moment = plain(request)
        return step, None if step == "desk.wave" else moment

    return patch.object(progress, "_next", endless)


@contextmanager
def the_last_writer_wins() -> Iterator[None]:
    """A page of a moment ago writes over what somebody else has written since."""

    def blind(callback: Any, outcome: str, channel: str, *, by: Any, now: datetime) -> None:
        Callback.objects.filter(pk=callback.pk).update(
            closed_at=now, outcome=outcome, channel=channel
        )
        callback.task.closed_at = now
        callback.task.save(update_fields=["closed_at"])

    def overwriting(*, callback_id: Any, outcome: str, by: Any, now: datetime) -> ServiceRequest:
        with transaction.atomic():
            seen = Callback.objects.get(pk=callback_id)
            request = progress.lock_open(seen.request_id)
            telling._apply(seen, request, outcome, by, now)
            return progress.refresh(request, by=by, now=now)

    with (
        patch.object(telling, "close_owed", blind),
        patch.object(actions, "record_outcome", overwriting),
    ):
        yield


def triage_leaves_no_trace() -> Patched:
    """Searching begins for a request that nobody is said to have sorted."""
    plain, turn = triaging._settle_handling, count(1)

    def untold(request: ServiceRequest, *given: Any) -> None:
        plain(request, *given)
        if next(turn) % 5 == 0:
            request.triaged_at = None
            request.save(update_fields=["triaged_at"])

    return patch.object(triaging, "_settle_handling", untold)


def shifts_end_early() -> Patched:
    """The last hour of each shift belongs to nobody."""
    plain = owning.hours_of

    def short(desk: Any) -> DeskHours:
        hours = plain(desk)
        weekly = {
            day: tuple((start, end.replace(hour=max(0, end.hour - 1))) for start, end in spans)
            for day, spans in hours.weekly.items()
        }
        return replace(hours, weekly=weekly)

    return patch.object(owning, "hours_of", short)


def the_journal_forgets() -> Patched:
    """One call in nine leaves no act."""
    plain, turn = intake._journal, count(1)

    def forgetful(*given: Any) -> None:
        if next(turn) % 9:
            plain(*given)

    return patch.object(intake, "_journal", forgetful)
