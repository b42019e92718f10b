"""A circle's meeting, prepared in one gesture; then the person's word on who comes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillon.apps.care import actions, queries
from maillon.apps.care.actions import HerWord, NewGathering
from maillon.apps.care.queries import ToPrepare
from maillon.apps.care.web.forms import MEANS
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["own_meeting", "prepare", "who_comes"]

PARIS = ZoneInfo("Europe/Paris")
SAID = {code: words for code, words in MEANS.items() if code != "paper"}


class GatheringForm(forms.Form):
    """When, where, who could come."""

    starts_at = forms.DateTimeField(
        label="Date et heure", input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip
    place = forms.CharField(
        label="Lieu", max_length=200, required=False, help_text="chez elle, si elle le veut"
    )
    members = forms.TypedMultipleChoiceField(
        label="Qui pourrait venir", coerce=UUID, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, told: ToPrepare, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(pk), name) for pk, name in told.members]
        self.fields["members"].choices = choices  # type: ignore[attr-defined]

    def clean_starts_at(self) -> datetime:
        """On the wall clock of where she lives."""
        typed: datetime = self.cleaned_data["starts_at"]
        return typed.replace(tzinfo=PARIS)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The agenda is ready: keep, change or empty each point."""
    viewer, now = viewer_in(request), clock.now()
    told = queries.to_prepare(viewer, patient_id, now=now)
    posted = request.POST if request.method == "POST" else None
    everybody = {"members": [str(pk) for pk, _ in told.members]}
    form = GatheringForm(posted, told=told, initial=everybody)
    points = [(theme, _typed(posted, place, text)) for place, (theme, text) in _numbered(told)]
    if form.is_valid():
        new = NewGathering(
            form.cleaned_data["starts_at"], form.cleaned_data["members"],
            [(theme, text) for theme, text in points if text], place=form.cleaned_data["place"],
        )  # fmt: skip
        try:
            made = actions.prepare_circle_meeting(
                patient_id=told.patient_id, new=new, by=viewer, now=now
            )
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, "La réunion est prête. Demandez-lui qui vient.")
            return redirect("circle-meeting", circle_meeting_id=made.pk)
    context = {"told": told, "form": form, "points": [text for _, text in points]}
    return render(request, "care/gathering_new.html", context, status=422 if form.is_bound else 200)


def _numbered(told: ToPrepare) -> list[tuple[int, tuple[str, str]]]:
    return list(enumerate(told.points, 1))


def _typed(posted: QueryDict | None, place: int, text: str) -> str:
    return text if posted is None else posted.get(f"point-{place}", "").strip()[:300]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def who_comes(request: HttpRequest, circle_meeting_id: UUID) -> HttpResponse:
    """What she said of each; those of whom she said nothing are not asked."""
    viewer, now = viewer_in(request), clock.now()
    page = queries.gathering(viewer, circle_meeting_id, now=now)
    if request.method == "POST":
        try:
            actions.record_who_comes(
                circle_meeting_id=page.id, words=_words(page, request.POST),
                means=request.POST.get("means", ""), by=viewer, now=now,
            )  # fmt: skip
            messages.success(request, "Sa parole est notée.")
        except Refused as refused:
            messages.error(request, sentence(refused))
        return redirect("circle-meeting", circle_meeting_id=page.id)
    return render(request, "care/gathering.html", {"page": page, "means": SAID.items()})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_meeting(request: HttpRequest, token: str, circle_meeting_id: UUID) -> HttpResponse:
    """By her own link, the person says who comes and what each hears; reading changes nothing."""
    now, refused = clock.now(), ""
    bearer = queries.link_viewer(token, now=now, origin=request.META.get("REMOTE_ADDR", ""))
    page = queries.own_gathering(bearer, circle_meeting_id, now=now)
    if request.method == "POST":
        try:
            actions.record_who_comes(
                circle_meeting_id=page.id, words=_words(page, request.POST), means="link",
                by=bearer, now=now,
            )  # fmt: skip
        except Refused as error:
            refused = sentence(error)
        else:
            return redirect(f"{reverse('my-file-meeting', args=[token, page.id])}?fait")
    context = {"page": page, "token": token, "refused": refused, "saved": "fait" in request.GET}
    return render(request, "care/own_meeting.html", context, status=422 if refused else 200)


def _words(page: queries.Gathering, data: QueryDict) -> Mapping[UUID, HerWord]:
    """Only the lines where she said yes or no."""
    return {
        one.id: HerWord(word, tuple(data.getlist(f"theme-{one.id}")) if word == "yes" else ())
        for one in page.guests
        if (word := data.get(f"word-{one.id}", "")) in ("yes", "no")
    }
