"""What is typed of a departure, parsed at the edge."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from maillon.apps.structures.vocabulary import LEAVINGS

__all__ = ["DepartureForm"]


class DepartureForm(forms.Form):
    """From which day, why, and who takes over. The day is the one that was read."""

    left_on = forms.DateField(widget=forms.HiddenInput)
    leaving = forms.ChoiceField(label="Pourquoi", choices=[("", "choisir"), *LEAVINGS.items()])
    successor = forms.ChoiceField(label="Qui prend la suite", required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].choices = [  # type: ignore[attr-defined]
            ("", "personne"), *((str(pk), name) for pk, name in people)
        ]  # fmt: skip

    @property
    def heir(self) -> UUID | None:
        """Who takes over, once it is valid."""
        told = self.cleaned_data["successor"]
        return UUID(told) if told else None
