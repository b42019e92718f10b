"""The library of templates: what each would create, running one, what it made."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillon.apps.meetings.vocabulary import Kind, Rhythm
from maillon.apps.protocols import actions, queries
from maillon.apps.protocols.queries import TemplatePage
from maillon.apps.protocols.vocabulary import KINDS, SECTIONS
from maillon.apps.protocols.web.running_form import RunForm
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["act", "made", "make", "one", "shelf"]


@never_cache
@require_safe
def shelf(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """The templates, and what was made of them."""
    page = queries.template_shelf(viewer_in(request), structure_id, now=clock.now())
    return render(request, "protocols/templates.html", {"page": page})


@never_cache
@require_safe
def one(request: HttpRequest, structure_id: UUID, code: str) -> HttpResponse:
    """What a template would create; nothing is."""
    page = queries.template_page(viewer_in(request), structure_id, code, now=clock.now())
    return _preview(request, page, RunForm(page=page))


@require_POST
def make(request: HttpRequest, structure_id: UUID, code: str) -> HttpResponse:
    """Create it all; what is missing is said where it was typed."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.template_page(viewer, structure_id, code, now=now)
    if not page.card.writes:
        raise NotFound
    form = RunForm(request.POST, page=page)
    if form.is_valid():
        try:
            run = actions.run_template(
                organization_id=structure_id, key=form.cleaned_data["key"], order=form.order(),
                by=viewer, now=now,
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, "Tout est créé. Personne n’est encore invité à la réunion.")
            return HttpResponseRedirect(reverse("template-run", args=[run.pk]), status=303)
    return _preview(request, page, form)


def _preview(request: HttpRequest, page: TemplatePage, form: RunForm) -> HttpResponse:
    told = page.template
    text = told.protocol
    context = {
        "page": page, "form": form, "template": told,
        "own": queries.own_template(
            viewer_in(request), page.card.id, told.code, now=clock.now()
        ),
        "kind_label": KINDS[text.kind] if text else "",
        "parts": [
            (part.label, text.sections[code]) for code, part in SECTIONS.items()
            if code in text.sections
        ] if text else [],
        "meeting_kind": Kind(told.meeting.kind).label, "rhythm": Rhythm(told.meeting.rhythm).label,
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "protocols/template.html", context, status=status)


@never_cache
@require_safe
def made(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """What a run made, and what is left to do of it."""
    page = queries.run_page(viewer_in(request), run_id, now=clock.now())
    return render(request, "protocols/run.html", {"page": page})


@require_POST
def act(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """A step done, or the whole undone; a refusal is said where one was."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.run_page(viewer, run_id, now=now)
    try:
        if request.POST.get("geste") == "undo":
            actions.undo_run(run_id=run_id, by=viewer, now=now)
            messages.success(request, "C’est défait : brouillon, réunion et étapes sont retirés.")
        else:
            said = request.POST.get("etape", "")
            step = next((one for one in page.steps if str(one.id) == said), None)
            if step is None:
                raise NotFound
            actions.settle_step(step_id=step.id, by=viewer, now=now)
            messages.success(request, "L’étape est faite.")
    except Refused as refused:
        messages.error(request, sentence(refused))
    return HttpResponseRedirect(reverse("template-run", args=[run_id]), status=303)
