"""Passing a request on: to a colleague, to a shift, to another desk of the region."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.desk import access
from maillon.apps.desk.actions import progress
from maillon.apps.desk.actions.owning import own, shift_after, shift_at
from maillon.apps.desk.actions.presence import gone_from
from maillon.apps.desk.actions.retiming import retime
from maillon.apps.desk.actions.watching import watch_closing, watch_night
from maillon.apps.desk.models import Desk, Relay, ServiceRequest
from maillon.apps.journal.actions import record
from maillon.errors import NotFound, Refused
from maillon.kernel import events
from maillon.kernel.access import AccountViewer, Viewer

__all__ = ["Handed", "Receiver", "pass_on", "relay_request", "sign_off"]


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who takes over: an account, another desk, or the ``now`` or ``next`` shift of this one."""

    account_id: UUID | None = None
    desk_id: UUID | None = None
    shift: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """One request given at the end of a shift, with a word."""

    request_id: UUID
    to: Receiver
    word: str


def relay_request(
    *, request_id: UUID, to: Receiver, word: str, by: AccountViewer, now: datetime
) -> ServiceRequest:
    """Give an open request to somebody else; she finds the word on it.

    Another desk of the organization gets it whole, and this one no longer sees it. Raises
    ``NotFound`` for a desk of others, ``Refused``: ``receiver_missing``,
    ``not_at_this_desk``, ``request_closed``.
    """
    access.check_request(by, request_id, now=now)
    with transaction.atomic():
        request = progress.lock_open(request_id)
        pass_on(request, to, word, cause=Relay.Cause.GIVEN, by=by, now=now)
        return progress.refresh(request, by=by, now=now)


def sign_off(
    *, desk_id: UUID, handed: Iterable[Handed], by: AccountViewer, now: datetime
) -> tuple[UUID, ...]:
    """End a shift: everything of hers at this desk goes to somebody, or nothing does.

    Returns the requests given. Raises ``Refused``: ``requests_left`` while one of hers has
    nobody, ``word_missing`` where she says nothing of it.
    """
    desk = access.require_agent(by, desk_id)
    with transaction.atomic():
        given = [
            one.request_id
            for one in sorted(handed, key=lambda one: str(one.request_id))
            if _give(one, desk, by, now)
        ]
        left = ServiceRequest.objects.open().at_desk(desk_id).filter(owner_account=by.account_id)
        if left.exists():
            raise Refused("requests_left", count=left.count())
        gone_from(desk_id, by.account_id)
        record(
            act="desk.signed_off",
            organization_id=desk.organization_id,
            by=by,
            now=now,
            subjects=[("desk", desk.pk)],
            participants=[("account", by.account_id, None)],
            data={"handed": len(given)},
        )
        return tuple(given)


def _give(one: Handed, desk: Desk, by: AccountViewer, now: datetime) -> bool:
    """Whether it was still hers: closed or taken by a colleague meanwhile, it has an owner."""
    request = progress.lock(one.request_id)
    if request.desk_id != desk.pk or request.owner_account_id != by.account_id:
        return False
    if request.closed_at is not None:
        return False
    if not one.word.strip():
        raise Refused("word_missing", reference=request.reference)
    pass_on(request, one.to, one.word, cause=Relay.Cause.SIGNED_OFF, by=by, now=now)
    progress.refresh(request, by=by, now=now)
    return True


def pass_on(
    request: ServiceRequest, to: Receiver, word: str, *, cause: str, by: Viewer, now: datetime
) -> Relay:
    """The hand-over itself, inside the transaction of its caller, who refreshes afterwards.

    At another desk what is owed is timed again, by its hours.
    """
    before, desk = request.desk, _desk(request, to)
    relay = Relay(
        request=request, from_desk=before, to_desk=desk, cause=cause, word=word.strip(), at=now,
        from_account_id=request.owner_account_id, to_account_id=to.account_id,
    )  # fmt: skip
    if to.account_id is None:
        relay.to_shift = shift_after(desk, now) if to.shift == "next" else shift_at(desk, now)
    elif to.account_id not in access.agents_of(desk.pk, now=now):
        raise Refused("not_at_this_desk")
    if desk.pk != before.pk:
        request.desk = desk
        request.save(update_fields=["desk"])
        watch_closing(desk, now)
        for topic in sorted((f"desk:{before.pk}", f"desk:{desk.pk}")):
            events.bump(topic)  # in one order for everybody: two desks may cross each other
    relay.save(force_insert=True)
    was = own(request, account_id=relay.to_account_id, shift=relay.to_shift)
    if desk.pk != before.pk:
        retime(request, by=by, now=now)
    if relay.to_account_id is not None:
        watch_night(desk, now)
    _journal(relay, was, by, now)
    return relay


def _desk(request: ServiceRequest, to: Receiver) -> Desk:
    """The desk that will hold it: its own, or another one of the same organization."""
    if to.desk_id is None:
        if to.account_id is None and to.shift not in ("now", "next"):
            raise Refused("receiver_missing")
        return request.desk
    found = {desk.pk: desk for desk in access.region_of(request.desk)}
    if to.desk_id not in found:
        raise NotFound
    return found[to.desk_id]


def _journal(relay: Relay, was: dict[str, str | None], by: Viewer, now: datetime) -> None:
    record(
        act="desk.relayed",
        organization_id=relay.request.organization_id,
        by=by,
        now=now,
        subjects=[("request", relay.request_id), ("relay", relay.pk)],
        data={
            "cause": relay.cause,
            "from_desk": str(relay.from_desk_id),
            "to_desk": str(relay.to_desk_id),
            "to_account": str(relay.to_account_id) if relay.to_account_id else None,
            **was,
        },
    )
