"""A protocol becomes a template of the team; shown to a neighbour, or withdrawn."""

import re
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maillon.apps.protocols import actions, queries
from maillon.apps.protocols.actions import NewTemplate
from maillon.apps.protocols.queries import TemplateDraft
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["act", "make"]

LINE: Final = re.compile(r"^(?P<title>.*?)(?:,\s*(?P<days>\d{1,3})\s*j(?:ours?)?)?$")
USUAL_DAYS: Final = 14
AGENDA: Final = (
    "Relire le texte ensemble\nCe qui est différent chez nous\nQui l’applique, à partir de quand"
)
STEPS: Final = (
    "Adapter le texte à notre équipe, 14 jours\nSoumettre aux signatures, 28 jours\n"
    "Dire à l’accueil ce qui change, 35 jours"
)


class TemplateForm(forms.Form):
    """What is created beside the text."""

    title = forms.CharField(label="Intitulé", max_length=200)
    about = forms.CharField(
        label="À quoi il sert", max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    minutes = forms.IntegerField(label="Durée de la réunion, en minutes", min_value=15,
                                 max_value=240, initial=45)  # fmt: skip
    agenda = forms.CharField(
        label="Ordre du jour", max_length=3000, initial=AGENDA, help_text="Un point par ligne.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    steps = forms.CharField(
        label="Étapes", max_length=3000, initial=STEPS, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Une par ligne, avec son délai : « Soumettre aux signatures, 28 jours ».",
    )  # fmt: skip

    def told(self) -> NewTemplate:
        """As the action takes it."""
        typed = self.cleaned_data
        steps = [LINE.match(line) for line in _lines(typed["steps"])]
        return NewTemplate(
            typed["title"], typed["about"], typed["minutes"], _lines(typed["agenda"]),
            [(one["title"][:200], int(one["days"] or USUAL_DAYS)) for one in steps if one],
        )  # fmt: skip


def _lines(text: str) -> list[str]:
    return [line.strip()[:300] for line in text.splitlines() if line.strip()]


def _first(draft: TemplateDraft) -> dict[str, Any]:
    last = draft.version
    if last is None:
        return {"title": draft.title}
    plan = last.planned
    steps = "\n".join(f"{title}, {days} jours" for title, days in plan["steps"])
    return {"title": last.title, "about": last.about, "minutes": plan["minutes"],
            "agenda": "\n".join(plan["agenda"]), "steps": steps}  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest, protocol_id: UUID) -> HttpResponse:
    """Make it a template of the team, or its next version."""
    viewer, now = viewer_in(request), clock.now()
    draft = queries.template_draft(viewer, protocol_id)
    form = TemplateForm(request.POST if request.method == "POST" else None, initial=_first(draft))
    if form.is_bound and form.is_valid():
        try:
            made = actions.make_template(
                protocol_id=protocol_id, new=form.told(), by=viewer, now=now
            )
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, f"C’est un modèle de l’équipe, version {made.number}.")
            return _to(made.template.organization_id, made.template_id)
    context = {"form": form, "draft": draft}
    status = 422 if form.is_bound else 200
    return render(request, "protocols/make_template.html", context, status=status)


@require_POST
def act(request: HttpRequest, structure_id: UUID, template_id: UUID) -> HttpResponse:
    """Show it to a neighbour, show it no more, or withdraw it."""
    viewer, now = viewer_in(request), clock.now()
    own = queries.own_template(viewer, structure_id, str(template_id), now=now)
    if own is None or not own.writes:
        raise NotFound
    try:
        messages.success(request, _done(request, template_id))
    except Refused as refused:
        messages.error(request, sentence(refused))
    if request.POST.get("geste") == "withdraw":
        return HttpResponseRedirect(reverse("templates", args=[structure_id]), status=303)
    return _to(structure_id, template_id)


def _done(request: HttpRequest, template_id: UUID) -> str:
    viewer, now, gesture = viewer_in(request), clock.now(), request.POST.get("geste", "")
    if gesture == "withdraw":
        actions.withdraw_template(template_id=template_id, by=viewer, now=now)
        return "Le modèle est retiré : ce qui en est venu reste."
    try:
        other = UUID(request.POST.get("organization", ""))
    except ValueError:
        raise NotFound from None
    told = {"template_id": template_id, "organization_id": other}
    if gesture == "share":
        actions.share_template(**told, by=viewer, now=now)
        return "Cette structure voit le modèle et peut le mettre en œuvre."
    if gesture == "unshare":
        actions.unshare_template(**told, by=viewer, now=now)
        return "Cette structure ne voit plus le modèle."
    raise NotFound


def _to(structure_id: UUID, template_id: UUID) -> HttpResponseRedirect:
    where = reverse("template", args=[structure_id, template_id])
    return HttpResponseRedirect(where, status=303)
