"""From a request to the person's circle."""

from datetime import datetime
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from maillon.apps.care.actions import NewWord
from maillon.apps.care.vocabulary import SITUATIONS
from maillon.apps.desk import actions
from maillon.apps.desk.web.requests import act_on
from maillon.kernel.access import AccountViewer

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
    said, opened = form.cleaned_data, []

    def act(by: AccountViewer, now: datetime) -> None:
        word = NewWord(said.get("word", ""), said.get("means", ""))
        situation = said.get("situation", "")
        opened.append(
            actions.open_circle_of(
                request_id=request_id, situation=situation, word=word, by=by, now=now
            )
        )

    def then() -> HttpResponse:
        return HttpResponseRedirect(reverse("person", args=opened), status=303)

    return act_on(request, request_id, act, "", then)
