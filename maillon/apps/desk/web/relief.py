"""The end of a shift: every request of hers finds somebody, or the shift goes on."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maillon.apps.desk import actions
from maillon.apps.desk.queries.board import Card
from maillon.apps.desk.queries.relays import Leaving, given_away, leaving
from maillon.apps.desk.queries.relief import relief_paper
from maillon.apps.desk.web.here import desk_here
from maillon.apps.desk.web.relay_forms import grouped, receiver_in
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["paper", "relief"]

LONGEST_WORD = 600


@dataclass(frozen=True, slots=True)
class Line:
    """One request of hers, with what she has chosen and typed so far."""

    card: Card
    to: str
    word: str
    left: bool  # the form came back, and this one still has nobody or no word


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def relief(asked: HttpRequest) -> HttpResponse:
    """What is hers, to whom it goes; on POST, the shift ends or says why it does not."""
    viewer, desk_id, now = viewer_in(asked), desk_here(asked), clock.now()
    page = leaving(viewer, desk_id, now=now)
    if asked.method != "POST":
        return _page(asked, page)
    try:
        given = actions.sign_off(desk_id=desk_id, handed=_handed(asked, page), by=viewer, now=now)
    except Refused as refused:
        return _page(asked, page, sentence(refused), 422)
    count = len(given)
    plural = "s" if count > 1 else ""
    messages.success(
        asked,
        f"Votre garde est finie : {count} demande{plural} confiée{plural}. Bonne fin de journée."
        if count
        else "Votre garde est finie. Bonne fin de journée.",
    )
    return HttpResponseRedirect(reverse("relief"), status=303)


def _handed(asked: HttpRequest, page: Leaving) -> tuple[actions.Handed, ...]:
    """Those for whom somebody was chosen; the others are still hers, and the action says so."""
    return tuple(
        actions.Handed(card.id, receiver_in(to), _typed(asked, f"word-{card.id}"))
        for card in page.cards
        if (to := _to(asked, card))
    )


def _to(asked: HttpRequest, card: Card) -> str:
    """Whoever was chosen for this one, else for all of them."""
    return _typed(asked, f"to-{card.id}") or _typed(asked, "to-all")


def _typed(asked: HttpRequest, name: str) -> str:
    return str(asked.POST.get(name, "")).strip()[:LONGEST_WORD]


def _page(asked: HttpRequest, page: Leaving, alert: str = "", status: int = 200) -> HttpResponse:
    context = {
        "page": page,
        "lines": [_line(asked, card) for card in page.cards],
        "relay_to": grouped(page.receivers),
        "given": given_away(viewer_in(asked), page.desk_id, now=clock.now()),
        "alert": alert,
        "to_all": _typed(asked, "to-all"),
    }
    return render(asked, "desk/relief.html", context, status=status)


def _line(asked: HttpRequest, card: Card) -> Line:
    if asked.method != "POST":
        return Line(card, "", _next(card), left=False)
    own, word = _typed(asked, f"to-{card.id}"), _typed(asked, f"word-{card.id}")
    return Line(card, own, word, left=not (_to(asked, card) and word))


def _next(card: Card) -> str:
    """What the next one must know first, ready to be changed: the step and its deadline."""
    step = card.step or ("à trier" if card.lane == "to_handle" else "")
    return ", ".join(part for part in (step, card.due.text) if part)


@never_cache
@require_safe
def paper(asked: HttpRequest) -> HttpResponse:
    """The hand-over list, to print."""
    sheet = relief_paper(viewer_in(asked), desk_here(asked), now=clock.now())
    return render(asked, "desk/relief_paper.html", {"paper": sheet})
