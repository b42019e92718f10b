"""Whom the desk asked, and what she was told: what the rows prove after the fact, for ``maillon
verify``.

A row is held against another only where both are dated and two hours apart (``CLOCK``): a clock
put right is no breach. What leaves no trace is not judged here: docs/dev/invariants.md says what.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from maillon.apps.desk.facts import policy_of
from maillon.apps.desk.models import Assignment, Offer, Relay
from maillon.apps.directory.models import CoverageArea, CoverageCommune
from maillon.apps.journal.models import Subject
from maillon.apps.messaging.models import InboundMessage, OptOut, OutboxMessage
from maillon.engines.dispatch.hours import is_quiet
from maillon.engines.replies import parse

__all__ = ["ASKING"]

LATELY = timedelta(days=8)  # what is older was said on an earlier night
CLOCK = timedelta(hours=2)
WEEK = timedelta(days=7)
LEAVES_WITHIN = timedelta(minutes=15)
LOST = ("taken", "withdrawn", "watch_gone", "too_late")


def _lately(now: datetime) -> QuerySet[Offer]:
    return Offer.objects.filter(made_at__gt=now - LATELY)


def losers_hear_it(now: datetime) -> Iterator[str]:
    """I4: who was asked by SMS and lost while she could still answer has a word that left.

    She loses with the last acceptance of the one place she was asked about, else of the need;
    where places were given up, nothing dates it. That the word left within the minute is judged
    by the simulator: an hour of the clock is no proof.
    """
    asked = OutboxMessage.objects.filter(
        about_kind="offer", about_id=OuterRef("pk"), state__in=("sent", "delivered")
    )
    given_up = Subject.objects.filter(
        kind="need", object_id=OuterRef("need"), entry__act="desk.seats_given_up"
    )
    taken = Assignment.objects.order_by("-accepted_at").values("accepted_at")
    of_one, of_all = taken.filter(shift=OuterRef("shift")), taken.filter(need=OuterRef("need"))
    lost = _lately(now).filter(
        Exists(asked), ~Exists(given_up), state=Offer.State.TAKEN, channel=Offer.Channel.SMS,
        answered_at=None, responder__opted_out_at=None,
    )  # fmt: skip
    rows = lost.annotate(
        found_at=Coalesce(Subquery(of_one[:1]), Subquery(of_all[:1])),
        phone=asked.values("phone_index")[:1],
    ).filter(expires_at__gt=F("found_at"))
    words = OutboxMessage.objects.filter(template__in=LOST, created_at__gt=now - LATELY)
    left = words.exclude(_never_leaves(now)).order_by("created_at")
    told = {
        (phone, params.get("reference")): at  # the last one: she may lose twice
        for phone, params, at in left.values_list("phone_index", "params", "created_at")
    }
    fields = ("pk", "phone", "need__request__reference", "made_at")
    for pk, phone, reference, made_at in rows.values_list(*fields):
        at = told.get((phone, reference))
        if at is None or at < made_at - CLOCK:
            yield f"proposition {pk} perdue, et aucun mot n’est parti"


def _never_leaves(now: datetime) -> Q:
    late = Q(state__in=("queued", "sending"), created_at__lt=now - LEAVES_WITHIN)
    return late | Q(state="cancelled")


def asked_within_her_zone(now: datetime) -> Iterator[str]:
    """I9: an offer of the zone, or of its neighbours, went to who had declared that place.

    A zone is replaced whole: the one that was declared before the offer is the one it met.
    """
    here = CoverageCommune.objects.filter(
        responder=OuterRef("responder"), commune=OuterRef("need__request__commune")
    )
    newest = CoverageArea.objects.filter(responder=OuterRef("responder")).order_by("-declared_at")
    offers = _lately(now).annotate(declared=newest.values("declared_at")[:1])
    known = offers.filter(declared__lt=F("made_at") - CLOCK)
    strangers = (
        known.filter(~Exists(here.filter(near=False)), wave__kind="zone"),
        known.filter(~Exists(here), wave__kind="neighbours"),
    )
    for offers in strangers:
        for pk in offers.values_list("pk", flat=True):
            yield f"proposition {pk} faite hors de la zone déclarée"


def asked_who_would_be(now: datetime) -> Iterator[str]:
    """I9: nobody was asked who had said STOP, or that she takes nobody, and still says so."""
    stopped = OptOut.objects.filter(
        phone_index=OuterRef("responder__phone_index"), since__lt=OuterRef("made_at") - CLOCK
    )
    before = F("made_at") - CLOCK
    asked = _lately(now).exclude(wave__kind="call_list")
    out = Exists(stopped) | Q(responder__opted_out_at__lt=before)
    for pk in asked.filter(out).values_list("pk", flat=True):
        yield f"proposition {pk} faite après un STOP"
    away = Q(responder__availability="no", responder__availability_declared_at__lt=before)
    for pk in asked.filter(away).values_list("pk", flat=True):
        yield f"proposition {pk} faite à qui s’est dit indisponible"


def nobody_is_asked_at_night(now: datetime) -> Iterator[str]:
    """I9: no SMS offer was made in the quiet hours of its desk, as they stand since."""
    changed = _settings_changed()
    moved = Relay.objects.filter(request=OuterRef("need__request")).exclude(to_desk=F("from_desk"))
    stayed = _lately(now).filter(~Exists(moved), channel=Offer.Channel.SMS)
    quiet: dict[UUID, Callable[[datetime], bool]] = {}
    for offer in stayed.select_related("need__request__desk").iterator():
        desk = offer.need.request.desk
        if desk.pk not in quiet:
            quiet[desk.pk] = _quiet_hours(desk.policy, desk.timezone)
        known = changed.get(desk.pk, offer.made_at) <= offer.made_at
        if known and quiet[desk.pk](offer.made_at):
            yield f"proposition {offer.pk} faite par SMS aux heures de repos"


def _quiet_hours(policy: dict[str, Any], timezone: str) -> Callable[[datetime], bool]:
    read, zone = policy_of(policy), ZoneInfo(timezone)
    return lambda at: is_quiet(at, read.quiet_start, read.quiet_end, zone)


def _settings_changed() -> dict[UUID, datetime]:
    changes = Subject.objects.filter(kind="desk", entry__act="desk.settings_changed")
    return dict(changes.values_list("object_id").annotate(at=Max("entry__occurred_at")))


def her_share_was_counted(now: datetime) -> Iterator[str]:
    """I10: the offers of the week that ranked her are those she had received.

    Whether offers follow what was declared depends on who lives where: no row is at fault. That
    the ranking read true figures is what can be proved; the rest is the simulator's.
    """
    made: defaultdict[UUID, list[datetime]] = defaultdict(list)
    behind = Offer.objects.filter(made_at__gt=now - LATELY - WEEK - CLOCK).order_by("made_at")
    for responder, at in behind.values_list("responder_id", "made_at"):
        made[responder].append(at)
    ranked = _lately(now).values_list("pk", "responder_id", "made_at", "reasons")
    for pk, responder, at, reasons in ranked.iterator():
        fair = [one["data"] for one in reasons if one["code"] == "fairness"]
        said = fair[0].get("offers") if fair else None
        if said is None:
            continue
        least = _between(made[responder], at - WEEK + CLOCK, at - CLOCK)
        most = _between(made[responder], at - WEEK - CLOCK, at + CLOCK)
        if not least <= said <= most:
            yield f"proposition {pk} : classée sur {said} propositions, {least} au moins reçues"


def _between(moments: Sequence[datetime], start: datetime, end: datetime) -> int:
    """How many of these moments, in order, lie strictly between the two."""
    return bisect_left(moments, end) - bisect_right(moments, start)


def a_bare_yes_took_nothing(now: datetime) -> Iterator[str]:
    """I12: a yes without a code, applied while another offer waited on that phone.

    Words are kept thirty days; the journal says which offer came first, whatever the clock said.
    """
    applied = InboundMessage.objects.filter(
        outcome="accepted", handled_at__gt=now - LATELY
    ).exclude(phone_index="")
    codes: defaultdict[str, set[str]] = defaultdict(set)
    asked = Offer.objects.filter(responder__phone_index__in=applied.values("phone_index"))
    for telephone, code in asked.values_list("responder__phone_index", "code").iterator():
        codes[telephone].add(code)
    for inbound in applied.iterator():
        reply = parse(inbound.body, frozenset(codes[inbound.phone_index]))
        if reply.code is not None or reply.reference is not None or inbound.handled_at is None:
            continue
        hers = Offer.objects.filter(responder__phone_index=inbound.phone_index)
        if _waited_then(hers, inbound.handled_at):
            yield f"message reçu {inbound.pk} : un oui sans référence a choisi entre deux offres"


def _waited_then(hers: QuerySet[Offer], at: datetime) -> bool:
    """Whether another offer of that phone was certainly open when this yes was applied."""
    this = Q(state=Offer.State.ACCEPTED, answer_channel="sms", answered_at=at)
    taken = hers.filter(this).first()
    accepted = "desk.accepted"
    told = _first_told(accepted, taken.need_id, entry__occurred_at=at) if taken else None
    later = Q(answered_at__gt=at, expires_at__gt=at + CLOCK)
    others = hers.filter(Q(state=Offer.State.OPEN) | later).exclude(this).select_related("wave")
    if told is None:
        return False
    for other in others:
        made = _first_told("desk.wave_opened", other.need_id, entry__data__wave=other.wave.number)
        if made is None or made > told:
            continue
        answered = other.answered_at
        before = _first_told(accepted, other.need_id, entry__occurred_at=answered)
        if answered is None or before is None or before > told:
            return True  # else she had answered it already, under a clock that ran ahead
    return False


def _first_told(act: str, need_id: UUID, **more: Any) -> int | None:
    """The place in the journal of the first such act about that need."""
    told = Subject.objects.filter(kind="need", object_id=need_id, entry__act=act, **more)
    first: int | None = told.aggregate(first=Min("pk"))["first"]
    return first


ASKING: dict[str, Callable[[datetime], Iterable[str]]] = {
    "I4 un mot est parti": losers_hear_it,
    "I9 jamais hors de sa zone": asked_within_her_zone,
    "I9 jamais après un STOP ou une absence dite": asked_who_would_be,
    "I9 jamais aux heures de repos": nobody_is_asked_at_night,
    "I10 sa part de la semaine est comptée": her_share_was_counted,
    "I12 un oui sans référence ne prend rien": a_bare_yes_took_nothing,
}
