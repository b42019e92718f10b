"""The board of the desk, its live columns, its paper, and the choice of desk."""

import functools
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillon.apps.desk.access import desks_of
from maillon.apps.desk.queries import board as reads
from maillon.apps.desk.queries.kept import Kept
from maillon.apps.desk.queries.leaving import sms_news
from maillon.apps.desk.queries.paper import paper_board
from maillon.apps.desk.web.here import CHOSEN, desk_here
from maillon.apps.desk.web.wording.leaving import sms_notices
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in

__all__ = ["board", "lanes", "paper", "switch"]


WORDS = "\ue000"  # stands in a drawn card for words that change with each minute


@functools.lru_cache(maxsize=4000)
def _drawn(card: reads.Card) -> str:
    """The same card is drawn once for everybody: it says nothing that depends on who looks."""
    return render_to_string("desk/board_card.html", {"card": card})


def _card(card: reads.Card) -> str:
    still = replace(card, mine=False, due=replace(card.due, text=WORDS))
    return _drawn(still).replace(WORDS, escape(card.due.text))


_COLUMNS: Final = Kept[SafeString]()


def _columns(shown: reads.Board, now: datetime) -> SafeString:
    """The four lanes, drawn once for all who see the same of the same number.

    Between two viewers differ only the filter and the colleagues each has before her.
    """
    if shown.owner == "mine":
        return _draw(shown)
    before = frozenset((c.id, c.before) for lane in shown.lanes for c in lane.cards if c.before)
    return _COLUMNS.at(
        shown.desk_id, shown.version, now, lambda: _draw(shown), seen=(shown.owner, before)
    )


def _draw(shown: reads.Board) -> SafeString:
    lanes = [
        (lane, mark_safe("".join(map(_card, lane.cards))))  # noqa: S308  (each drawn by a template)
        for lane in shown.lanes
    ]
    return render_to_string("desk/board_columns.html", {"lanes": lanes})


def _board(request: HttpRequest, now: datetime) -> reads.Board:
    owner = request.GET.get("qui", "all")
    return reads.board(viewer_in(request), desk_here(request), now=now, owner=owner)


def _filters(shown: reads.Board) -> list[dict[str, object]]:
    return [
        {
            "label": label,
            "count": shown.counts[key],
            "url": reverse("board") + ("" if key == "all" else f"?qui={key}"),
            "current": key == shown.owner,
        }
        for key, label in reads.FILTERS.items()
    ]


def _shown(request: HttpRequest) -> dict[str, object]:
    now = clock.now()
    shown = _board(request, now)
    news = sms_news(viewer_in(request), shown.desk_id, shown.version, now=now)
    return {
        "board": shown,
        "notices": sms_notices(news),
        "filters": _filters(shown),
        "columns": _columns(shown, now),
    }


@never_cache
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The whole page."""
    choices = reads.desk_choices(viewer_in(request), desk_here(request))
    return render(request, "desk/board.html", {"desks": choices, **_shown(request)})


@never_cache
@require_safe
def lanes(request: HttpRequest) -> HttpResponse:
    """The live part alone, fetched again at each change."""
    return render(request, "desk/board_lanes.html", _shown(request))


@never_cache
@require_safe
def paper(request: HttpRequest) -> HttpResponse:
    """The sheet that carries the desk through a power cut."""
    sheet = paper_board(viewer_in(request), desk_here(request), now=clock.now())
    return render(request, "desk/board_paper.html", {"paper": sheet})


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Sit at another of her desks."""
    asked = request.POST.get("desk", "")
    mine = {str(pk) for pk in desks_of(viewer_in(request))}
    if asked not in mine:
        raise NotFound
    request.session[CHOSEN] = str(UUID(asked))
    return HttpResponseRedirect(reverse("board"), status=303)
