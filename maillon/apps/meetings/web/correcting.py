"""Who was there, said again after the minutes were closed."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillon.apps.meetings import actions, queries
from maillon.apps.meetings.queries import CorrectionPage
from maillon.apps.meetings.vocabulary import CorrectionReason, Presence
from maillon.apps.meetings.web.wording import moment
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["page"]


class CorrectionForm(forms.Form):
    """One word for each guest, somebody forgotten, and why."""

    def __init__(self, page: CorrectionPage, *args: Any) -> None:
        super().__init__(*args)
        self.guests = page.meeting.guests
        for one in self.guests:
            self.fields[f"p-{one.id}"] = forms.ChoiceField(
                label=one.name, choices=Presence.choices, initial=one.presence
            )
        if page.others:
            self.fields["forgotten"] = forms.TypedChoiceField(
                label="Un collègue était là sans être invité", required=False, coerce=UUID,
                empty_value=None,
                choices=[("", "personne"), *((str(one.id), one.name) for one in page.others)],
            )  # fmt: skip
        self.fields["reason"] = forms.ChoiceField(
            label="Pourquoi", choices=[("", "choisir"), *CorrectionReason.choices]
        )

    @property
    def rows(self) -> list[forms.BoundField]:
        """The guests' fields."""
        return [self[f"p-{one.id}"] for one in self.guests]

    def told(self) -> dict[str, Any]:
        """As the action takes it."""
        said = self.cleaned_data
        return {
            "presences": {one.id: said[f"p-{one.id}"] for one in self.guests},
            "forgotten": said.get("forgotten"), "reason": said["reason"],
        }  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The presences of closed minutes, and what was corrected of them."""
    viewer, now = viewer_in(request), clock.now()
    found = queries.correction_page(viewer, meeting_id, now=now)
    form = CorrectionForm(found, *([request.POST] if request.method == "POST" else []))
    if form.is_bound and form.is_valid():
        try:
            actions.correct_presence(meeting_id=meeting_id, by=viewer, now=now, **form.told())
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, "C’est corrigé : l’acte est annulé et récrit au journal.")
            return HttpResponseRedirect(reverse("meeting-presence", args=[meeting_id]), status=303)
    context = {
        "page": found, "form": form, "moment": moment(found.meeting.starts_at),
        "lines": [(one, moment(one.at)) for one in found.lines],
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "meetings/correcting.html", context, status=status)
