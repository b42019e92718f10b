"""What is typed of a hand-over, parsed at the edge."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

__all__ = ["EndForm", "PassForm"]


class PassForm(forms.Form):
    """Who takes over."""

    successor = forms.ChoiceField(label="À qui")

    def __init__(self, *args: Any, people: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].choices = [  # type: ignore[attr-defined]
            ("", "choisir"), *((str(pk), name) for pk, name in people)
        ]  # fmt: skip


class EndForm(forms.Form):
    """From which day an access is closed."""

    last = forms.DateField(
        label="Premier jour sans accès",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Aujourd’hui : l’accès se ferme à la page suivante.",
    )
