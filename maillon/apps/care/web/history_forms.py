"""What is asked of an answer that was tried: four lines, two of them optional."""

from typing import Any

from django import forms

from maillon.apps.care.actions import NewAttempt
from maillon.apps.care.vocabulary import OUTCOMES, SOURCES

__all__ = ["AttemptForm"]


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AttemptForm(forms.Form):
    """A date, what was tried, the result, who says so."""

    answer = forms.ChoiceField(label="Ce qui a été essayé")
    started_on = forms.DateField(label="Le, ou à partir du", widget=_day())
    outcome = forms.ChoiceField(label="Résultat", choices=[*OUTCOMES.items()])
    source = forms.ChoiceField(label="Qui le dit", choices=[*SOURCES.items()])
    ended_on = forms.DateField(label="Jusqu’au", required=False, widget=_day())
    problem = forms.CharField(
        label="Pour quoi", max_length=80, required=False, help_text="alcool, chute, douleur du dos…"
    )
    goal = forms.CharField(
        label="But partagé avec la personne", max_length=200, required=False,
        help_text="dans ses mots ; rien s’il n’y en avait pas",
    )  # fmt: skip

    def __init__(self, *args: Any, answers: tuple[tuple[str, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [("", ""), *answers]  # type: ignore[attr-defined]

    def attempt(self) -> NewAttempt:
        """As typed."""
        return NewAttempt(**self.cleaned_data)
