"""Half-typed requests: their author's alone, opened only to be gone on with."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from maillon.apps.desk.access import desks_of
from maillon.apps.desk.actions.undoing import OFFERED
from maillon.apps.desk.models import Desk, Draft
from maillon.apps.desk.queries.moments import clock_words, day_words
from maillon.apps.desk.vocabulary import REQUESTER_KINDS, need_label
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["DraftCard", "DraftState", "draft_state", "my_drafts", "put_aside", "saved_at"]

Typed = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class DraftState:
    """One draft as it was typed, or the request it became."""

    id: UUID
    desk_id: UUID
    typed: Typed
    created_at: datetime
    saved: str  # « Brouillon enregistré à 9 h 41 »
    request_id: UUID | None
    discarded: bool


@dataclass(frozen=True, slots=True)
class DraftCard:
    """One draft on the list; ``worth_keeping`` once it says who asks and for what or where."""

    id: UUID
    caller: str
    about: str
    saved: str
    worth_keeping: bool


def draft_state(viewer: AccountViewer, draft_id: UUID) -> DraftState | None:
    """The draft of this page; ``None`` before its first save, ``NotFound`` when not hers."""
    draft = Draft.objects.select_related("desk").filter(pk=draft_id).first()
    if draft is None:
        return None
    if draft.account_id != viewer.account_id or draft.desk_id not in desks_of(viewer):
        raise NotFound
    return DraftState(
        id=draft.pk,
        desk_id=draft.desk_id,
        typed=json.loads(draft.payload or "{}"),
        created_at=draft.created_at,
        saved=_saved(draft.desk, draft.updated_at),
        request_id=draft.request_id,
        discarded=draft.discarded_at is not None,
    )


def my_drafts(viewer: AccountViewer, *, now: datetime) -> tuple[DraftCard, ...]:
    """Her living drafts at her desks, the latest first."""
    rows = Draft.objects.select_related("desk").filter(
        account_id=viewer.account_id,
        desk_id__in=desks_of(viewer),
        request=None,
        discarded_at=None,
    )
    return tuple(_card(draft, now) for draft in rows.order_by("-updated_at"))


def put_aside(viewer: AccountViewer, *, now: datetime) -> UUID | None:
    """Her draft discarded less than ten seconds ago, which she may take back."""
    fresh = Draft.objects.filter(
        account_id=viewer.account_id,
        desk_id__in=desks_of(viewer),
        request=None,
        discarded_at__gt=now - OFFERED,
    )
    return fresh.order_by("-discarded_at").values_list("pk", flat=True).first()


def saved_at(viewer: AccountViewer, draft_id: UUID) -> str:
    """« Brouillon enregistré à 9 h 41 », for its author; ``NotFound`` otherwise."""
    state = draft_state(viewer, draft_id)
    if state is None:
        raise NotFound
    return state.saved


def _saved(desk: Desk, moment: datetime) -> str:
    return f"Brouillon enregistré à {clock_words(moment, ZoneInfo(desk.timezone))}"


def _card(draft: Draft, now: datetime) -> DraftCard:
    typed: Typed = json.loads(draft.payload or "{}")
    tz = ZoneInfo(draft.desk.timezone)
    day = day_words(draft.updated_at.astimezone(tz).date(), now.astimezone(tz).date())
    needs = ", ".join(need_label(code) for code in typed.get("need", []))
    return DraftCard(
        id=draft.pk,
        caller=_caller(typed),
        about=needs,
        saved=" ".join(part for part in (day, "à", clock_words(draft.updated_at, tz)) if part),
        worth_keeping=bool(
            (_one(typed, "phone") or _one(typed, "kind")) and (needs or _one(typed, "commune"))
        ),
    )


def _caller(typed: Typed) -> str:
    kind = REQUESTER_KINDS.get(_one(typed, "kind"))
    said = (_one(typed, "house"), _one(typed, "caller_name"), _one(typed, "phone"))
    words = next((word for word in said if word), "")
    return " · ".join(part for part in (kind.label if kind else "", words) if part)


def _one(typed: Typed, name: str) -> str:
    return (typed.get(name) or [""])[0].strip()
