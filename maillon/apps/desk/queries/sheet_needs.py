"""The needs of a request as the sheet shows them: waves, carers asked, who comes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

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
from maillon.kernel.prepared import Prepared

__all__ = ["needs_of", "sms_states"]


def needs_of(request: ServiceRequest) -> tuple[NeedCard, ...]:
    """Every need in order; the caller has checked the right to the request."""
    opened = _WAVES.objects(request.pk)
    offers = _OFFERS.objects(request.pk) if opened else []
    sent = sms_states("offer", [offer.pk for offer in offers])
    asked = _by_key(offers, "wave_id")
    waves, shifts, held = (
        _by_key(rows, "need_id")
        for rows in (opened, _SHIFTS.objects(request.pk), _HELD.objects(request.pk))
    )
    return tuple(
        _need(
            row,
            waves=[_wave(wave, asked[wave.pk], sent) for wave in waves[row.pk]],
            shifts=shifts[row.pk],
            held=tuple(map(_assignment, held[row.pk])),
        )
        for row in _NEEDS.objects(request.pk)
    )


def _by_key(rows: Iterable[Any], name: str) -> defaultdict[UUID, list[Any]]:
    found: defaultdict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


_NEEDS: Final = Prepared(
    lambda request_id: Need.objects.filter(request=request_id).order_by("position"), UUID
)
_SHIFTS: Final = Prepared(
    lambda request_id: Shift.objects.filter(need__request=request_id).order_by("number"), UUID
)
_WAVES: Final = Prepared(
    lambda request_id: Wave.objects.filter(need__request=request_id).order_by("number"), UUID
)
_OFFERS: Final = Prepared(
    lambda request_id: (
        Offer.objects.filter(need__request=request_id)
        .select_related("responder__commune")
        .order_by("rank", "made_at")
    ),
    UUID,
)
_HELD: Final = Prepared(
    lambda request_id: (
        Assignment.objects.filter(need__request=request_id)
        .select_related("responder")
        .order_by("accepted_at")
    ),
    UUID,
)


def sms_states(kind: str, ids: Iterable[UUID]) -> dict[UUID, str]:
    """How far the last message about each thing went: its state in the outbox."""
    return dict(_SENT.rows(kind, list(ids)))


_SENT: Final = Prepared(
    lambda kind, ids: (
        OutboxMessage.objects.filter(about_kind=kind, about_id__in=ids)
        .order_by("created_at")
        .values_list("about_id", "state")
    ),
    str,
    [UUID],
)


def _need(
    row: Need,
    *,
    waves: Sequence[WaveCard],
    shifts: Sequence[Shift],
    held: tuple[AssignmentCard, ...],
) -> NeedCard:
    planned = [wave for wave in waves if wave.opened_at is None and wave.closed_at is None]
    kind = NEEDS.get(row.code)
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
        seats=sum(shift.seats for shift in shifts),
        state=row.state,
        state_label=row.get_state_display(),
        found_by=row.found_by,
        begun_at=row.begun_at,
        cancelled_label=_ended(row.cancelled_reason),
        waves=tuple(wave for wave in waves if wave.opened_at is not None),
        next_wave=min(planned, key=lambda wave: wave.opens_at, default=None),
        assignments=held,
        shifts=tuple(_shift(shift, held) for shift in shifts),
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


def _wave(row: Wave, asked: Iterable[Offer], sent: Mapping[UUID, str]) -> WaveCard:
    return WaveCard(
        id=row.pk,
        number=row.number,
        kind=row.kind,
        expected=row.expected,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        offers=tuple(_offer(offer, sent.get(offer.pk, "")) for offer in asked),
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
