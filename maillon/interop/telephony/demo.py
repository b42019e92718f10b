"""A switchboard to try by hand, in the demonstration only: ring, answer, hang up."""

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillon.apps.desk.queries.calls import demonstration_desks
from maillon.apps.directory.phones import e164
from maillon.interop.telephony import incoming
from maillon.kernel import chance, clock

__all__ = ["switchboard"]

CALL = "switchboard_call"  # in the session: the call that goes on
SAID = {
    "started": "Ça sonne au poste.",
    "answered": "Le poste a décroché.",
    "ended": "L’appel est fini.",
}


class SwitchboardForm(forms.Form):
    """Who calls whom, and what happens."""

    desk = forms.ChoiceField(label="Poste appelé")
    number = forms.CharField(
        label="Numéro de l’appelant", max_length=40, required=False, initial="01 99 00 10 01",
        help_text="Vide : numéro masqué.",
    )  # fmt: skip
    extension = forms.RegexField(
        r"^[0-9*#]{1,20}$", label="Poste téléphonique", required=False,
        help_text="Vide : il sonne chez tous.",
        error_messages={"invalid": "Des chiffres, * ou #, vingt au plus."},
    )  # fmt: skip

    def clean_number(self) -> str:
        """Words are no number: a switchboard would give none of them."""
        said: str = self.cleaned_data["number"]
        if said and not e164(said):
            raise forms.ValidationError(
                "Ce n’est pas un numéro complet : dix chiffres, ou rien s’il est masqué."
            )
        return said

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        choices = [(str(pk), name) for pk, name in demonstration_desks()]
        self.fields["desk"].choices = choices  # type: ignore[attr-defined]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def switchboard(request: HttpRequest) -> HttpResponse:
    """The page; a POST is a notice of the contract, signature apart."""
    going = request.session.get(CALL)
    if request.method != "POST":
        return _page(request, SwitchboardForm(), going)
    kind = request.POST.get("kind", "")
    if kind == "started":
        form = SwitchboardForm(request.POST)
        if not form.is_valid():
            return _page(request, form, going)
        typed = form.cleaned_data
        going = {"desk": typed["desk"], "call": f"demo-{chance.new_id().hex}",
                 "from": typed["number"], "extension": typed["extension"]}  # fmt: skip
    if going and kind in SAID:
        _tell({**going, "type": kind})
        messages.success(request, SAID[kind])
        request.session[CALL] = None if kind == "ended" else going
    return HttpResponseRedirect(reverse("switchboard"), status=303)


def _tell(notice: dict[str, Any]) -> None:
    now = clock.now()
    incoming.apply(incoming.parse(json.dumps(notice).encode(), now), now)


def _page(request: HttpRequest, form: SwitchboardForm, going: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    context = {"form": form, "going": going}
    return render(request, "telephony/switchboard.html", context, status=status)
