"""The post as typed: its arrangement, presences, ceiling, load of a task, what is looked for."""

from decimal import Decimal
from typing import Any

from django import forms

from maillon.apps.posts.actions import NewPost, NewWish
from maillon.apps.posts.vocabulary import CONFIDENCES, KEYS, MODES, TASKS, WEEKDAYS

__all__ = ["CostForm", "LoadForm", "PostForm", "PresenceForm", "SpendingForm", "WishForm"]


def _figure(label: str, digits: int, places: int, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=0, max_digits=digits, decimal_places=places, localize=True, **more
    )


def _day(label: str, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


class PostForm(forms.Form):
    """Who coordinates, by which arrangement."""

    mode = forms.ChoiceField(
        label="Le poste est", choices=[(code, label) for code, label in MODES.items()]
    )
    weekly_hours = _figure("Heures par semaine pour cette structure", 3, 1)
    yearly_cost = _figure(
        "Coût par an pour cette structure, en euros", 9, 2, required=False,
        help_text="Charges comprises. Vide : il sera demandé, jamais supposé.",
    )  # fmt: skip
    starts_on = _day("Depuis le")
    provider = forms.CharField(label="Prestataire", max_length=120, required=False)
    notice_months = forms.IntegerField(label="Préavis, en mois", min_value=0, max_value=24,
                                       required=False)  # fmt: skip
    reversibility = forms.CharField(
        label="Réversibilité", max_length=400, required=False,
        help_text="S’il s’arrête : qui rend quoi, à qui, en combien de temps.",
    )  # fmt: skip

    def post(self) -> NewPost:
        """As the actions take it."""
        return NewPost(**self.cleaned_data)


class PresenceForm(forms.Form):
    """A presence of a provider."""

    post = forms.UUIDField(widget=forms.HiddenInput)
    day = _day("Jour")
    hours = _figure("Heures de présence", 4, 2)


class SpendingForm(forms.Form):
    """The most of the contract that goes to coordination."""

    percent = forms.IntegerField(
        label="Au plus, en % du contrat", min_value=1, max_value=100,
        help_text="C’est l’équipe qui choisit : aucune règle ne le fixe.",
    )  # fmt: skip


class LoadForm(forms.Form):
    """What a task takes in a year."""

    task = forms.ChoiceField(
        label="Tâche", choices=[(code, one.label.capitalize()) for code, one in TASKS.items()]
    )
    hours = forms.IntegerField(label="Heures par an", min_value=0, max_value=5000)
    confidence = forms.ChoiceField(label="Ce chiffre est", choices=[*CONFIDENCES.items()])
    source = forms.CharField(label="Source", max_length=200, required=False)


class WishForm(forms.Form):
    """What a structure looks for, and shows to those that look too."""

    hours = _figure("Heures de coordination par semaine", 3, 1)
    days = forms.TypedMultipleChoiceField(
        label="Jours possibles", choices=[*enumerate(WEEKDAYS)], coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    least_visit = _figure(
        "Présence la plus courte qui vaille la peine, en heures", 3, 1, initial=Decimal(3)
    )
    most_minutes = forms.IntegerField(
        label="Trajet le plus long accepté, en minutes", min_value=5, max_value=120, initial=45,
    )  # fmt: skip
    population = forms.IntegerField(
        label="Patients suivis", min_value=1, max_value=1_000_000, required=False,
        help_text="Sert seulement à partager le coût selon les patients.",
    )  # fmt: skip

    def wish(self) -> NewWish:
        """As the actions take it."""
        return NewWish(**self.cleaned_data)


class CostForm(forms.Form):
    """What a full time costs, and how it is divided."""

    cout = _figure(
        "Coût d’un temps plein (35 h) par an, charges comprises, en euros", 9, 2, required=False,
        help_text="Vide : les parts sont montrées sans euros.",
    )  # fmt: skip
    cle = forms.ChoiceField(label="Clé de partage", choices=[*KEYS.items()], required=False)

    @property
    def key(self) -> str:
        """The key asked for, by hours unless another."""
        return (self.is_valid() and self.cleaned_data["cle"]) or "hours"

    @property
    def full_time(self) -> Decimal | None:
        """The cost told, if any."""
        told: Decimal | None = self.cleaned_data["cout"] if self.is_valid() else None
        return told
