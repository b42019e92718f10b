"""The story of a request, read from the journal: who did what, answers folded into the asking."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from maillon.apps.accounts.queries import account_cards
from maillon.apps.desk.models import Desk, Handover, ServiceRequest
from maillon.apps.desk.queries.sheet_cards import NeedCard, OfferCard, WaveCard
from maillon.apps.directory.models import Responder
from maillon.apps.journal.queries import StoryEntry, whole_story
from maillon.kernel.access import Viewer

__all__ = ["Story", "StoryLine", "story_of"]


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One act with the names it needs; ``data`` holds the codes the journal keeps.

    ``wave`` and ``asked``: for a wave, its window and the carers asked with their answers.
    ``need`` is said only where the request holds several; ``service`` is where it was handed
    over. ``struck``: cancelled since.
    """

    id: UUID
    act: str
    at: datetime
    who: str
    carer: str
    data: dict[str, Any]
    need: str = ""
    service: str = ""
    wave: WaveCard | None = None
    asked: tuple[OfferCard, ...] = ()
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """Every act, oldest first; how many people wrote, corrections included; when the last one did.

    ``people`` are the names of who acted, was given something, or owns the request.
    """

    lines: tuple[StoryLine, ...]
    hands: int
    last_at: datetime | None
    people: Mapping[str, str]


def story_of(
    viewer: Viewer,
    request: ServiceRequest,
    needs: Sequence[NeedCard],
    handovers: Sequence[Handover],
) -> Story:
    """What happened to a request; the caller has checked the right to it."""
    written = whole_story(viewer, "request", request.pk)
    people = _people(written.acts, request.owner_account_id)
    lines = _lines(written.acts, needs, people, handovers)
    return Story(tuple(lines), written.hands, written.last_at, people)


def _lines(
    entries: Sequence[StoryEntry],
    needs: Sequence[NeedCard],
    authors: dict[str, str],
    handovers: Iterable[Handover],
) -> Iterator[StoryLine]:
    carers = _carers(entries, needs)
    asked = {
        (need.id, offer.responder_id, offer.made_at): (wave, offer)
        for need in needs
        for wave in need.waves
        for offer in wave.offers
    }
    services = {**_services(handovers), **_desks(entries)}
    labels = {need.id: need.label for need in needs} if len(needs) > 1 else {}
    folded = {(offer.responder_id, offer.answered_at) for _, offer in asked.values()}
    for entry in entries:
        if entry.act != "desk.declined" or (_carer_id(entry), entry.occurred_at) not in folded:
            yield _line(entry, authors, carers, asked, services, labels)


Asked = dict[tuple[UUID, UUID, datetime], tuple[WaveCard, OfferCard]]


def _line(
    entry: StoryEntry,
    authors: dict[str, str],
    carers: dict[UUID, str],
    asked: Asked,
    services: dict[datetime, str],
    labels: dict[UUID, str],
) -> StoryLine:
    need = entry.subjects.get("need", entry.id)
    ids = [UUID(pk) for pk in entry.data.get("responders", ())]
    found = [asked.get((need, pk, entry.occurred_at)) for pk in ids]
    here = [one for one in found if one is not None]
    carer = _carer_id(entry)
    return StoryLine(
        id=entry.id,
        act=entry.act,
        at=entry.occurred_at,
        who=authors.get(entry.author_id, ""),
        carer=carers.get(carer, "")
        if carer
        else authors.get(str(entry.data.get("to_account")), ""),
        data=entry.data,
        need=labels.get(need, ""),
        service=services.get(entry.occurred_at, ""),
        wave=here[0][0] if here else None,
        asked=tuple(offer for _, offer in here),
        struck=entry.cancelled,
    )


def _services(rows: Iterable[Handover]) -> dict[datetime, str]:
    """The service called, by the moment of the call and by that of its answer."""
    named = {row.started_at: row.target_name or row.get_target_display() for row in rows}
    ended = {row.outcome_at: named[row.started_at] for row in rows if row.outcome_at}
    return {**named, **ended}


def _desks(entries: Iterable[StoryEntry]) -> dict[datetime, str]:
    """The desk that took over, by the moment it did."""
    moved = {e.occurred_at: e.data["to_desk"] for e in entries if e.data.get("to_desk")}
    if not moved:
        return {}
    names = {
        str(pk): name
        for pk, name in Desk.objects.filter(pk__in=moved.values()).values_list("pk", "name")
    }
    return {at: names.get(pk, "un autre poste") for at, pk in moved.items()}


def _people(entries: Iterable[StoryEntry], owner: UUID | None) -> dict[str, str]:
    """Colleagues by id: those who acted, to whom something was given, who owns it now."""
    ids = {entry.author_id for entry in entries if entry.author_kind == "account"}
    ids |= {str(entry.data["to_account"]) for entry in entries if entry.data.get("to_account")}
    cards = account_cards({UUID(pk) for pk in ids} | ({owner} if owner else set()))
    return {str(card.id): card.name for card in cards.values()}


def _carer_id(entry: StoryEntry) -> UUID | None:
    told = entry.data.get("responder")
    return UUID(told) if told else None


def _carers(entries: Iterable[StoryEntry], needs: Iterable[NeedCard]) -> dict[UUID, str]:
    known = {o.responder_id: o.name for need in needs for o in need.offers}
    named = {pk for entry in entries if (pk := _carer_id(entry)) is not None}
    missing = named - set(known)
    if missing:
        known |= dict(Responder.objects.filter(pk__in=missing).values_list("pk", "name"))
    return known
