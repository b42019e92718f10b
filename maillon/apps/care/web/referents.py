"""Who answers for the data of a structure: read, named, ended."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillon.apps.care import actions, queries
from maillon.apps.care.queries import ReferentCard
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["listing", "write"]


class ReferentForm(forms.Form):
    """Somebody of the structure, and where an SMS reaches her."""

    account = forms.ChoiceField(label="Référente ou référent données")
    phone = forms.CharField(
        label="Mobile", max_length=20, required=False,
        help_text="Un SMS la prévient, en plus du courriel. Il ne dit rien du dossier.",
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, card: ReferentCard, data: object = None) -> None:
        super().__init__(data, auto_id=f"id_{card.organization_id}_%s")  # type: ignore[arg-type]
        people = [(str(pk), name) for pk, name in card.eligible]
        self.fields["account"] = forms.ChoiceField(
            choices=[("", "Choisir…"), *people], label="Référente ou référent données",
            error_messages={"invalid_choice": "Choisissez quelqu’un dans la liste."},
        )  # fmt: skip
        self.order_fields(["account", "phone"])


@never_cache
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """One card for each structure of hers."""
    return _page(request)


def _page(request: HttpRequest, refused: dict[UUID, ReferentForm] | None = None) -> HttpResponse:
    cards = queries.data_referents(viewer_in(request), now=clock.now())
    kept = refused or {}
    rows = [(one, kept.get(one.organization_id) or ReferentForm(one)) for one in cards]
    return render(
        request, "care/data_referents.html", {"rows": rows}, status=422 if refused else 200
    )


@require_POST
def write(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    """Name her, or say that she answers for it no more; a refusal keeps what was typed."""
    viewer, now = viewer_in(request), clock.now()
    if request.POST.get("geste") == "end":
        actions.end_data_referent(organization_id=organization_id, by=viewer, now=now)
        messages.success(request, "C’est noté : plus personne ne répond des données ici.")
        return HttpResponseRedirect(reverse("data-referents"), status=303)
    cards = queries.data_referents(viewer, now=now)
    card = next((one for one in cards if one.organization_id == organization_id), None)
    if card is None:
        raise NotFound
    form = ReferentForm(card, request.POST)
    if not form.is_valid():
        return _page(request, {organization_id: form})
    try:
        actions.name_data_referent(
            organization_id=organization_id, account_id=UUID(form.cleaned_data["account"]),
            phone=form.cleaned_data["phone"], by=viewer, now=now,
        )  # fmt: skip
    except Refused as refused:
        form.add_error("phone" if refused.code == "referent_phone" else None, sentence(refused))
        return _page(request, {organization_id: form})
    messages.success(request, "C’est noté : chaque accès exceptionnel lui sera soumis.")
    return HttpResponseRedirect(reverse("data-referents"), status=303)
