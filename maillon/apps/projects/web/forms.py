"""What is typed of a team's project, parsed at the edge."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from maillon.apps.projects.actions import NewAction, NewEvaluation
from maillon.apps.projects.vocabulary import VERDICTS

__all__ = ["ActionForm", "AdoptionForm", "EntrustForm", "EvaluationForm", "GroupForm",
           "IndicatorForm", "PartnerForm", "ReadingForm", "TextForm"]  # fmt: skip

Choices = Sequence[tuple[UUID, str]]


def _day(**more: Any) -> forms.DateField:
    return forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more
    )


def _area(rows: int, **more: Any) -> forms.CharField:
    return forms.CharField(widget=forms.Textarea(attrs={"rows": rows}), **more)


def _figure(**more: Any) -> forms.DecimalField:
    return forms.DecimalField(max_digits=10, decimal_places=2, localize=True, **more)


def _options(first: str, choices: Choices) -> list[tuple[str, str]]:
    return [("", first), *((str(pk), name) for pk, name in choices)]


def _id(told: str) -> UUID | None:
    return UUID(told) if told else None


class TextForm(forms.Form):
    """A section's text, and the version it started from."""

    text = _area(18, label="Texte", required=False, max_length=60_000)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ActionForm(forms.Form):
    """An action of an objective."""

    text = forms.CharField(label="Action", max_length=400)
    owner = forms.ChoiceField(label="Qui", required=False)
    due_on = _day(label="Pour le", required=False)
    group = forms.ChoiceField(label="Groupe de travail", required=False)

    def __init__(self, *args: Any, people: Choices, groups: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = _options("à confier", people)  # type: ignore[attr-defined]
        self.fields["group"].choices = _options("aucun", groups)  # type: ignore[attr-defined]

    def action(self) -> NewAction:
        """As the actions take it."""
        told = self.cleaned_data
        return NewAction(told["text"], _id(told["owner"]), _id(told["group"]), told["due_on"])


class EntrustForm(forms.Form):
    """Who does an action, and until when."""

    owner = forms.ChoiceField(label="Qui", required=False)
    due_on = _day(label="Pour le", required=False)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = _options("à confier", people)  # type: ignore[attr-defined]

    def owner_id(self) -> UUID | None:
        """The member chosen, if any."""
        return _id(self.cleaned_data["owner"])


class GroupForm(forms.Form):
    """A working group and who is in it."""

    name = forms.CharField(label="Nom du groupe", max_length=80)
    purpose = forms.CharField(label="Ce qu’il prépare", max_length=400, required=False)
    leader = forms.ChoiceField(label="Qui l’anime", required=False)
    members = forms.MultipleChoiceField(
        label="Qui en est", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader"].choices = _options("personne encore", people)  # type: ignore[attr-defined]
        self.fields["members"].choices = _options("", people)[1:]  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """As the action takes it."""
        told = self.cleaned_data
        return {
            "name": told["name"], "purpose": told["purpose"], "leader": _id(told["leader"]),
            "members": [UUID(one) for one in told["members"]],
        }  # fmt: skip


class PartnerForm(forms.Form):
    """Somebody outside: a structure of the directory, or a name."""

    partner = forms.UUIDField(required=False)
    partner_text = forms.CharField(required=False, max_length=160)
    role = forms.CharField(label="Ce que vous faites ensemble", max_length=400, required=False)
    since = _day(label="Depuis le", required=False)


class IndicatorForm(forms.Form):
    """What is measured of an action."""

    label = forms.CharField(label="Ce qui est mesuré", max_length=120)
    unit = forms.CharField(label="Unité", max_length=20, required=False)
    start = _figure(label="Au départ", required=False)
    target = _figure(label="But", required=False)


class ReadingForm(forms.Form):
    """A measure on a day."""

    day = _day(label="Jour")
    value = _figure(label="Valeur")


class EvaluationForm(forms.Form):
    """The sheet of an action."""

    hypothesis = _area(3, label="Hypothèse", required=False, max_length=4000,
                       help_text="Si nous faisons cela, alors…")  # fmt: skip
    measure = _area(3, label="Mesure", required=False, max_length=4000,
                    help_text="Comment nous le saurons, avec quelles données.")  # fmt: skip
    result = _area(3, label="Résultat", required=False, max_length=4000,
                   help_text="Ce qui s’est passé, y compris ce qui n’a pas marché.")  # fmt: skip
    verdict = forms.ChoiceField(label="Ce que nous en concluons", choices=[*VERDICTS.items()],
                                required=False)  # fmt: skip

    def told(self) -> NewEvaluation:
        """As the action takes it."""
        return NewEvaluation(**self.cleaned_data)


class AdoptionForm(forms.Form):
    """Who adopted the project, and when."""

    body = forms.CharField(label="Adopté par", max_length=120,
                           help_text="Par exemple : assemblée générale de la SISA.")  # fmt: skip
    adopted_on = _day(label="Le")
