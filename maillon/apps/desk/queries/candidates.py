"""Who could be asked for a need, in the order of asking, and why not somebody else."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from maillon.apps.desk import access, facts
from maillon.apps.desk.models import Need, Offer
from maillon.apps.desk.queries.sheet_cards import DeskCard, NeedCard
from maillon.apps.desk.queries.sheet_needs import needs_of
from maillon.apps.directory import queries as directory
from maillon.apps.directory.models import Responder
from maillon.engines.dispatch import Ranked, Reason
from maillon.errors import NotFound
from maillon.kernel.access import Viewer
from maillon.kernel.crypto import fold

__all__ = ["Candidate", "Candidates", "Found", "Why", "candidates", "look_for", "why"]

MOST = 12  # names answered to a search


@dataclass(frozen=True, slots=True)
class Candidate:
    """An eligible carer at her place, with every reason as code and data."""

    responder_id: UUID
    position: int
    tier: str
    score: float
    name: str
    profession: str
    place: str
    phone: str
    by_sms: bool
    reasons: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Candidates:
    """The order of asking for one need, as of ``at``."""

    need: NeedCard
    request_id: UUID
    reference: str
    desk: DeskCard
    place: str
    at: datetime
    tiers: tuple[tuple[str, tuple[Candidate, ...]], ...]

    @property
    def count(self) -> int:
        """How many may be asked now."""
        return sum(len(people) for _, people in self.tiers)


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody a name points to; ``responder_id`` is None where she cannot be asked."""

    name: str
    profession: str
    place: str
    responder_id: UUID | None


@dataclass(frozen=True, slots=True)
class Why:
    """The answer to « pourquoi pas elle ? »: eligible or not, and all the causes."""

    responder_id: UUID
    name: str
    profession: str
    place: str
    eligible: bool
    tier: str
    position: int | None
    reasons: tuple[dict[str, Any], ...]
    offer_state: str  # what became of an offer already made for this need


def candidates(viewer: Viewer, need_id: UUID, now: datetime) -> Candidates:
    """Everybody who may be asked now, by tier; ``NotFound`` outside the viewer's desk."""
    need = _need(viewer, need_id, now)
    ranked = facts.ranking(need, now)
    cards = _responders(UUID(one.responder_id) for one in ranked)
    others = _usual_share(ranked)
    tiers: dict[str, list[Candidate]] = defaultdict(list)
    for one in ranked:
        tiers[one.tier].append(_candidate(one, cards[UUID(one.responder_id)], others))
    desk = need.request.desk
    return Candidates(
        need=next(card for card in needs_of(need.request) if card.id == need.pk),
        request_id=need.request_id,
        reference=need.request.reference,
        desk=DeskCard(desk.pk, desk.name, desk.phone, desk.timezone),
        place=need.request.commune.name,
        at=now,
        tiers=tuple((tier, tuple(people)) for tier, people in tiers.items()),
    )


def _need(viewer: Viewer, need_id: UUID, now: datetime) -> Need:
    need = Need.objects.filter(pk=need_id).first()
    if need is None:
        raise NotFound
    need.request = access.require_request(viewer, need.request_id, now=now)
    return need


def _responders(ids: Any) -> dict[UUID, Responder]:
    return Responder.objects.select_related("commune").in_bulk(list(ids))


def _usual_share(ranked: tuple[Ranked, ...]) -> float | None:
    """Offers of the last week, on average, among those who may be asked."""
    figures = [
        float(reason.data["offers"])  # type: ignore[arg-type]
        for one in ranked
        for reason in one.reasons
        if reason.code == "fairness"
    ]
    return sum(figures) / len(figures) if len(figures) > 1 else None


def _candidate(one: Ranked, card: Responder, others: float | None) -> Candidate:
    return Candidate(
        responder_id=card.pk,
        position=one.position,
        tier=one.tier,
        score=one.score,
        name=card.name,
        profession=card.profession,
        place=card.commune.name if card.commune else "",
        phone=card.phone,
        by_sms=one.by_sms,
        reasons=tuple(_reason(reason, others) for reason in one.reasons),
    )


def _reason(reason: Reason, others: float | None = None) -> dict[str, Any]:
    data = dict(reason.data)
    if reason.code == "fairness" and others is not None:
        data["others"] = others
    return {"code": reason.code, "data": data}


def look_for(viewer: Viewer, need_id: UUID, text: str, now: datetime) -> tuple[Found, ...]:
    """Everybody that name points to: those who can be asked, then professionals who cannot.

    ``NotFound`` outside the viewer's desk; nothing for less than two letters.
    """
    _need(viewer, need_id, now)
    wanted = fold(text)
    if len(wanted) < 2:
        return ()
    living = Responder.objects.filter(practitioner_role__ended_on=None)
    rows = living.select_related("commune").order_by("folded_name", "pk")
    for word in wanted.split():
        rows = rows.filter(folded_name__contains=word)
    asked = [
        Found(row.name, row.profession, row.commune.name if row.commune else "", row.pk)
        for row in rows[:MOST]
    ]
    listed = directory.search_practitioners(viewer, text).results
    known = [Found(r.name, r.profession, r.town, None) for r in listed if r.responder_id is None]
    return tuple([*asked, *known][:MOST])


def why(viewer: Viewer, need_id: UUID, responder_id: UUID, now: datetime) -> Why:
    """The verdict on one responder, with all its causes; ``NotFound`` when she is unknown."""
    need = _need(viewer, need_id, now)
    verdict = facts.verdict_on(need, responder_id, now)
    card = _responders([responder_id]).get(responder_id)
    if verdict is None or card is None:
        raise NotFound
    offer = Offer.objects.filter(need=need, responder_id=responder_id).order_by("made_at").last()
    placed = (r for r in facts.ranking(need, now) if r.responder_id == str(responder_id))
    place = next(placed, None) if verdict.eligible else None
    return Why(
        responder_id=card.pk,
        name=card.name,
        profession=card.profession,
        place=card.commune.name if card.commune else "",
        eligible=verdict.eligible,
        tier=verdict.tier or "",
        position=place.position if place else None,
        reasons=tuple(_reason(reason) for reason in verdict.reasons),
        offer_state=offer.state if offer else "",
    )
