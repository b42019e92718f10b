"""The page where an administrator opens a desk."""

from datetime import time
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillon.apps.accounts.queries import structures_administered
from maillon.apps.desk.actions import NewDesk, open_desk
from maillon.apps.directory.queries import communes, communes_matching
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["opening"]

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
ZONES = (
    ("Europe/Paris", "France métropolitaine"),
    ("America/Guadeloupe", "Guadeloupe, Saint-Martin, Saint-Barthélemy"),
    ("America/Martinique", "Martinique"),
    ("America/Cayenne", "Guyane"),
    ("Indian/Reunion", "La Réunion"),
    ("Indian/Mayotte", "Mayotte"),
    ("America/Miquelon", "Saint-Pierre-et-Miquelon"),
    ("Pacific/Noumea", "Nouvelle-Calédonie"),
    ("Pacific/Tahiti", "Polynésie française"),
    ("Pacific/Wallis", "Wallis-et-Futuna"),
)
HOUR = forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class DeskForm(forms.Form):
    """What a desk is; the rest has sensible starting values and is settled later."""

    name = forms.CharField(max_length=120, label="Nom du poste")
    phone = forms.CharField(
        max_length=20, label="Son numéro", widget=forms.TextInput(attrs={"type": "tel"})
    )
    sector = forms.CharField(
        max_length=24, label="Secteur", help_text="Le mot que disent les SMS : « Maillon Gier »."
    )
    radius_km = forms.FloatField(
        min_value=1, max_value=150, initial=25, label="Rayon du territoire, en kilomètres"
    )
    timezone = forms.ChoiceField(choices=ZONES, label="Fuseau horaire")
    days = forms.TypedMultipleChoiceField(
        choices=[*enumerate(DAYS)], coerce=int, initial=[*range(6)], label="Jours d’ouverture",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un jour."},
    )  # fmt: skip
    opens = forms.TimeField(initial=time(9), label="Ouvre à", widget=HOUR)
    closes = forms.TimeField(initial=time(19, 30), label="Ferme à", widget=HOUR)
    closed_notice = forms.CharField(
        max_length=240, required=False, label="Hors ouverture, qui répond localement",
        help_text="Dit à l’appelant, par exemple « la nuit, SOS infirmiers au … ».",
    )  # fmt: skip
    professionals_only = forms.BooleanField(
        initial=True, required=False, label="Ne répond qu’aux professionnels"
    )
    commune = forms.CharField(max_length=5, required=False, widget=forms.HiddenInput)
    commune_text = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, viewer: AccountViewer, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.viewer = viewer
        mine = [(str(one.id), one.name) for one in structures_administered(viewer)]
        if self.is_bound and self.data.get("structure") not in dict(mine):
            raise NotFound
        self.fields["structure"] = forms.ChoiceField(choices=mine, label="Structure")
        self.order_fields(["structure"])

    def clean(self) -> dict[str, object]:
        """The commune picked in the list, or the first that the words point to."""
        told = self.cleaned_data
        insee, words = told.get("commune") or "", told.get("commune_text") or ""
        picked = communes(self.viewer, [insee]).get(insee)
        if picked is None and words:
            picked = next(iter(communes_matching(self.viewer, words, limit=1)), None)
        if picked is None:
            self.add_error("commune", "Choisissez la commune où siège le poste.")
        else:
            told["commune"] = picked.insee
        return told

    def new(self) -> NewDesk:
        """The desk as typed."""
        told = self.cleaned_data
        return NewDesk(
            organization_id=UUID(told["structure"]),
            hours={day: [(told["opens"], told["closes"])] for day in told["days"]},
            commune_id=told["commune"],
            **{
                name: told[name]
                for name in (
                    "name", "phone", "sector", "radius_km", "timezone", "closed_notice",
                    "professionals_only",
                )
            },
        )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: HttpRequest) -> HttpResponse:
    """Describe a desk and open it; a refusal keeps what was typed."""
    viewer = viewer_in(request)
    form = DeskForm(request.POST or None, viewer=viewer)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                desk = open_desk(new=form.new(), by=viewer, now=clock.now())
            except Refused as refused:
                form.add_error(None, sentence(refused))
            else:
                messages.success(request, f"{desk.name} est ouvert : donnez-lui ses agents.")
                return HttpResponseRedirect(reverse("accounts"), status=303)
        status = 422
    return render(request, "desk/founding.html", _context(form, viewer), status=status)


def _context(form: DeskForm, viewer: AccountViewer) -> dict[str, object]:
    insee = str(form["commune"].value() or "")
    card = communes(viewer, [insee]).get(insee)
    return {
        "form": form,
        "shown": [form[name] for name in form.fields if not name.startswith("commune")],
        "commune_insee": card.insee if card else "",
        "commune_text": card.label if card else form["commune_text"].value() or "",
        "commune_error": " ".join(map(str, form["commune"].errors)),
        "structures": structures_administered(viewer),
    }
