"""What must always hold at a desk, as queries for ``maillon verify``.

Each yields one French sentence per breach, naming the row and no person.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, Max, OuterRef, Q, Subquery, Sum

from maillon.apps.accounts.models import ScopedRole
from maillon.apps.desk.actions.answerable import SHARED
from maillon.apps.desk.models import (
    Assignment,
    Callback,
    DayCounter,
    ExpertQuestion,
    Need,
    Offer,
    ServiceRequest,
    Shift,
    Wave,
)
from maillon.apps.journal.models import Entry
from maillon.apps.messaging.models import OutboxMessage
from maillon.apps.tasks.models import Task
from maillon.kernel.models import Job

__all__ = ["INVARIANTS"]

GRACE = timedelta(minutes=2)
CALLED_WITHIN = timedelta(minutes=5)


def numbers_are_gap_free(now: datetime) -> Iterator[str]:
    """I1: per desk that took the calls and day, as many requests as the last number given.

    A day whose requests are all gone is seen by its counter.
    """
    requests = ServiceRequest.objects.order_by().values_list("received_desk_id", "day")
    days = {
        (desk, day): (n, last)
        for desk, day, n, last in requests.annotate(n=Count("pk"), last=Max("number"))
    }
    given = {(c.desk_id, c.day): c.last for c in DayCounter.objects.filter(last__gt=0)}
    for key in days.keys() | given.keys():
        n, last = days.get(key, (0, None))
        if not n == last == given.get(key):
            yield f"numéros du {key[1]} : {n} demandes, dernier n° {last}/{given.get(key)}"


def one_assignment_per_seat(now: datetime) -> Iterator[str]:
    """I3: at most one living assignment per need, shift and seat; one seat per responder, and
    per hand behind a line that several share.
    """
    living = Assignment.objects.filter(withdrawn_at=None)
    for fields in (("need_id", "shift_id", "seat"), ("shift_id", "responder_id", "hand")):
        for row in living.values(*fields).annotate(n=Count("pk")).filter(n__gt=1):
            yield f"garde {row['shift_id']} : {row['n']} affectations pour une place"
    for alone in living.filter(hand__gt=1).exclude(responder__kind__in=SHARED):
        yield f"affectation {alone.pk} : une seconde place pour une seule personne"


def no_seat_beyond_those_asked(now: datetime) -> Iterator[str]:
    """I3: no shift holds more carers than it has seats."""
    held = Count("assignments", filter=Q(assignments__withdrawn_at=None))
    for shift in Shift.objects.annotate(held=held).filter(held__gt=F("seats")):
        yield f"garde {shift.pk} : {shift.held} personnes pour {shift.seats} places"


def nobody_stands_in_two_watches(now: datetime) -> Iterator[str]:
    """I3: no responder holds two watches that share a moment, at whatever desk."""
    living = Assignment.objects.filter(withdrawn_at=None, shift__starts_at__isnull=False)
    other = Assignment.objects.filter(
        withdrawn_at=None,
        responder=OuterRef("responder"),
        pk__gt=OuterRef("pk"),
        shift__starts_at__lt=OuterRef("shift__ends_at"),
        shift__ends_at__gt=OuterRef("shift__starts_at"),
    ).exclude(shift=OuterRef("shift"))  # several of a cabinet stand in one watch, each once
    for held in living.filter(Exists(other)):
        yield f"affectation {held.pk} : une autre garde aux mêmes heures"


def losers_are_told(now: datetime) -> Iterator[str]:
    """I4: every open SMS offer of a need found has an answer or a word on its way."""
    waiting = Offer.objects.filter(state=Offer.State.OPEN).exclude(need__state=Need.State.SEARCHING)
    for offer in waiting.iterator():
        yield f"proposition {offer.pk} encore ouverte pour un besoin {offer.need.state}"


def requester_is_owed_twice(now: datetime) -> Iterator[str]:
    """I5: found → the word "found" exists; begun → the word "care has begun" exists."""
    for state, kind in (("found", "found"), ("begun", "care_begun"), ("answered", "answer")):
        whose = (
            {"request": OuterRef("request_id")} if kind == "answer" else {"need": OuterRef("pk")}
        )
        owed = Callback.objects.filter(kind=kind, **whose)
        for need in Need.objects.filter(state=state).exclude(Exists(owed)):
            yield f"besoin {need.pk} ({state}) sans rappel « {kind} »"


def the_end_is_told(now: datetime) -> Iterator[str]:
    """I5: a need given up by anybody but the requester owes her one more word."""
    said = Callback.objects.filter(need=OuterRef("pk"), kind="stopped")
    ended = Need.objects.filter(state="cancelled").exclude(
        cancelled_reason__in=("requester_cancelled", "mistake", "samu15", "redirected")
    )
    for need in ended.exclude(Exists(said)):
        yield f"besoin {need.pk} abandonné sans que le demandeur doive l’apprendre"


def asked_needs_have_a_question(now: datetime) -> Iterator[str]:
    """I5: an opinion awaited is awaited from somebody, with a deadline."""
    awaited = ExpertQuestion.objects.filter(
        request=OuterRef("request_id"), outcome="", task__closed_at=None
    )
    for need in Need.objects.filter(state=Need.State.ASKED).exclude(Exists(awaited)):
        yield f"besoin {need.pk} : avis attendu, et personne n’est interrogé"


def nothing_closes_while_owed(now: datetime) -> Iterator[str]:
    """I5: no closed request keeps an open call-back or an unsettled need."""
    closed = ServiceRequest.objects.filter(closed_at__isnull=False)
    for request in closed.filter(
        Q(callbacks__closed_at=None, callbacks__isnull=False)
        | Q(needs__state__in=("waiting", "searching", "found", "asked"))
    ).distinct():
        yield f"demande {request.reference} terminée alors qu’il reste une parole ou un besoin"


def open_requests_have_owner_and_deadline(now: datetime) -> Iterator[str]:
    """I6: one owner and a deadline, always."""
    orphans = ServiceRequest.objects.open().filter(
        Q(owner_account=None, owner_shift=None) | Q(deadline_at=None)
    )
    for request in orphans:
        yield f"demande {request.reference} sans responsable ou sans échéance"


def owners_sit_at_the_request_s_desk(now: datetime) -> Iterator[str]:
    """I6 across desks: the owner is of the desk that holds the request, and owes its steps."""
    today = now.date()
    seat = ScopedRole.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=today),
        account_id=OuterRef("owner_account_id"), desk_id=OuterRef("desk_id"),
        code__in=("agent", "lead"), starts_on__lte=today, account__is_active=True,
    )  # fmt: skip
    named = ServiceRequest.objects.open().filter(owner_account__isnull=False)
    elsewhere = ServiceRequest.objects.open().exclude(owner_shift=None)
    for request in named.exclude(Exists(seat)):
        yield f"demande {request.reference} au nom de quelqu’un qui n’est plus du poste"
    for request in elsewhere.exclude(owner_shift__desk_id=F("desk_id")):
        yield f"demande {request.reference} confiée à la garde d’un autre poste"


def steps_are_owed_by_the_owner(now: datetime) -> Iterator[str]:
    """I6: whoever owns a request owes all its open steps."""
    owners = {
        pk: (account, shift)
        for pk, account, shift in ServiceRequest.objects.open().values_list(
            "pk", "owner_account_id", "owner_shift_id"
        )
    }
    tasks = Task.objects.open().filter(origin_kind="request", origin_id__in=list(owners))
    for task in tasks:
        if owners[task.origin_id] != (task.owner_account_id, task.owner_group_id):
            yield f"tâche {task.kind} d’une demande, due par un autre que son responsable"


def timers_are_done(now: datetime) -> Iterator[str]:
    """I7: no timer is overdue by more than two minutes, none has given up."""
    late = Job.objects.filter(done_at=None, run_at__lt=now - GRACE)
    for job in late.order_by("run_at"):
        yield f"minuterie {job.kind} due le {job.run_at:%d/%m %H:%M} UTC non faite"


def planned_waves_have_their_timer(now: datetime) -> Iterator[str]:
    """I7: a planned wave of a searching need has its job."""
    planned = Wave.objects.filter(opened_at=None, closed_at=None, need__state="searching")
    for wave in planned:
        if not Job.objects.filter(key=f"wave:{wave.pk}", done_at=None).exists():
            yield f"vague {wave.pk} prévue sans minuterie"


def usual_carer_has_her_window(now: datetime) -> Iterator[str]:
    """I8: nobody else is asked by SMS before a silent usual carer's window ends."""
    usual = Offer.objects.filter(wave__kind="usual", wave__closes_at__isnull=False)
    for offer in usual.select_related("wave"):
        end = min(offer.answered_at or offer.expires_at, offer.expires_at)
        if offer.state in (Offer.State.WITHDRAWN, Offer.State.TAKEN):
            continue
        early = Offer.objects.filter(need_id=offer.need_id, made_at__lt=end).exclude(
            wave__kind="usual"
        )
        if early.filter(made_at__gt=offer.made_at).exists():
            yield f"besoin {offer.need_id} élargi avant la fin de la fenêtre de l’habituel"


def refused_are_never_asked(now: datetime) -> Iterator[str]:
    """I9: no offer to somebody the person had refused."""
    refused = Offer.objects.filter(
        need__request__patient__choices__kind="refused",
        need__request__patient__choices__responder_id=F("responder_id"),
        need__request__patient__choices__recorded_at__lt=F("made_at"),
    )
    for offer in refused:
        yield f"proposition {offer.pk} faite à un intervenant refusé par la personne"


def replies_are_applied_once(now: datetime) -> Iterator[str]:
    """I11: an accepted offer and its assignment go together, one to one."""
    alone = Offer.objects.filter(state="accepted", assignments=None)
    for offer in alone:
        yield f"proposition {offer.pk} acceptée sans affectation"


def withdrawal_reopens(now: datetime) -> Iterator[str]:
    """I13: a need found has every seat held, and one whose seats are all held is found."""
    for need in Need.objects.filter(state__in=("found", "begun")):
        seats = sum(need.shifts.values_list("seats", flat=True))
        if need.assignments.filter(withdrawn_at=None).count() < seats:
            yield f"besoin {need.pk} dit trouvé alors qu’une place est libre"
    places = Shift.objects.filter(need=OuterRef("pk")).values("need").annotate(n=Sum("seats"))
    held = (
        Assignment.objects.filter(need=OuterRef("pk"), withdrawn_at=None)
        .values("need")
        .annotate(n=Count("pk"))
    )
    searched = Need.objects.filter(state=Need.State.SEARCHING).annotate(
        places=Subquery(places.values("n")), held=Subquery(held.values("n"))
    )
    for need in searched.filter(held__gte=F("places")):
        yield f"besoin {need.pk} encore cherché alors que toutes ses places sont prises"


def offers_have_their_message(now: datetime) -> Iterator[str]:
    """I14: an SMS offer and its outbox row were committed together."""
    queued = OutboxMessage.objects.filter(about_kind="offer", about_id=OuterRef("pk"))
    for offer in Offer.objects.filter(channel="sms").exclude(Exists(queued)):
        yield f"proposition {offer.pk} par SMS sans message"


def the_call_list_takes_over(now: datetime) -> Iterator[str]:
    """I15: five minutes after its time, an offer whose SMS was tried and has not left is called."""
    stuck = OutboxMessage.objects.filter(
        about_kind="offer", about_id=OuterRef("pk"), attempts__gt=0,
        state__in=("queued", "sending", "failed"), not_before__lt=now - CALLED_WITHIN,
    )  # fmt: skip
    for offer in Offer.objects.filter(Exists(stuck), state=Offer.State.OPEN, channel="sms"):
        yield f"proposition {offer.pk} : SMS non parti, et pas sur la liste d’appel"


def no_search_without_triage(now: datetime) -> Iterator[str]:
    """I18: no path skips triage."""
    skipped = Need.objects.exclude(state="waiting").filter(request__triaged_at=None)
    for need in skipped:
        yield f"besoin {need.pk} avancé sans tri"


def totals_agree(now: datetime) -> Iterator[str]:
    """I20: as many "received" acts as requests, as many "closed" acts as closed requests."""
    counts = dict(
        Entry.objects.filter(act__in=("desk.received", "desk.closed"), cancels=None)
        .filter(cancelled_by=None)
        .values_list("act")
        .annotate(n=Count("pk"))
    )
    received = ServiceRequest.objects.count()
    closed = ServiceRequest.objects.filter(closed_at__isnull=False).count()
    if counts.get("desk.received", 0) != received:
        yield f"{received} demandes, {counts.get('desk.received', 0)} au journal"
    if counts.get("desk.closed", 0) != closed:
        yield f"{closed} demandes terminées, {counts.get('desk.closed', 0)} au journal"


def callbacks_follow_their_task(now: datetime) -> Iterator[str]:
    """A word owed and its task are open together and closed together."""
    apart = Callback.objects.filter(
        Q(closed_at=None, task__closed_at__isnull=False)
        | Q(closed_at__isnull=False, task__closed_at=None)
    )
    for callback in apart:
        yield f"rappel {callback.pk} et sa tâche ne disent pas la même chose"


def closed_requests_leave_no_task(now: datetime) -> Iterator[str]:
    """Nothing is asked of anybody for a request that is over."""
    open_ids = Task.objects.open().filter(origin_kind="request").values("origin_id")
    for request in ServiceRequest.objects.filter(closed_at__isnull=False, pk__in=open_ids):
        yield f"demande {request.reference} terminée avec une tâche ouverte"


INVARIANTS: dict[str, Callable[[datetime], Iterable[str]]] = {
    "I1 numéros sans trou": numbers_are_gap_free,
    "I3 une affectation par place": one_assignment_per_seat,
    "I3 pas plus de monde que de places": no_seat_beyond_those_asked,
    "I3 jamais deux gardes à la fois": nobody_stands_in_two_watches,
    "I4 les autres sont prévenus": losers_are_told,
    "I5 deux paroles dues au demandeur": requester_is_owed_twice,
    "I5 un abandon se dit": the_end_is_told,
    "I5 un avis attendu l’est de quelqu’un": asked_needs_have_a_question,
    "I5 rien ne se ferme tant qu’on doit": nothing_closes_while_owed,
    "I6 un responsable et une échéance": open_requests_have_owner_and_deadline,
    "I6 le responsable est du poste": owners_sit_at_the_request_s_desk,
    "I6 le responsable doit chaque étape": steps_are_owed_by_the_owner,
    "I7 minuteries faites": timers_are_done,
    "I7 vagues prévues avec minuterie": planned_waves_have_their_timer,
    "I8 l’habituel d’abord": usual_carer_has_her_window,
    "I9 jamais un intervenant refusé": refused_are_never_asked,
    "I11 une réponse, une affectation": replies_are_applied_once,
    "I13 un désistement rouvre": withdrawal_reopens,
    "I14 un SMS par proposition": offers_have_their_message,
    "I15 la liste d’appel prend le relais": the_call_list_takes_over,
    "I18 rien sans tri": no_search_without_triage,
    "I20 les totaux s’accordent": totals_agree,
    "tâches et rappels ensemble": callbacks_follow_their_task,
    "tâches closes avec la demande": closed_requests_leave_no_task,
}
