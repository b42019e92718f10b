"""From a request to the person's circle."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from maillon.apps.care.actions import NewWord
from maillon.apps.care.vocabulary import SITUATIONS
from maillon.apps.desk import actions
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["open_circle"]


class WordForm(forms.Form):
    """Why a circle, and what the person said."""

    situation = forms.ChoiceField(choices=[(code, one.label) for code, one in SITUATIONS.items()])
    word = forms.ChoiceField(choices=[("agreed", "d’accord"), ("informed", "informée")])
    means = forms.ChoiceField(choices=[("voice", "de vive voix"), ("phone", "par téléphone")])


@require_POST
def open_circle(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Opened, or found open: her page either way."""
    form = WordForm(request.POST)
    form.is_valid()
    said = form.cleaned_data
    try:
        patient_id = actions.open_circle_of(
            request_id=request_id, situation=said.get("situation", ""),
            word=NewWord(said.get("word", ""), said.get("means", "")), by=viewer_in(request),
            now=clock.now(),
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, sentence(refused))
        return HttpResponseRedirect(reverse("request", args=[request_id]), status=303)
    return HttpResponseRedirect(reverse("person", args=[patient_id]), status=303)
