"""Time as typed: a task, minutes, a day, a few words."""

from typing import Any, Final

from django import forms

from maillon.apps.posts.actions import NewTime
from maillon.apps.posts.vocabulary import KINDS, TASKS

__all__ = ["StopForm", "TaskForm", "TimeForm"]

QUICK: Final = (15, 30, 45, 60, 90)
NO_NAME: Final = "Par exemple : réunion CPAM. Jamais le nom d’une personne soignée."


def _minutes(**more: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "step": "1"})
    return forms.IntegerField(min_value=1, max_value=1440, widget=widget, **more)


class TaskForm(forms.Form):
    """What a timer is started for."""

    task = forms.ChoiceField(
        label="Tâche", choices=[(code, one.label.capitalize()) for code, one in TASKS.items()]
    )
    words = forms.CharField(label="En quelques mots", max_length=200, required=False,
                            help_text=NO_NAME)  # fmt: skip
    kind = forms.ChoiceField(
        label="Coordination", required=False,
        choices=[("", "selon la tâche"), *((c, label.capitalize()) for c, label in KINDS.items())],
    )  # fmt: skip


class TimeForm(TaskForm):
    """A line of time; a button says the minutes, or the field does."""

    day = forms.DateField(
        label="Jour", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    minutes = _minutes(label="Minutes", required=False)
    field_order = ("task", "words", "kind", "day", "minutes")

    def clean(self) -> dict[str, Any]:
        """Minutes come from the button pressed, else from the field."""
        told = super().clean() or {}
        pressed = self.data.get("duree", "")
        if pressed.isdigit() and int(pressed) in QUICK:
            told["minutes"] = int(pressed)
        if not told.get("minutes") and "minutes" not in self.errors:
            self.add_error("minutes", "Dites combien de minutes, ou touchez une durée.")
        return told

    def time(self) -> NewTime:
        """As the actions take it."""
        told = self.cleaned_data
        return NewTime(told["task"], told["minutes"], told["day"], told["words"], told["kind"])


class StopForm(forms.Form):
    """Less than what ran, where she was interrupted."""

    minutes = _minutes(label="Minutes vraiment passées", required=False,
                       help_text="Vide : tout le temps écoulé.")  # fmt: skip
