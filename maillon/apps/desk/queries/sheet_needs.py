"""The needs of a request as the sheet shows them: waves, carers asked, who comes."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Prefetch

from maillon.apps.desk.actions.answerable import SHARED
from maillon.apps.desk.models import Assignment, Need, Offer, ServiceRequest, Shift, Wave
from maillon.apps.desk.queries.sheet_cards import (
    AssignmentCard,
    NeedCard,
    OfferCard,
    ShiftCard,
    WaveCard,
)
from maillon.apps.desk.vocabulary import (
    CANCELLATIONS,
    CLOSINGS,
    FREQUENCIES,
    NEEDS,
    PARTS_OF_DAY,
    REFUSALS,
    need_label,
)
from maillon.apps.messaging.models import OutboxMessage

__all__ = ["needs_of", "sms_states"]


def needs_of(request: ServiceRequest) -> tuple[NeedCard, ...]:
    """Every need in order; the caller has checked the right to the request."""
    offers = Offer.objects.select_related("responder__commune").order_by("rank", "made_at")
    waves = Wave.objects.order_by("number").prefetch_related(Prefetch("offers", offers))
    held = Assignment.objects.select_related("responder").order_by("accepted_at")
    shifts = Shift.objects.order_by("number")
    rows = list(
        Need.objects.filter(request=request)
        .order_by("position")
        .prefetch_related(
            Prefetch("shifts", shifts), Prefetch("waves", waves), Prefetch("assignments", held)
        )
    )
    asked = [o.pk for need in rows for wave in need.waves.all() for o in wave.offers.all()]
    sent = sms_states("offer", asked)
    return tuple(_need(row, sent) for row in rows)


def sms_states(kind: str, ids: Iterable[UUID]) -> dict[UUID, str]:
    """How far the last message about each thing went: its state in the outbox."""
    rows = OutboxMessage.objects.filter(about_kind=kind, about_id__in=list(ids))
    latest = rows.order_by("created_at").values_list("about_id", "state")
    return {pk: state for pk, state in latest if pk is not None}


def _need(row: Need, sent: Mapping[UUID, str]) -> NeedCard:
    waves = [_wave(wave, sent) for wave in row.waves.all()]
    planned = [wave for wave in waves if wave.opened_at is None and wave.closed_at is None]
    kind = NEEDS.get(row.code)
    held = tuple(_assignment(one) for one in row.assignments.all())
    return NeedCard(
        id=row.pk,
        position=row.position,
        code=row.code,
        label=need_label(row.code),
        frequency=FREQUENCIES.get(row.frequency, row.frequency),
        part_of_day=PARTS_OF_DAY.get(row.part_of_day, "") if row.part_of_day else "",
        detail=row.detail,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        professions=kind.professions if kind else frozenset(),
        seats=sum(shift.seats for shift in row.shifts.all()),
        state=row.state,
        state_label=row.get_state_display(),
        found_by=row.found_by,
        begun_at=row.begun_at,
        cancelled_label=_ended(row.cancelled_reason),
        waves=tuple(wave for wave in waves if wave.opened_at is not None),
        next_wave=min(planned, key=lambda wave: wave.opens_at, default=None),
        assignments=held,
        shifts=tuple(_shift(shift, held) for shift in row.shifts.all()),
    )


def _shift(row: Shift, held: Iterable[AssignmentCard]) -> ShiftCard:
    living = [one for one in held if one.shift_id == row.pk and one.withdrawn_at is None]
    return ShiftCard(
        id=row.pk,
        number=row.number,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        seats=row.seats,
        held=tuple(sorted(living, key=lambda one: one.seat)),
    )


def _ended(code: str) -> str:
    return CANCELLATIONS.get(code) or CLOSINGS.get(code, code)


def _wave(row: Wave, sent: Mapping[UUID, str]) -> WaveCard:
    return WaveCard(
        id=row.pk,
        number=row.number,
        kind=row.kind,
        expected=row.expected,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        offers=tuple(_offer(offer, sent.get(offer.pk, "")) for offer in row.offers.all()),
    )


def _offer(row: Offer, sms: str) -> OfferCard:
    responder = row.responder
    return OfferCard(
        id=row.pk,
        responder_id=row.responder_id,
        name=responder.name,
        profession=responder.profession,
        place=responder.commune.name if responder.commune else "",
        phone=responder.phone,
        channel=row.channel,
        rank=row.rank,
        state=row.state,
        made_at=row.made_at,
        answered_at=row.answered_at,
        answer_channel=row.answer_channel,
        refusal=row.refusal,
        refusal_label=REFUSALS.get(row.refusal, row.refusal),
        sms=sms,
        reasons=tuple(row.reasons),
        shared=responder.kind in SHARED,
    )


def _assignment(row: Assignment) -> AssignmentCard:
    return AssignmentCard(
        id=row.pk,
        responder_id=row.responder_id,
        name=row.responder.name,
        profession=row.responder.profession,
        phone=row.responder.phone,
        seat=row.seat,
        accepted_at=row.accepted_at,
        details_given_at=row.details_given_at,
        details_channel=row.details_channel,
        begun_at=row.begun_at,
        withdrawn_at=row.withdrawn_at,
        withdrawn_reason=row.withdrawn_reason,
        shift_id=row.shift_id,
        comes=row.comes,
    )
