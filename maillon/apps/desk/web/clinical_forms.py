"""What a clinician types: her own advice, a question to a specialty, what came back."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms

from maillon.apps.desk.vocabulary import SPECIALTIES

__all__ = ["AdviceForm", "AnswerForm", "AskForm", "EndForm"]


def _words(label: str, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        max_length=4000, label=label, widget=forms.Textarea(attrs={"rows": rows})
    )


class AdviceForm(forms.Form):
    """What the desk answers by itself, and whether the caller hears it now."""

    text = _words("L’avis, tel qu’il est dit à l’appelant")
    told = forms.BooleanField(required=False, label="Dit à l’appelant, encore en ligne")


class AskForm(forms.Form):
    """Which specialty, who by name, what is asked, before when."""

    specialty = forms.ChoiceField(choices=[*SPECIALTIES.items()], label="Spécialité")
    expert = forms.CharField(max_length=120, required=False, label="À qui, par son nom")
    phone = forms.CharField(max_length=20, required=False, label="Son numéro ou poste")
    question = _words("La question")
    on = forms.DateField(
        label="Réponse avant le", widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    at = forms.TimeField(label="à", widget=forms.TimeInput({"type": "time"}, "%H:%M"))

    def due_at(self, tz: ZoneInfo) -> datetime:
        """The moment asked for, on the desk's clock."""
        return datetime.combine(self.cleaned_data["on"], self.cleaned_data["at"], tzinfo=tz)


class AnswerForm(forms.Form):
    """What the specialty answers, and who says so."""

    text = _words("Sa réponse")
    said_by = forms.CharField(max_length=120, required=False, label="Dite par")


class EndForm(forms.Form):
    """No answer: declined, silent, or only reminded."""

    outcome = forms.ChoiceField(
        choices=[("declined", "décline"), ("silent", "ne répond pas"), ("chased", "relancée")]
    )
