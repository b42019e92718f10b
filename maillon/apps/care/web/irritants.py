"""One tap: what keeps coming back; and the sums, for whoever may change it."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillon.apps.care import actions, queries
from maillon.apps.care.irritants import FREQUENCIES, KINDS, LONGEST, MINUTES
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence
from maillon.kernel.spreadsheets import csv_answer

__all__ = ["irritant_new", "irritant_undo", "irritants", "irritants_csv"]

TITLES = ("Ce qui revient", "Signalements", "Professionnels", "Minutes par mois", "Le plus souvent")


class IrritantForm(forms.Form):
    """The kind is the button that was touched."""

    kind = forms.ChoiceField(choices=list(KINDS.items()))
    minutes = forms.TypedChoiceField(
        choices=[(n, f"{n} min" if n < LONGEST // 4 else "2 h") for n in MINUTES], coerce=int,
        label="Temps perdu à chaque fois", widget=forms.RadioSelect, initial=15,
    )  # fmt: skip
    frequency = forms.ChoiceField(
        choices=list(FREQUENCIES.items()), label="Cela revient", widget=forms.RadioSelect,
        initial="weekly",
    )  # fmt: skip
    words = forms.CharField(
        max_length=200, required=False, label="En deux mots", help_text="sans nommer personne"
    )
    place = forms.ChoiceField(label="Où je travaille")

    def __init__(self, places: tuple[tuple[UUID, str], ...], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["place"].choices = [(str(pk), name) for pk, name in places]  # type: ignore[attr-defined]
        self.initial["place"] = str(places[0][0])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def irritant_new(request: HttpRequest) -> HttpResponse:
    """How long and how often are proposed; touching a kind says it."""
    viewer = viewer_in(request)
    places = queries.workplaces(viewer)
    if not places:
        raise NotFound
    form = IrritantForm(places, request.POST or None)
    if form.is_bound and form.is_valid():
        said = dict(form.cleaned_data)
        made = actions.report_irritant(
            organization_id=UUID(said.pop("place")), by=viewer, now=clock.now(), **said
        )
        messages.success(request, f"C’est noté : {KINDS[said['kind']].lower()}. Merci.")
        return redirect(f"{reverse('irritant-new')}?fait={made}")
    said_id = _id(request.GET.get("fait", ""))
    context = {
        "form": form, "kinds": KINDS.items(), "several": len(places) > 1,
        "undo": said_id and queries.may_undo_irritant(viewer, said_id, now=clock.now()) and said_id,
    }  # fmt: skip
    return render(request, "care/irritant.html", context, status=422 if form.is_bound else 200)


@require_POST
def irritant_undo(request: HttpRequest, irritant_id: UUID) -> HttpResponse:
    """It was a wrong touch."""
    try:
        actions.undo_irritant(irritant_id=irritant_id, by=viewer_in(request), now=clock.now())
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, "C’est annulé : rien n’a été compté.")
    return redirect("irritant-new")


@never_cache
@require_safe
def irritants(request: HttpRequest) -> HttpResponse:
    """Sums by kind, the heaviest first."""
    page = queries.irritants(viewer_in(request), now=clock.now(), organization_id=_asked(request))
    heaviest = max((one.monthly for one in page.sums), default=0)
    return render(request, "care/irritants.html", {"page": page, "heaviest": heaviest or 1})


@never_cache
@require_safe
def irritants_csv(request: HttpRequest) -> HttpResponse:
    """The same sums as a file of lines."""
    page = queries.irritants(viewer_in(request), now=clock.now(), organization_id=_asked(request))
    return csv_answer("ce-qui-freine.csv", TITLES, _lines(page))


def _lines(page: queries.IrritantPage) -> Iterator[tuple[str, ...]]:
    for one in page.sums:
        yield one.label, str(one.said), str(one.people), str(one.monthly), one.often


def _asked(request: HttpRequest) -> UUID | None:
    """The structure named in the address; ``NotFound`` where it is no id."""
    told = request.GET.get("structure", "")
    found = _id(told)
    if told and found is None:
        raise NotFound
    return found


def _id(told: str) -> UUID | None:
    try:
        return UUID(told) if told else None
    except ValueError:
        return None
