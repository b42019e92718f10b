"""What is typed to call a meeting and to write it, parsed at the edge."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from maillon.apps.accounts.queries import AccountCard
from maillon.apps.meetings.actions import NewGuest, NewMeeting
from maillon.apps.meetings.vocabulary import Kind, Presence, Rhythm
from maillon.kernel import chance

__all__ = ["DateForm", "DecisionForm", "MeetingForm", "PresenceForm", "TitleForm", "guests_in"]

LENGTHS = (
    (30, "30 minutes"), (45, "45 minutes"), (60, "1 heure"), (90, "1 h 30"), (120, "2 heures"),
    (180, "3 heures"),
)  # fmt: skip
# The meeting of a circle is prepared with the person, from her page.
KINDS = [(code, label) for code, label in Kind.choices if code != Kind.CIRCLE]
MANY = "Une date, ou plusieurs : les invités choisissent."
ZONE = ZoneInfo("Europe/Paris")
LOCAL = "%Y-%m-%dT%H:%M"
MOST_SHOWN = 5


class MomentsWidget(forms.Widget):
    """Several date and time fields of one name: the first asked for, the others offered."""

    template_name = "meetings/_moments.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return [one for one in data.getlist(name) if one]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed = list(value or [])
        context["rows"] = [*typed, *[""] * (MOST_SHOWN - len(typed))]
        return context

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """By the project's own loader: a form's renderer knows only Django's templates."""
        return render_to_string(self.template_name, self.get_context(name, value, attrs))


class MomentsField(forms.Field):
    """Moments on the wall clock of the meeting, as aware datetimes."""

    widget = MomentsWidget

    def clean(self, value: Any) -> list[datetime]:
        try:
            moments = [datetime.strptime(one, LOCAL).replace(tzinfo=ZONE) for one in value or []]
        except ValueError:
            raise forms.ValidationError("Une date et une heure : 24/11/2026 14:30.") from None
        if self.required and not moments:
            raise forms.ValidationError("Donnez au moins une date.")
        return moments


def guests_in(text: str) -> list[NewGuest]:
    """One guest a line: a name, then perhaps an address, in any order and punctuation."""
    found = []
    for line in text.splitlines():
        address = next(iter(re.findall(r"[^\s<>,;]+@[^\s<>,;]+", line)), "")
        name = re.sub(r"[<>,;]+", " ", line.replace(address, "")).strip()
        if address:
            validate_email(address)
        if name or address:
            found.append(NewGuest(" ".join(name.split()) or address, address))
    return found


class GuestsField(forms.CharField):
    """Guests, one a line; a wrong address is named."""

    def clean(self, value: Any) -> Any:
        try:
            return guests_in(super().clean(value))
        except forms.ValidationError:
            raise forms.ValidationError(
                "Une adresse n’en est pas une. Une personne par ligne : "
                "Camille Roux, camille.roux@exemple.fr."
            ) from None


class MeetingForm(forms.Form):
    """A meeting to call."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=chance.new_id)
    kind = forms.ChoiceField(label="Quelle réunion ?", choices=KINDS)
    place_of = forms.ChoiceField(label="Au nom de")
    subject = forms.CharField(
        label="Sujet",
        max_length=200,
        help_text="Visible des seuls invités, jamais dans un message. Ne nommez personne ici.",
    )
    dates = MomentsField(label="Date et heure", help_text=MANY)
    minutes = forms.TypedChoiceField(label="Durée", choices=LENGTHS, coerce=int, initial=60)
    rhythm = forms.ChoiceField(label="Revient", choices=Rhythm.choices, required=False)
    where = forms.CharField(label="Lieu", max_length=200, required=False)
    link = forms.URLField(
        label="Lien de la visio", required=False, assume_scheme="https",
        error_messages={"invalid": "Ce lien n’en est pas un : https://…"},
    )  # fmt: skip
    colleagues = forms.TypedMultipleChoiceField(
        label="Collègues", coerce=UUID, required=False, widget=forms.CheckboxSelectMultiple
    )
    others = GuestsField(
        label="Autres personnes", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Une par ligne, le nom puis l’adresse. "
        "Sans adresse, vous donnerez le lien vous-même.",
    )  # fmt: skip
    agenda = forms.CharField(
        label="Ordre du jour", required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}), help_text="Un point par ligne.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, places: Sequence[tuple[UUID, str]], people: Sequence[AccountCard],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        of, them = self.fields["place_of"], self.fields["colleagues"]
        of.choices = [(str(pk), name) for pk, name in places]  # type: ignore[attr-defined]
        them.choices = [(str(one.id), one.name) for one in people]  # type: ignore[attr-defined]
        if len(places) == 1:
            self.fields["place_of"].widget = forms.HiddenInput()
            self.fields["place_of"].initial = str(places[0][0])

    def meeting(self) -> NewMeeting:
        """The meeting as typed."""
        typed = self.cleaned_data
        guests = [NewGuest(account_id=pk) for pk in typed["colleagues"]]
        agenda = [line.strip()[:300] for line in typed["agenda"].splitlines() if line.strip()]
        return NewMeeting(
            organization_id=UUID(typed["place_of"]), kind=typed["kind"], subject=typed["subject"],
            minutes=typed["minutes"], dates=typed["dates"], guests=[*guests, *typed["others"]],
            agenda=agenda, place=typed["where"], link=typed["link"], rhythm=typed["rhythm"],
            id=typed["key"],
        )  # fmt: skip


class DateForm(forms.Form):
    """The moments of the next meeting."""

    dates = MomentsField(label="Date et heure", help_text=MANY)


class TitleForm(forms.Form):
    """One line."""

    title = forms.CharField(max_length=300)


class PresenceForm(forms.Form):
    """Whether somebody is there."""

    presence = forms.ChoiceField(choices=Presence.choices)


class DecisionForm(forms.Form):
    """What is decided, who does it, until when."""

    text = forms.CharField(label="Décision", max_length=500)
    owner = forms.UUIDField(label="Qui s’en charge")
    due_on = forms.DateField(
        label="Pour le", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def due(self) -> date:
        """The deadline as typed."""
        due: date = self.cleaned_data["due_on"]
        return due
