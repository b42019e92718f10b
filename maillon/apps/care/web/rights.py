"""The person's own way in, papers for her hands, and accesses taken without the usual grounds."""

import base64
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from maillon.apps.care import actions, queries
from maillon.apps.care.queries import OwnFile
from maillon.apps.care.vocabulary import REVIEWS
from maillon.apps.care.web.forms import GlassForm
from maillon.apps.care.web.wording import GROUNDS, WHY
from maillon.apps.directory.phones import spoken
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.access import LinkViewer
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["glass", "my_file", "my_file_word", "person_link", "person_paper", "proof", "review",
           "reviews"]  # fmt: skip


@require_POST
def person_link(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """A link for the person's hands: shown once, kept hashed."""
    told = request.POST.get("for", "")
    token = actions.give_link(
        patient_id=patient_id, representative_id=UUID(told) if told else None,
        by=viewer_in(request), now=clock.now(),
    )  # fmt: skip
    address = settings.MAILLON_PUBLIC_URL.rstrip("/") + reverse("my-file", args=[token])
    return render(request, "care/link_given.html", {"address": address, "patient_id": patient_id})


@require_POST
def person_paper(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Who has access and who read, on paper, for the person."""
    page = queries.paper_file(viewer_in(request), patient_id, now=clock.now())
    return render(request, "care/own_paper.html", _context(page))


def _context(page: OwnFile) -> dict[str, object]:
    members = page.circle.members if page.circle else ()
    return {
        "page": page,
        "members": [(one, WHY[one.why]) for one in members],
        "reads": [(one, GROUNDS.get(one.ground, one.ground)) for one in page.reads],
        "phone": spoken(page.organization_phone) if page.organization_phone else "",
        "now": clock.now(),
    }


def _bearer(request: HttpRequest, token: str) -> LinkViewer:
    origin = request.META.get("REMOTE_ADDR", "")
    return queries.link_viewer(token, now=clock.now(), origin=origin)


@never_cache
@require_GET
def my_file(request: HttpRequest, token: str) -> HttpResponse:
    """Who reads about me; reading this page changes nothing."""
    bearer, now = _bearer(request, token), clock.now()
    page = queries.own_file(bearer, now=now)
    context = {
        **_context(page), "token": token, "saved": "fait" in request.GET,
        "gatherings": queries.own_gatherings(bearer, now=now),
        "medication": queries.own_medication(bearer, page.id, now=now),
    }  # fmt: skip
    return render(request, "care/my_file.html", context)


@require_POST
def my_file_word(request: HttpRequest, token: str) -> HttpResponse:
    """She stops an access, or all of them, or lets it again."""
    viewer, now = _bearer(request, token), clock.now()
    page = queries.own_file(viewer, now=now)
    kind = "agreed" if request.POST.get("kind") == "agreed" else "opposed"
    told = request.POST.get("about", "")
    known = {str(one.id): one.id for one in page.circle.members} if page.circle else {}
    if told and told not in known:
        raise NotFound
    actions.record_word(
        patient_id=page.id, member_id=known[told] if told else None, by=viewer, now=now,
        word=actions.NewWord(kind, "link"),
    )  # fmt: skip
    return redirect(f"{reverse('my-file', args=[token])}?fait")


@require_safe
def proof(request: HttpRequest, proof_id: UUID) -> HttpResponse:
    """The signed paper, never run by the browser."""
    found = queries.proof(viewer_in(request), proof_id, now=clock.now())
    return HttpResponse(
        base64.b64decode(found.content), content_type=found.media_type,
        headers={"Content-Disposition": "attachment; filename=accord",
                 "X-Content-Type-Options": "nosniff"},
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def glass(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Break the glass: why, in words; then an hour."""
    viewer, now = viewer_in(request), clock.now()
    queries.may_break(viewer, patient_id, now=now)
    form, refused = GlassForm(request.POST or None), ""
    if form.is_bound and form.is_valid():
        try:
            actions.break_glass(patient_id=patient_id, **form.cleaned_data, by=viewer, now=now)
        except Refused as error:
            refused = sentence(error)
        else:
            return redirect("person", patient_id=patient_id)
    context = {"form": form, "refused": refused}
    return render(request, "care/glass.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """The accesses that somebody else must sign."""
    viewer = viewer_in(request)
    cards = queries.reviews(viewer, now=clock.now())
    context = {
        "rows": [(one, REVIEWS.get(one.outcome, "")) for one in cards],
        "outcomes": REVIEWS.items(), "names": queries.names_referents(viewer),
    }  # fmt: skip
    return render(request, "care/reviews.html", context)


@require_POST
def review(request: HttpRequest, glass_id: UUID) -> HttpResponse:
    """Sign one."""
    try:
        actions.review_glass(
            glass_id=glass_id, outcome=request.POST.get("outcome", ""), by=viewer_in(request),
            now=clock.now(),
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, "Relu et signé.")
    return redirect("glass-reviews")
