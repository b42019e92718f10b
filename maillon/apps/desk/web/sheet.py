"""Reading a request: the panel beside the board, the page, the paper, the candidates."""

from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillon.apps.desk.queries import candidates as ranks
from maillon.apps.desk.queries.sheet import request_sheet, sheet_version
from maillon.apps.desk.queries.undoing import may_undo
from maillon.apps.desk.web import wording
from maillon.apps.desk.web.relay_page import changes, relayed
from maillon.apps.desk.web.sheet_forms import folded_forms
from maillon.apps.desk.web.sheet_page import STATES, present
from maillon.apps.desk.web.wording.moments import phone
from maillon.apps.desk.web.wording.people import capital, carer_noun
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.asking import is_fragment, viewer_in

__all__ = ["candidates", "paper", "request", "show", "why"]

LIVE = "X-Maillon-Live"  # the page looks whether a colleague changed something
ON_THE_LINE = timedelta(minutes=5)  # the caller still hears the number
PANELS = ("desk/sheet_panel.html", "desk/sheet_inside.html")
PAGE = "sheet-page"  # the element that holds the sheet where it is a page of its own


def show(
    asked: HttpRequest,
    request_id: UUID,
    *,
    said: str = "",
    alert: str = "",
    status: int = 200,
    since: int | None = None,
) -> HttpResponse:
    """The sheet as it stands now, in the shape that was asked: panel, part of a page, page.

    ``said`` is what was just done, ``alert`` why it was not; ``since`` how many acts the page
    knew before colleagues changed the request.
    """
    now, viewer = clock.now(), viewer_in(asked)
    page = present(request_sheet(viewer, request_id, now), now)
    template = _template(asked)
    live = LIVE in asked.headers
    context = {
        "page": page,
        "said": said,
        "alert": alert,
        "changes": changes(page, since),
        "whole": template == "desk/sheet.html",
        "undo": not live and may_undo(viewer, request_id, now=now, acted_at=page.sheet.acted_at),
        "live": live,
        "heard": "recue" in asked.GET and now - page.sheet.received_at < ON_THE_LINE,
        "heading": "h3" if template in PANELS else "h2",
        "typed": {
            name: asked.POST.get(name, "") if alert else "" for name in ("to", "reason", "text")
        },
        "forms": folded_forms(page.sheet.agreement, asked.POST if alert else None),
        "stay": page.sheet.stay,
        **relayed(viewer, page, now),
    }
    return render(asked, template, context, status=status if context["whole"] else 200)


def _template(asked: HttpRequest) -> str:
    """The shape asked for: a whole page, a part of it, or the panel."""
    if not is_fragment(asked):
        return "desk/sheet.html"
    if LIVE in asked.headers:
        return "desk/sheet_columns.html" if asked.GET.get("page") else "desk/sheet_inside.html"
    in_page = asked.headers.get("HX-Target") == PAGE
    return "desk/sheet_page.html" if in_page else "desk/sheet_panel.html"


@never_cache
@require_safe
def request(asked: HttpRequest, request_id: UUID) -> HttpResponse:
    """A request of the viewer's desk; a page that is up to date is not written again."""
    if LIVE in asked.headers and asked.GET.get("vu", "").isdigit():
        version = sheet_version(viewer_in(asked), request_id, clock.now())
        if version == int(asked.GET["vu"]):
            return HttpResponseNotModified()
    return show(asked, request_id)


@never_cache
@require_safe
def paper(asked: HttpRequest, request_id: UUID) -> HttpResponse:
    """The same on A4, for a power cut or a meeting."""
    now = clock.now()
    page = present(request_sheet(viewer_in(asked), request_id, now), now)
    printed = wording.moment_words(now, page.sheet.desk.timezone)
    return render(asked, "desk/sheet_paper.html", {"page": page, "printed": printed})


TIERS = {
    "chosen": "Choisie par la personne",
    "usual": "Vient déjà chez elle",
    "zone": "De la zone",
    "neighbours": "Des zones voisines",
}


@never_cache
@require_safe
def candidates(asked: HttpRequest, need_id: UUID) -> HttpResponse:
    """The order of asking with its reasons, and a search for anybody else."""
    viewer, now = viewer_in(asked), clock.now()
    ranking = ranks.candidates(viewer, need_id, now)
    tz = ZoneInfo(ranking.desk.timezone)
    tiers = [
        (TIERS[tier], [_line(one, ranking, tz) for one in people]) for tier, people in ranking.tiers
    ]
    text = asked.GET.get("q", "").strip()
    context = {
        "ranking": ranking,
        "tiers": tiers,
        "words": wording.need_words(ranking.need, now.astimezone(tz).date()),
        "q": text,
        "found": ranks.look_for(viewer, need_id, text, now) if text else (),
        "lede": f"{capital(wording.moment_words(now, ranking.desk.timezone))}. "
        "Qui a déjà été sollicité pour ce besoin n’y figure plus.",
    }
    return render(asked, "desk/candidates.html", context)


def _line(one: ranks.Candidate, ranking: ranks.Candidates, tz: ZoneInfo) -> dict[str, object]:
    return {
        "card": one,
        "noun": carer_noun({one.profession})[0],
        "phone": phone(one.phone),
        "reasons": [wording.spoken(reason, at=ranking.at, tz=tz) for reason in one.reasons],
    }


@never_cache
@require_safe
def why(asked: HttpRequest, need_id: UUID) -> HttpResponse:
    """« Pourquoi pas elle ? »: the verdict on anybody a name points to."""
    viewer, now = viewer_in(asked), clock.now()
    wanted = asked.GET.get("qui", "")
    text = asked.GET.get("q", "").strip()
    context: dict[str, object] = {"need_id": need_id, "q": text, "verdict": None, "found": ()}
    if wanted:
        context |= _verdict(asked, need_id, _uuid(wanted))
    else:
        context["found"] = ranks.look_for(viewer, need_id, text, now)
    template = "desk/why_answer.html" if is_fragment(asked) else "desk/why.html"
    return render(asked, template, context)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


def _verdict(asked: HttpRequest, need_id: UUID, responder_id: UUID) -> dict[str, object]:
    viewer, now = viewer_in(asked), clock.now()
    answer = ranks.why(viewer, need_id, responder_id, now)
    ranking = ranks.candidates(viewer, need_id, now)
    tz = ZoneInfo(ranking.desk.timezone)
    return {
        "verdict": answer,
        "reasons": [wording.spoken(reason, at=now, tz=tz) for reason in answer.reasons],
        "rank": wording.rank_words(answer.position, answer.tier),
        "asked": STATES[answer.offer_state][1] if answer.offer_state else "",
    }
