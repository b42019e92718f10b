"""The project of a structure, its sections, their versions, two texts to make one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillon.apps.projects import actions, queries
from maillon.apps.projects.outline import CONFIDENCE
from maillon.apps.projects.web.answering import done
from maillon.apps.projects.web.forms import AdoptionForm, TextForm
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["act", "comment", "conflict", "one", "resolve", "section", "versions"]


@never_cache
@require_safe
def one(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """The project: its sections, where it stands, what was adopted."""
    now = clock.now()
    page = queries.project_page(viewer_in(request), structure_id, now=now)
    context = {
        "page": page, "confidence": CONFIDENCE,
        "form": AdoptionForm(initial={"adopted_on": now.date()}),
    }  # fmt: skip
    return render(request, "projects/project.html", context)


@require_POST
def act(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """Begin the project, add a section, adopt it."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.project_page(viewer, structure_id, now=now)
    if not page.card.writes:
        raise NotFound
    here, gesture = reverse("project", args=[structure_id]), request.POST.get("geste")
    if gesture == "open":
        return done(
            request, here, "Le projet est commencé : ses sections vous attendent.",
            lambda: actions.open_project(organization_id=structure_id, by=viewer, now=now),
        )  # fmt: skip
    project_id = page.id
    if project_id is None:
        raise NotFound
    if gesture == "section":
        return done(
            request, here, "La section est ajoutée.",
            lambda: actions.add_section(
                project_id=project_id, title=request.POST.get("title", ""), by=viewer, now=now
            ),
        )  # fmt: skip
    form = AdoptionForm(request.POST)
    return done(
        request, here, "Le projet est adopté : cette version est figée, avec son empreinte.",
        lambda: actions.adopt_project(project_id=project_id, by=viewer, now=now,
                                      **form.cleaned_data),
        valid=form.is_valid(),
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, section_id: UUID) -> HttpResponse:
    """A section: read, written, commented."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.section_page(viewer, section_id)
    first = {"text": page.head.text if page.head else "",
             "seen": page.head.number if page.head else 0}  # fmt: skip
    form = TextForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound and form.is_valid():
        try:
            kept = actions.write_section(section_id=section_id, by=viewer, now=now,
                                         **form.cleaned_data)  # fmt: skip
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            if kept.aside:
                to = reverse("project-conflict", args=[kept.pk])
                return HttpResponseRedirect(to, status=303)
            messages.success(request, f"Enregistré : version {kept.number}.")
            return HttpResponseRedirect(reverse("project", args=[page.organization_id]), status=303)
    context = {"page": page, "form": form, "confidence": CONFIDENCE}
    return render(request, "projects/section.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def versions(request: HttpRequest, section_id: UUID) -> HttpResponse:
    """Who wrote what, when; two versions side by side."""
    page = queries.versions_page(
        viewer_in(request), section_id, before=_number(request, "avant"),
        after=_number(request, "apres"),
    )  # fmt: skip
    return render(request, "projects/versions.html", {"page": page})


def _number(request: HttpRequest, name: str) -> int | None:
    told = request.GET.get(name, "")
    return int(told) if told.isdigit() and len(told) < 7 else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def conflict(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Two texts of a section: both are kept, somebody makes one of them."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.conflict_page(viewer, version_id)
    head = page.section.head
    first = {"text": head.text if head else "", "seen": head.number if head else 0}
    form = TextForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound and form.is_valid():
        try:
            actions.settle_conflict(version_id=version_id, by=viewer, now=now, **form.cleaned_data)
        except Refused as refused:
            # What she wrote stays; she goes on from the text that is in place now.
            form = TextForm(initial={**first, "text": form.cleaned_data["text"]})
            messages.error(request, sentence(refused))
        else:
            messages.success(request, "Les deux textes n’en font plus qu’un ; chacun est gardé.")
            to = reverse("project-section", args=[page.section.id])
            return HttpResponseRedirect(to, status=303)
    return render(request, "projects/conflict.html", {"page": page, "form": form},
                  status=422 if request.method == "POST" else 200)  # fmt: skip


@require_POST
def comment(request: HttpRequest, section_id: UUID) -> HttpResponse:
    """Say something of a section."""
    viewer = viewer_in(request)
    here = reverse("project-section", args=[section_id])
    return done(
        request, here, "La remarque est notée.",
        lambda: actions.comment_section(
            section_id=section_id, text=request.POST.get("comment", ""), by=viewer, now=clock.now()
        ),
    )  # fmt: skip


@require_POST
def resolve(request: HttpRequest, comment_id: UUID) -> HttpResponse:
    """Say that a comment is dealt with."""
    viewer = viewer_in(request)
    section_id = queries.section_of_comment(viewer, comment_id)
    return done(
        request, reverse("project-section", args=[section_id]), "La remarque est réglée.",
        lambda: actions.resolve_comment(comment_id=comment_id, by=viewer, now=clock.now()),
    )  # fmt: skip
