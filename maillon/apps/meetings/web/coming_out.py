"""« Je sors d’une réunion »: who was there and what about, and its minutes open."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillon.apps.accounts.queries import AccountCard, colleagues
from maillon.apps.meetings import actions, queries
from maillon.apps.meetings.actions import NewGuest, NewMeeting
from maillon.apps.meetings.web.forms import KINDS, LENGTHS, ZONE, GuestsField
from maillon.errors import NotFound, Refused
from maillon.kernel import chance, clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.days import written
from maillon.kernel.sentences import sentence

__all__ = ["page"]


NOTED: Final = "Les présents sont notés. Écrivez, puis clôturez."
ALREADY: Final = "Cette réunion était déjà notée : la voici, ses présents n’ont pas changé."


class OutForm(forms.Form):
    """A meeting that has just been held; only who was there must be said."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=chance.new_id)
    kind = forms.ChoiceField(label="Quelle réunion ?", choices=KINDS)
    place_of = forms.ChoiceField(label="Au nom de")
    subject = forms.CharField(
        label="Sujet", max_length=200, required=False,
        help_text="Vide, la réunion porte sa date. Ne nommez personne ici.",
    )  # fmt: skip
    day = forms.DateField(
        label="Jour", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    hour = forms.TimeField(
        label="Heure de début", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.TypedChoiceField(label="Durée", choices=LENGTHS, coerce=int, initial=60)
    colleagues = forms.TypedMultipleChoiceField(
        label="Collègues présents", coerce=UUID, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    others = GuestsField(
        label="Autres personnes présentes", required=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text="Une par ligne.",
    )  # fmt: skip
    agenda = forms.CharField(
        label="De quoi avez-vous parlé ?", required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Un point par ligne : chacun aura sa place dans le compte rendu.",
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, places: Sequence[tuple[UUID, str]],
        people: Sequence[AccountCard], now: datetime,
    ) -> None:  # fmt: skip
        began = (now - timedelta(hours=1)).astimezone(ZONE)
        first = began.replace(minute=began.minute // 15 * 15)
        super().__init__(data, initial={"day": first.date(), "hour": first.time()})
        of, them = self.fields["place_of"], self.fields["colleagues"]
        of.choices = [(str(pk), name) for pk, name in places]  # type: ignore[attr-defined]
        them.choices = [(str(one.id), one.name) for one in people]  # type: ignore[attr-defined]
        if len(places) == 1:
            of.widget, of.initial = forms.HiddenInput(), str(places[0][0])

    def meeting(self) -> NewMeeting:
        """The meeting as it was."""
        typed = self.cleaned_data
        began = datetime.combine(typed["day"], typed["hour"], ZONE)
        name = f"{dict(KINDS)[typed['kind']]} du {written(began.date(), 'j F Y')}"
        agenda = [line.strip()[:300] for line in typed["agenda"].splitlines() if line.strip()]
        return NewMeeting(
            organization_id=UUID(typed["place_of"]), kind=typed["kind"],
            subject=typed["subject"] or name[:1].upper() + name[1:], minutes=typed["minutes"],
            dates=[began], agenda=agenda, id=typed["key"],
            guests=[*(NewGuest(account_id=pk) for pk in typed["colleagues"]), *typed["others"]],
        )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The meetings whose minutes wait, or one that nobody had prepared."""
    viewer, now = viewer_in(request), clock.now()
    places = queries.places(viewer)
    if not places:
        raise NotFound
    data = request.POST if request.method == "POST" else None
    form = OutForm(data, places=places, people=colleagues(viewer, now=now), now=now)
    if form.is_bound and form.is_valid():
        try:
            made = actions.come_out(new=form.meeting(), by=viewer, now=now)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, NOTED if made.created_at == now else ALREADY)
            return HttpResponseRedirect(reverse("meeting-minutes", args=[made.pk]), status=303)
    waiting = [one for one in queries.my_meetings(viewer, now=now) if one.group == "write"]
    context = {"form": form, "waiting": waiting}
    status = 422 if form.is_bound else 200
    return render(request, "meetings/coming_out.html", context, status=status)
