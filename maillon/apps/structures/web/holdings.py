"""What a structure holds and looks at again: contracts, equipment, processings, telemedicine…"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillon.apps.structures import actions, queries
from maillon.apps.structures.holdings import HOLDINGS
from maillon.apps.structures.web.holding_forms import HoldingForm, RenewForm
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["act", "listing", "new", "paper"]

STATES = {"running": ("", "plain"), "soon": ("à décider", "soon"), "late": ("dépassé", "late"),
          "closed": ("clos", "plain")}  # fmt: skip


@never_cache
@require_safe
def listing(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """Every register, the nearest date first."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.team(viewer, structure_id, now=now)
    rows = queries.holdings(viewer, structure_id, now=now)
    groups = [
        (kind, [(one, *STATES[one.state]) for one in rows if one.kind == kind.code])
        for kind in HOLDINGS.values()
    ]
    return render(request, "structures/holdings.html", {"page": page, "groups": groups})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, structure_id: UUID, kind: str) -> HttpResponse:
    """A line of one register."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.team(viewer, structure_id, now=now)
    if not page.card.writes or kind not in HOLDINGS:
        raise NotFound
    posted = request.method == "POST"
    form = HoldingForm(
        request.POST if posted else None, request.FILES if posted else None,
        kind=HOLDINGS[kind], initial={"starts_on": now.date()},
    )  # fmt: skip
    if posted and form.is_valid():
        try:
            actions.add_holding(
                organization_id=structure_id, new=form.holding(), by=viewer, now=now
            )
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, "C’est noté. Sa date est devenue un rappel de la structure.")
            return HttpResponseRedirect(reverse("holdings", args=[structure_id]), status=303)
    context = {"page": page, "form": form, "kind": HOLDINGS[kind]}
    status = 422 if form.errors else 200
    return render(request, "structures/holding_form.html", context, status=status)


@require_POST
def act(request: HttpRequest, holding_id: UUID) -> HttpResponse:
    """Give a line its next date, or close it."""
    viewer, now = viewer_in(request), clock.now()
    house, form = queries.house_of_holding(viewer, holding_id), RenewForm(request.POST)
    try:
        if request.POST.get("geste") == "close":
            actions.close_holding(holding_id=holding_id, by=viewer, now=now)
            messages.success(request, "C’est clos. La ligne reste, le rappel est levé.")
        elif form.is_valid():
            actions.renew_holding(
                holding_id=holding_id, ends_on=form.cleaned_data["ends_on"], by=viewer, now=now
            )
            messages.success(request, "Nouvelle date notée, avec son rappel.")
        else:
            messages.error(request, "Rien n’a changé : dites la prochaine date.")
    except Refused as refused:
        messages.error(request, sentence(refused))
    return HttpResponseRedirect(reverse("holdings", args=[house]), status=303)


@never_cache
@require_safe
def paper(request: HttpRequest, holding_id: UUID) -> HttpResponse:
    """The document, never run by the browser."""
    content, kind = queries.holding_paper(viewer_in(request), holding_id)
    return HttpResponse(
        content, content_type=kind,
        headers={"Content-Disposition": "attachment; filename=document",
                 "X-Content-Type-Options": "nosniff"},
    )  # fmt: skip
