"""The rest of what must always hold at a desk: drafts, carers, hands, opening hours.

Like ``invariants.py``: queries for ``maillon verify``, one French sentence per breach, naming
the row and no person. What only a witness can say is judged by the simulator
(docs/dev/invariants.md says which).
"""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q

from maillon.apps.desk.access import agents_of
from maillon.apps.desk.actions.watching import STAYS_LATE
from maillon.apps.desk.attended import Attended, attended
from maillon.apps.desk.models import (
    Assignment,
    Callback,
    Desk,
    DeskShift,
    Draft,
    Need,
    Offer,
    ServiceRequest,
)
from maillon.apps.desk.timing import hours_of
from maillon.apps.desk.vocabulary import NEEDS
from maillon.apps.directory.models import Responder
from maillon.apps.journal.models import Entry
from maillon.apps.messaging.models import OutboxMessage
from maillon.kernel.models import Job

__all__ = ["CHECKS", "left_alone"]

GRACE = timedelta(minutes=2)
WEEK = timedelta(days=7)
NIGHTS = timedelta(days=2)  # verified each night: one that was missed loses nothing
LATELY = timedelta(days=8)  # what is older was said on an earlier night


def drafts_can_be_opened(now: datetime) -> Iterator[str]:
    """I2: each draft still waiting opens, and one that became a request keeps nothing."""
    for draft in Draft.objects.filter(discarded_at=None).iterator(chunk_size=200):
        typed = _typed(draft)
        if typed is None:
            yield f"brouillon {draft.pk} illisible"
        elif draft.request_id is not None and typed:
            yield f"brouillon {draft.pk} encore plein alors que la demande existe"


def _typed(draft: Draft) -> object:
    try:
        return json.loads(draft.payload or "{}")
    except ValueError:
        return None


def deadline_is_owed_the_truth(now: datetime) -> Iterator[str]:
    """I5: past its deadline a need still searched owes, or has said, "not found yet"."""
    late = Need.objects.filter(state=Need.State.SEARCHING, found_by__lt=now - GRACE)
    said = Callback.objects.filter(need=OuterRef("pk"), kind="not_found_yet")
    for pk in late.filter(~Exists(said)).values_list("pk", flat=True):
        yield f"besoin {pk} : échéance passée, personne ne doit le dire au demandeur"


def asked_for_her_own_trade(now: datetime) -> Iterator[str]:
    """I9: nobody holds an open offer for what her profession does not do."""
    open_offers = Offer.objects.filter(state=Offer.State.OPEN)
    rows = open_offers.values_list("pk", "need__code", "responder__profession")
    for pk, code, profession in rows.iterator():
        if code in NEEDS and profession not in NEEDS[code].professions:
            yield f"proposition {pk} faite hors métier"


def nobody_is_overloaded(now: datetime) -> Iterator[str]:
    """I10: nobody holds more live offers than her own limit."""
    live = Count("offers", filter=Q(offers__state=Offer.State.OPEN))
    over = Responder.objects.annotate(live=live).filter(live__gt=F("live_limit"))
    for pk, count in over.values_list("pk", "live"):
        yield f"intervenant {pk} : {count} propositions en même temps, au-delà de sa limite"


def each_yes_is_one_act(now: datetime) -> Iterator[str]:
    """I11: the acts "accepted" tell as many seats as were taken."""
    acts = Entry.objects.filter(act="desk.accepted", cancels=None)
    told = sum(len(data.get("shifts", [1])) for data in acts.values_list("data", flat=True))
    seats = Assignment.objects.count()
    if told != seats:
        yield f"{seats} places prises, {told} au journal"


def withdrawal_is_remembered(now: datetime) -> Iterator[str]:
    """I13: she who gave a seat back does not hold it again."""
    gave_back = Assignment.objects.filter(
        shift=OuterRef("shift"), responder=OuterRef("responder"), withdrawn_at__isnull=False
    )
    again = Offer.objects.filter(state=Offer.State.OPEN, shift__isnull=False)
    for pk in again.filter(Exists(gave_back)).values_list("pk", flat=True):
        yield f"proposition {pk} faite à qui avait rendu cette place"


def undelivered_is_called(now: datetime) -> Iterator[str]:
    """I15: an open offer whose SMS failed is on the call list."""
    failed = OutboxMessage.objects.filter(
        about_kind="offer", about_id=OuterRef("pk"), state=OutboxMessage.State.FAILED
    )
    waiting = Offer.objects.filter(state=Offer.State.OPEN, channel=Offer.Channel.SMS)
    for pk in waiting.filter(Exists(failed)).values_list("pk", flat=True):
        yield f"proposition {pk} non remise et pas dans la liste d’appel"


def timers_never_ring_early(now: datetime) -> Iterator[str]:
    """I16: whatever the clock did, nothing was done before its moment."""
    early = Job.objects.filter(done_at__lt=F("run_at"), done_at__gt=now - LATELY)
    for kind, pk in early.values_list("kind", "pk"):
        yield f"minuterie {kind} n° {pk} déclenchée avant l’heure"


def last_writer_never_wins_in_silence(now: datetime) -> Iterator[str]:
    """I17: a word that somebody recorded says in the journal what its row says, once."""
    lately = Entry.objects.filter(act="desk.called", occurred_at__gt=now - LATELY)
    told = lately.filter(cancels=None, cancelled_by=None)
    acts: dict[UUID, list[object]] = {}
    rows = told.filter(subjects__kind="callback").values_list("subjects__object_id", "data")
    for callback_id, data in rows:
        acts.setdefault(callback_id, []).append(data.get("outcome"))
    said = dict(Callback.objects.filter(pk__in=list(acts)).values_list("pk", "outcome"))
    for callback_id, outcomes in acts.items():
        if outcomes != [said.get(callback_id)]:
            yield f"rappel {callback_id} : le journal et la ligne ne disent pas la même chose"


def shifts_leave_no_doubt(now: datetime) -> Iterator[str]:
    """I19: the shifts of a desk end after they begin and never overlap: each minute has one."""
    before: dict[object, datetime] = {}
    for shift in DeskShift.objects.filter(ends_at__gt=now).order_by("desk_id", "starts_at"):
        if shift.ends_at <= shift.starts_at:
            yield f"plage {shift.pk} sans durée"
        elif shift.starts_at < before.get(shift.desk_id, shift.starts_at):
            yield f"plage {shift.pk} chevauche la précédente"
        before[shift.desk_id] = shift.ends_at


def at_night_it_is_the_next_shift_s(now: datetime) -> Iterator[str]:
    """I6: while its desk is closed, a request is nobody's by name, or will not be for long.

    Somebody who works late keeps what she has before her: the timer of the closing comes back.
    """
    named = ServiceRequest.objects.open().exclude(owner_account=None).order_by("received_at")
    soon = Job.objects.filter(kind="desk.closing", done_at=None, run_at__lte=now + STAYS_LATE)
    watched = {job.payload["desk"] for job in soon}
    closed: dict[UUID, bool] = {}
    for request in named.select_related("desk"):
        desk = request.desk
        if desk.pk not in closed:
            hours = hours_of(desk)
            closed[desk.pk] = not (hours.is_open(now) or hours.is_open(now - GRACE))
        if closed[desk.pk] and str(desk.pk) not in watched:
            yield f"demande {request.reference} au nom de quelqu’un alors que le poste est fermé"


def open_hours_have_somebody(now: datetime) -> Iterator[str]:
    """I19: a desk at work has, for each opening of the week to come, somebody who may answer.

    Known beforehand, from the roles; whether somebody then came is asked afterwards.
    """
    busy = ServiceRequest.objects.filter(
        Q(closed_at=None) | Q(received_at__gt=now - LATELY), desk=OuterRef("pk")
    )
    for desk in Desk.objects.filter(Exists(busy)).order_by("name"):
        hours = hours_of(desk)
        opening = hours.next_open(now)
        while opening < now + WEEK and hours.is_open(opening):
            if not agents_of(desk.pk, now=opening):
                yield f"{desk.name}, ouvert le {opening:%d/%m à %H:%M} UTC : personne pour répondre"
            opening = hours.next_open(hours.end_of_span(opening))


def open_hours_saw_somebody(now: datetime) -> Iterator[str]:
    """I19: no opening of the last two days was left alone for more than a quarter of an hour.

    What nobody could see is no breach. A desk of a demonstration never closes, and nobody sits
    there.
    """
    for desk, told in attended(Desk.objects.filter(synthetic=False), now - NIGHTS, now):
        yield from left_alone(desk, told)


def left_alone(desk: Desk, told: Attended) -> Iterator[str]:
    """One sentence for each absence."""
    for began, until in told.what.absent:
        yield (
            f"{desk.name}, ouvert : personne n’a été vu au poste du {began:%d/%m à %H:%M} "
            f"au {until:%d/%m à %H:%M} UTC"
        )


CHECKS: dict[str, Callable[[datetime], Iterable[str]]] = {
    "I2 brouillons retrouvés": drafts_can_be_opened,
    "I5 à l’échéance, la vérité est due": deadline_is_owed_the_truth,
    "I9 jamais hors métier": asked_for_her_own_trade,
    "I10 jamais plus que sa limite": nobody_is_overloaded,
    "I11 un oui, un acte": each_yes_is_one_act,
    "I13 qui a rendu n’est pas rappelée": withdrawal_is_remembered,
    "I15 un SMS non remis devient un appel": undelivered_is_called,
    "I16 aucune minuterie avant l’heure": timers_never_ring_early,
    "I17 aucune réponse réécrite en silence": last_writer_never_wins_in_silence,
    "I6 la nuit, à la garde suivante": at_night_it_is_the_next_shift_s,
    "I19 une plage et une seule": shifts_leave_no_doubt,
    "I19 quelqu’un pour chaque ouverture": open_hours_have_somebody,
    "I19 quelqu’un a été vu à chaque ouverture": open_hours_saw_somebody,
}
