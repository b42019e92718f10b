"""What is typed of the stages, parsed at the edge."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from maillon.apps.stages.actions import NewAnswer, NewFiling
from maillon.apps.stages.vocabulary import AMOUNTS, ANSWERS, MISSIONS

__all__ = [
    "AmountForm",
    "AnswerForm",
    "BeginForm",
    "DoorForm",
    "FilingForm",
    "MissionForm",
    "TerritoryForm",
]

PAPER = "PDF, JPEG ou PNG, 8 Mo au plus. Sans aucun nom de patient."


def _day(**more: Any) -> forms.DateField:
    return forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more
    )


class Euros(forms.DecimalField):
    """Euros as people write them: « 61 000,50 »."""

    def to_python(self, value: Any) -> Any:
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)


class BeginForm(forms.Form):
    """The first day, and who carries it."""

    began_on = _day(label="Première réunion le")
    team = forms.CharField(label="Qui porte le projet", max_length=600, required=False,
                           help_text="Des métiers et des communes suffisent.")  # fmt: skip


class FilingForm(forms.Form):
    """What is sent for a step."""

    sent_on = _day(label="Envoyé le")
    sent_to = forms.CharField(label="À", max_length=120, required=False)
    document = forms.FileField(label="Document", required=False, help_text=PAPER)
    adoption = forms.ChoiceField(label="Version adoptée du projet", required=False)
    answer_by = _day(
        label="Réponse attendue le", required=False,
        help_text="La date que l’on vous a donnée ; elle devient une tâche.",
    )  # fmt: skip

    def __init__(self, *args: Any, adoptions: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if adoptions:
            self.fields["adoption"].choices = [  # type: ignore[attr-defined]
                ("", "aucune"), *((str(one), f"version {one}") for one in adoptions)
            ]  # fmt: skip
        else:
            del self.fields["adoption"]

    def filing(self, step: str) -> NewFiling:
        """As the action takes it."""
        told = self.cleaned_data
        return NewFiling(
            step=step, sent_on=told["sent_on"], sent_to=told["sent_to"],
            document=told["document"].read() if told["document"] else b"",
            adoption=int(told["adoption"]) if told.get("adoption") else None,
            answer_by=told["answer_by"],
        )  # fmt: skip


class DoorForm(forms.Form):
    """Somebody of the payer or of the ARS."""

    name = forms.CharField(label="Nom", max_length=120,
                           help_text="La personne, puis son organisme.")  # fmt: skip
    email = forms.EmailField(
        label="Adresse électronique", help_text="La sienne, jamais une boîte partagée."
    )


class AnswerForm(forms.Form):
    """What the institution said."""

    answer = forms.ChoiceField(
        label="Réponse", choices=[(code, label) for code, label in ANSWERS.items() if code]
    )
    answered_on = _day(label="Le")
    answered_by = forms.CharField(label="Qui a répondu", max_length=120,
                                  help_text="L’institution et son service.")  # fmt: skip
    reason = forms.CharField(
        label="Ce qui est demandé, ou pourquoi", required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    redo_by = _day(label="À renvoyer avant le", required=False)

    def told(self) -> NewAnswer:
        """As the action takes it."""
        return NewAnswer(**self.cleaned_data)


class TerritoryForm(forms.Form):
    """The communes, one a line."""

    communes = forms.CharField(
        label="Communes", required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Une par ligne : son nom exact ou son code INSEE.",
    )  # fmt: skip


class MissionForm(forms.Form):
    """A mission that started, or is deployed."""

    mission = forms.ChoiceField(choices=[*MISSIONS.items()])
    day = _day(label="Le")


class AmountForm(forms.Form):
    """An amount of the annex."""

    name = forms.ChoiceField(label="Montant")
    euros = Euros(label="Euros", min_value=Decimal("0.01"), max_digits=10,
                               decimal_places=2, localize=True)  # fmt: skip
    annex_on = _day(label="Annexe datée du")
    document = forms.FileField(label="L’annexe", help_text=PAPER)

    def __init__(self, *args: Any, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = [(one, AMOUNTS[one]) for one in names]  # type: ignore[attr-defined]
