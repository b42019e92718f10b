"""Faults of intake, of seats, of words owed, of shifts and of the journal."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Any
from unittest.mock import patch

from django.db import connection, transaction

from maillon.apps.desk import actions, timing
from maillon.apps.desk.actions import (
    accepting,
    intake,
    owing,
    owning,
    progress,
    sitting,
    telling,
    triaging,
)
from maillon.apps.desk.models import Assignment, Callback, Draft, Need, Offer, ServiceRequest
from maillon.apps.tasks.models import Task
from maillon.engines.dispatch import DeskHours
from maillon.kernel.access import SYSTEM

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
    """Look, then write: no guard, no unique index, and two who look at once."""
    for name in ("one_living_assignment_per_seat", "one_seat_per_responder_and_shift"):
        constraint = next(c for c in Assignment._meta.constraints if c.name == name)
        with connection.schema_editor() as editor:
            editor.remove_constraint(Assignment, constraint)

    def sat(offer: Any, shift: Any, now: datetime) -> Assignment:
        return Assignment.objects.create(
            need=offer.need, shift=shift, seat=1, offer=offer, accepted_at=now,
            responder_id=offer.responder_id,
        )  # fmt: skip

    def naive(offer: Any, shift: Any, comes: str, hand: int, now: datetime) -> Assignment:
        waiting = Offer.objects.filter(need=offer.need, state="open", channel="sms")
        rival = waiting.exclude(pk=offer.pk).order_by("rank").first()
        if rival is not None:  # another process saw the same free seat in the same instant
            yes = accepting._Yes("sms", None, ("",), SYSTEM, now)
            taken = [sat(rival, shift, now)]
            accepting._accepted(rival, taken, yes)
            accepting._follow(offer.need.request, offer.need, taken, yes)
        return sat(offer, shift, now)

    with patch.object(sitting, "_one", naive):
        yield


def found_is_not_owed() -> Patched:
    """The acceptance forgets the word it owes to the requester."""
    plain = owing.owe_each

    def partial(request: Any, need: Any, words: Any, *, now: datetime) -> None:
        plain(request, need, [word for word in words if word.kind != "found"], now=now)

    return patch.object(accepting, "owe_each", partial)


def no_deadline() -> Patched:
    """Only waves have a moment; the words owed have all the time in the world."""
    plain = progress._next

    def endless(request: ServiceRequest) -> tuple[str, datetime | None]:
        step, moment = plain(request)
        return step, moment if step == "desk.wave" else None

    return patch.object(progress, "_next", endless)


@contextmanager
def the_last_writer_wins() -> Iterator[None]:
    """A page of a moment ago writes over what somebody else has written since."""

    def blind(callback: Any, outcome: str, channel: str, *, by: Any, now: datetime) -> None:
        Callback.objects.filter(pk=callback.pk).update(
            closed_at=now, outcome=outcome, channel=channel
        )
        Task.objects.filter(pk=callback.task_id).update(closed_at=now, outcome=outcome)

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


@contextmanager
def triage_leaves_no_trace() -> Iterator[None]:
    """Searching begins, and the request ends, though nobody is said to have sorted it."""
    plain, turn = triaging.settle_handling, count(1)

    def untold(request: ServiceRequest, *given: Any, **more: Any) -> None:
        plain(request, *given, **more)
        if next(turn) % 5 == 0:
            request.triaged_at = None
            request.save(update_fields=["triaged_at"])

    def over(request: ServiceRequest, states: set[str], owed: set[str]) -> bool:
        return states <= set(Need.SETTLED) and not owed

    with (
        patch.object(triaging, "settle_handling", untold),
        patch.object(progress, "_is_over", over),
    ):
        yield


def shifts_end_early() -> Patched:
    """The last hour of each shift belongs to nobody."""
    plain = timing.hours_of

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
