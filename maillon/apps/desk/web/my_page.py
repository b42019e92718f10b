"""A carer's own page, by link: no account, no JavaScript; GET never acts, POST does (AUT-4)."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from maillon.apps.desk import actions
from maillon.apps.desk.actions import Wishes
from maillon.apps.desk.queries.enrolments import MyPage, my_page, page_viewer
from maillon.apps.desk.vocabulary import PARTS_OF_DAY
from maillon.apps.desk.web.places_typed import LONGEST, places_typed
from maillon.apps.directory.phones import spoken
from maillon.engines.replies import read_enrolment
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.access import LinkViewer
from maillon.kernel.sentences import sentence

__all__ = ["my_line", "my_line_pause", "my_line_save"]

DAYS = [(0, "lun."), (1, "mar."), (2, "mer."), (3, "jeu."), (4, "ven."), (5, "sam."), (6, "dim.")]
PARTS = [(code, words) for code, words in PARTS_OF_DAY.items() if code]
RADII = [(0, "ces communes seulement"), (5, "5 km autour"), (10, "10 km autour"),
         (15, "15 km autour"), (20, "20 km autour"), (30, "30 km autour")]  # fmt: skip
PAUSES = [("3", "3 jours"), ("7", "une semaine"), ("14", "deux semaines")]
BOXES = forms.CheckboxSelectMultiple


class WishesForm(forms.Form):
    """What she declares. Communes are typed as one says them: names or postal codes."""

    number = forms.CharField(max_length=20, required=False, label="Numéro RPPS")
    places = forms.CharField(
        max_length=LONGEST, label="Mes communes",
        help_text="Noms, ou codes postaux : un code vaut pour toutes ses communes.",
        error_messages={"required": "Donnez au moins une commune."},
    )  # fmt: skip
    km = forms.TypedChoiceField(choices=RADII, coerce=int, label="Jusqu’où")
    takes = forms.MultipleChoiceField(
        label="Ce que je prends", widget=BOXES,
        error_messages={"required": "Cochez au moins un soin, ou demandez une pause."},
    )  # fmt: skip
    days = forms.TypedMultipleChoiceField(
        choices=DAYS, coerce=int, label="Mes jours", widget=BOXES,
        error_messages={"required": "Cochez au moins un jour, ou demandez une pause."},
    )  # fmt: skip
    parts = forms.MultipleChoiceField(
        choices=PARTS, label="Mes heures", widget=BOXES,
        error_messages={"required": "Cochez au moins un moment, ou demandez une pause."},
    )  # fmt: skip
    weekly_capacity = forms.IntegerField(
        min_value=0, max_value=200, label="Nouvelles personnes possibles par semaine"
    )
    live_limit = forms.IntegerField(
        min_value=1, max_value=10, label="Demandes en attente de ma réponse, au plus"
    )

    def __init__(self, page: MyPage, viewer: LinkViewer, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.page, self.viewer, self.found = page, viewer, tuple[str, ...]()
        self.fields["takes"].choices = page.needs  # type: ignore[attr-defined]
        if page.state == "verified":
            del self.fields["number"]

    def clean_places(self) -> str:
        """Each name becomes one commune, each postal code all of its own."""
        told: str = self.cleaned_data["places"]
        self.found = places_typed(self.viewer, self.page, told)
        if not self.found:
            raise forms.ValidationError("Donnez au moins une commune.")
        return told

    def clean_number(self) -> str:
        told = self.cleaned_data["number"]
        facts = read_enrolment(told)
        if told and not facts.national_number:
            raise forms.ValidationError(
                "Ce numéro RPPS ne va pas : relisez ses 11 chiffres sur votre carte."
            )
        return facts.national_number

    def wishes(self) -> Wishes:
        """What is declared, once it has been found valid."""
        said = self.cleaned_data
        every = len(said["takes"]) == len(self.page.needs)
        return Wishes(
            communes=self.found, km=said["km"], takes=None if every else tuple(said["takes"]),
            days=tuple(said["days"]), parts=tuple(said["parts"]),
            weekly_capacity=said["weekly_capacity"], live_limit=said["live_limit"],
        )  # fmt: skip


def _viewer(request: HttpRequest, token: str) -> LinkViewer:
    return page_viewer(token, now=clock.now(), origin=request.META.get("REMOTE_ADDR", ""))


def _initial(page: MyPage) -> dict[str, Any]:
    wishes = page.wishes
    return {
        "number": page.number, "places": ", ".join(page.places), "km": wishes.km,
        "takes": [c for c, _ in page.needs] if wishes.takes is None else list(wishes.takes),
        "days": list(wishes.days), "parts": list(wishes.parts),
        "weekly_capacity": wishes.weekly_capacity, "live_limit": wishes.live_limit,
    }  # fmt: skip


@require_GET
def my_line(request: HttpRequest, token: str) -> HttpResponse:
    """What she declared; reading it changes nothing."""
    viewer = _viewer(request, token)
    page = my_page(viewer)
    form = WishesForm(page, viewer, initial=_initial(page))
    return _shown(request, token, page, form)


def _shown(
    request: HttpRequest, token: str, page: MyPage, form: WishesForm, refused: str = ""
) -> HttpResponse:
    paused = page.paused_until if page.paused_until and page.paused_until > clock.now() else None
    context = {
        "page": page, "form": form, "token": token, "phone": spoken(page.desk_phone),
        "paused": paused, "pauses": PAUSES, "refused": refused, "saved": "fait" in request.GET,
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "desk/my_line.html", context, status=status)


@require_POST
def my_line_save(request: HttpRequest, token: str) -> HttpResponse:
    """Keep all of it, or say what to mend and keep nothing."""
    viewer = _viewer(request, token)
    page = my_page(viewer)
    form = WishesForm(page, viewer, request.POST)
    if not form.is_valid():
        return _shown(request, token, page, form)
    try:
        actions.declare_wishes(
            enrolment_id=page.enrolment_id, wishes=form.wishes(), by=viewer, now=clock.now(),
            national_number=form.cleaned_data.get("number", ""),
        )  # fmt: skip
    except Refused as refused:
        return _shown(request, token, page, form, sentence(refused))
    return redirect(f"{request.path.removesuffix('enregistrer/')}?fait")


@require_POST
def my_line_pause(request: HttpRequest, token: str) -> HttpResponse:
    """A pause of some days, or the end of it."""
    viewer = _viewer(request, token)
    days = request.POST.get("days", "")
    if days in dict(PAUSES) or days == "0":
        actions.pause_self(
            enrolment_id=viewer.object_id, days=int(days), by=viewer, now=clock.now()
        )
    return redirect("my-line", token=token)
