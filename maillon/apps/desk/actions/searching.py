"""The search for a carer: one wave after another, each a timer in UTC.

Only the wave that runs and the one that comes next stand in the database: who belongs
to a wave is decided when it opens, on the facts of that moment.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from maillon.apps.desk import access, facts, seats
from maillon.apps.desk.actions import progress
from maillon.apps.desk.actions.offering import Asking, expire_offers, make_offers
from maillon.apps.desk.actions.owing import owe
from maillon.apps.desk.actions.owning import open_step
from maillon.apps.desk.models import Need, Offer, ServiceRequest, Wave
from maillon.apps.desk.timing import due
from maillon.apps.desk.vocabulary import delays
from maillon.apps.journal.actions import record
from maillon.apps.tasks.models import Task
from maillon.engines.dispatch import Ranked, WavePlan
from maillon.errors import Refused
from maillon.kernel import jobs
from maillon.kernel.access import SYSTEM, Viewer
from maillon.kernel.prepared import Prepared

__all__ = [
    "advance",
    "advance_if_all_answered",
    "hasten",
    "not_found_yet",
    "open_due_wave",
    "plan_again",
    "promise",
    "start_search",
    "stop_search",
    "undelivered",
]


def start_search(*, request: ServiceRequest, need: Need, by: Viewer, now: datetime) -> None:
    """Begin to search for one need; called by triage, inside its transaction.

    Raises ``Refused('person_objects')``: an objection blocks the waves.
    """
    if request.agreement == ServiceRequest.Agreement.OBJECTED:
        raise Refused("person_objects")
    need.state = Need.State.SEARCHING
    need.search_started_at = need.search_started_at or now
    pressing = seats.urgency(need, seats.free_shifts(need, now), now)
    need.save(update_fields=["state", "search_started_at"])
    promise(need, due(request.desk, now, delays(pressing).found_by))
    advance(need, by=by, now=now)


def promise(need: Need, found_by: datetime) -> None:
    """Past this moment the requester hears "not found yet"; the timer of another one is dropped."""
    if need.found_by is not None:
        jobs.forget(_promise_key(need, need.found_by))
    need.found_by = found_by
    need.save(update_fields=["found_by"])
    jobs.enqueue(
        "desk.not_found_yet",
        key=_promise_key(need, found_by),
        run_at=found_by,
        payload={"need": str(need.pk)},
    )


def _promise_key(need: Need, moment: datetime) -> str:
    return f"not_found_yet:{need.pk}:{moment.isoformat()}"


def advance(need: Need, *, by: Viewer, now: datetime) -> None:
    """Open the next wave now if its time has come, and plan the one after."""
    _forget_planned(need)
    wave_no = _next_number(need)
    plans, ranked = facts.next_waves(need, now)
    if not plans:
        _exhausted(need, now)
        return
    first = _same_moment(plans)
    if first[0].opens_at > now:
        _plan(need, wave_no, first)
        return
    wave = Wave.objects.create(
        need=need,
        number=wave_no,
        kind=first[0].kind,
        expected=sum(len(plan.responders) for plan in first),
        opens_at=first[0].opens_at,
        closes_at=first[0].closes_at,
        opened_at=now,
    )
    _ask(wave, first, ranked, by=by, now=now)
    following = _same_moment(plans[len(first) :])
    if following:
        _plan(need, wave_no + 1, following, at=first[0].closes_at)
    elif wave.closes_at:
        _plan_call_list(need, wave_no + 1, wave.closes_at)


def plan_again(need: Need, *, by: Viewer, now: datetime) -> None:
    """Redo the plan by the hours of the desk that now holds the request.

    Whoever is asked keeps her window; what waited for an opening only opens at once.
    """
    if not need.waves.filter(opened_at=None).exists():
        return
    running = need.waves.filter(opened_at__isnull=False, closed_at=None, closes_at__gt=now)
    at = running.aggregate(last=Max("closes_at"))["last"]
    if at is None:
        advance(need, by=by, now=now)
        return
    _forget_planned(need)
    number = _next_number(need)
    plans, _ = facts.next_waves(need, at)
    if plans:
        _plan(need, number, _same_moment(plans))
    else:
        _plan_call_list(need, number, at)


def _same_moment(plans: Sequence[WavePlan]) -> list[WavePlan]:
    """The plans that are one wave on two channels."""
    return [p for p in plans if (p.kind, p.opens_at) == (plans[0].kind, plans[0].opens_at)]


def _ask(
    wave: Wave, plans: list[WavePlan], ranked: dict[str, Ranked], *, by: Viewer, now: datetime
) -> None:
    channels = {pk: plan.channel for plan in plans for pk in plan.responders}
    offers = make_offers([Asking(wave, channels, ranked)], now=now)
    request = wave.need.request
    if any(offer.channel == Offer.Channel.CALL for offer in offers):
        _owe_calls(request, now)
    record(
        act="desk.wave_opened",
        organization_id=request.organization_id,
        by=by,
        now=now,
        subjects=[("request", request.pk), ("need", wave.need_id)],
        data={
            "wave": wave.number,
            "kind": wave.kind,
            "responders": [str(offer.responder_id) for offer in offers],
            "closes_at": wave.closes_at.isoformat() if wave.closes_at else None,
        },
    )


def _owe_calls(request: ServiceRequest, now: datetime) -> None:
    if not Task.objects.about("request", request.pk).open().filter(kind="desk.call_list").exists():
        moment = due(request.desk, now, delays(request.urgency).tell)
        open_step(request, "desk.call_list", moment, now)


def _exhausted(need: Need, now: datetime) -> None:
    """Nobody left to ask: an agent must look further."""
    request = need.request
    if (
        not Task.objects.about("request", request.pk)
        .open()
        .filter(kind="desk.nobody_left")
        .exists()
    ):
        moment = due(request.desk, now, delays(request.urgency).tell)
        open_step(request, "desk.nobody_left", moment, now)


def _plan(need: Need, number: int, plans: list[WavePlan], at: datetime | None = None) -> None:
    wave = Wave.objects.create(
        need=need,
        number=number,
        kind=plans[0].kind,
        expected=sum(len(plan.responders) for plan in plans),
        opens_at=max(plans[0].opens_at, at or plans[0].opens_at),
        closes_at=plans[0].closes_at,
    )
    _timer(wave)


def _plan_call_list(need: Need, number: int, at: datetime) -> None:
    _timer(Wave.objects.create(need=need, number=number, kind="call_list", opens_at=at))


def _timer(wave: Wave) -> None:
    jobs.enqueue(
        "desk.open_wave",
        key=f"wave:{wave.pk}",
        run_at=wave.opens_at,
        payload={"wave": str(wave.pk)},
    )


def _forget_planned(need: Need) -> None:
    """A plan not reached is no fact: it is redone from the present."""
    planned = [pk for (pk,) in _PLANNED.rows(need.pk)]
    for pk in planned:
        jobs.forget(f"wave:{pk}")
    if planned:
        Wave.objects.filter(pk__in=planned).delete()


_PLANNED: Final = Prepared(
    lambda need_id: Wave.objects.filter(need=need_id, opened_at=None).values_list("pk"), UUID
)


def _next_number(need: Need) -> int:
    last = _LAST.rows(need.pk)
    return int(last[0][0]) + 1 if last else 1


_LAST: Final = Prepared(
    lambda need_id: Wave.objects.filter(need=need_id).order_by("-number").values_list("number")[:1],
    UUID,
)


def open_due_wave(payload: dict[str, Any], now: datetime) -> None:
    """Timer of a planned wave (job ``desk.open_wave``): the running one ends, this one opens."""
    planned = Wave.objects.filter(pk=payload["wave"], opened_at=None)
    request_id = planned.values_list("need__request_id", flat=True).first()
    if request_id is None:
        return
    request = progress.lock(request_id)
    # Read only now: somebody may have said yes, or widened, while we waited for the request.
    wave = planned.select_related("need__request__desk").first()
    if wave is None or wave.need.state != Need.State.SEARCHING or request.closed_at:
        return
    expire_offers(wave.need, now)
    advance(wave.need, by=SYSTEM, now=now)
    progress.refresh(request, by=SYSTEM, now=now)


def hasten(*, need_id: UUID, by: Viewer, now: datetime) -> None:
    """The agent widens without waiting («Solliciter maintenant»).

    Never before the end of a usual carer's own window: ``Refused('usual_carer_first')``.
    """
    need = Need.objects.select_related("request__desk").filter(pk=need_id).first()
    request_id = need.request_id if need else need_id
    access.check_request(by, request_id, now=now)
    with transaction.atomic():
        request = progress.lock_open(request_id)
        need = Need.objects.select_related("request__desk").get(pk=need_id)
        if need.state != Need.State.SEARCHING:
            raise Refused("not_searching")
        alone = need.offers.filter(
            wave__kind="usual", state=Offer.State.OPEN, wave__closes_at__gt=now
        )
        if alone.exists():
            raise Refused("usual_carer_first")
        advance(need, by=by, now=now)
        progress.refresh(request, by=by, now=now)


def advance_if_all_answered(need: Need, *, by: Viewer, now: datetime) -> None:
    """Nobody asked can still say yes: waiting further would serve nobody."""
    if need.state == Need.State.SEARCHING and not need.offers.filter(state="open").exists():
        advance(need, by=by, now=now)


def not_found_yet(payload: dict[str, Any], now: datetime) -> None:
    """At the deadline (job ``desk.not_found_yet``) the requester is owed the truth."""
    needs = Need.objects.filter(
        pk=payload["need"], state=Need.State.SEARCHING, found_by__lte=now
    ).select_related("request__desk")
    seen = needs.first()
    if seen is None:
        return
    request = progress.lock(seen.request_id)
    need = needs.first()  # found while we waited for the request: nothing to say
    if need is None:
        return
    moment = due(request.desk, now, delays(request.urgency).tell)
    owe(request, "not_found_yet", due_at=moment, now=now, need=need)
    progress.refresh(request, by=SYSTEM, now=now)


def stop_search(need: Need, *, now: datetime) -> None:
    """No wave will open any more for this need."""
    _forget_planned(need)
    Wave.objects.filter(need=need, closed_at=None).update(closed_at=now)
    others = Need.objects.filter(request_id=need.request_id, state="searching").exclude(pk=need.pk)
    if not others.exists():
        Task.objects.about("request", need.request_id).open().filter(
            kind__in=("desk.call_list", "desk.nobody_left")
        ).update(closed_at=now, outcome="search_over")


def undelivered(offer_id: UUID, now: datetime) -> None:
    """An offer's SMS did not arrive, or has not left after several tries.

    That carer is to be called, and the desk knows. A second time changes nothing.
    """
    offer = Offer.objects.select_related("need").filter(pk=offer_id).first()
    if offer is None or offer.state != Offer.State.OPEN or offer.channel == Offer.Channel.CALL:
        return
    request = progress.lock(offer.need.request_id)
    Offer.objects.filter(pk=offer_id, state=Offer.State.OPEN).update(channel=Offer.Channel.CALL)
    _owe_calls(request, now)
    progress.refresh(request, by=SYSTEM, now=now)
