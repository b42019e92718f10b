"""What is typed of a mediation, parsed at the edge."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from maillon.apps.mediation.vocabulary import OUTCOMES

__all__ = ["EndForm", "NoteForm", "OpenForm"]


class OpenForm(forms.Form):
    """Who is concerned, who helps, about what."""

    subject = forms.CharField(
        label="Ce qui ne va pas, en une phrase", max_length=500,
        help_text="Lu par les personnes choisies ci-dessous, et par personne d’autre.",
    )  # fmt: skip
    mediator = forms.ChoiceField(label="Qui sert de médiateur")
    parties = forms.MultipleChoiceField(
        label="Qui est concerné", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [(str(pk), name) for pk, name in people]
        self.fields["mediator"].choices = [("", "choisir"), *told]  # type: ignore[attr-defined]
        self.fields["parties"].choices = told  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """A message to the others of the mediation."""

    words = forms.CharField(
        label="Écrire aux autres", max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )


class EndForm(forms.Form):
    """How it ends."""

    outcome = forms.ChoiceField(label="Elle se termine par", choices=[*OUTCOMES.items()])
