"""What is typed in a medication review."""

from typing import Any, Final
from uuid import UUID

from django import forms

from maillon.apps.care.actions import NewConclusion, NewLine
from maillon.apps.care.medication_vocabulary import ANSWERS, KINDS, SOURCES, STOPS

__all__ = ["AnswerForm", "ConcludeForm", "LineForm", "OpenReviewForm", "ProposeForm", "StopForm",
           "target"]  # fmt: skip

CHOOSE: Final = ("", "Choisir…")


def _area(rows: int, most: int = 2000) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": most})


class OpenReviewForm(forms.Form):
    """What the review is for."""

    question = forms.CharField(
        max_length=1000, required=False, label="La question posée", widget=_area(2, 1000),
        help_text="Par exemple : des chutes depuis un mois, un traitement en cause ?",
    )  # fmt: skip


class LineForm(forms.Form):
    """A treatment, as it is said."""

    name = forms.CharField(
        max_length=200, label="Médicament",
        error_messages={"required": "Écrivez le nom du médicament, comme il est dit."},
    )  # fmt: skip
    dose = forms.CharField(max_length=120, required=False, label="Dose")
    timing = forms.CharField(max_length=200, required=False, label="Quand")
    prescriber = forms.CharField(max_length=120, required=False, label="Prescrit par")
    source = forms.ChoiceField(
        choices=[CHOOSE, *SOURCES.items()], label="D’après",
        error_messages={"required": "Dites d’où vient cette information."},
    )  # fmt: skip

    def line(self) -> NewLine:
        """As the action wants it."""
        return NewLine(**self.cleaned_data)


class ProposeForm(forms.Form):
    """A remark or a proposal of the pharmacist."""

    kind = forms.ChoiceField(choices=[CHOOSE, *KINDS.items()], label="Remarque ou proposition")
    text = forms.CharField(
        max_length=1000, label="En une phrase", widget=_area(2, 1000),
        error_messages={"required": "Écrivez ce que vous remarquez ou proposez."},
    )  # fmt: skip


class AnswerForm(forms.Form):
    """What the GP answers."""

    verdict = forms.ChoiceField(choices=[CHOOSE, *ANSWERS.items()], label="Réponse du médecin")
    reason = forms.CharField(
        max_length=1000, required=False, label="Pourquoi",
        help_text="à dire en cas de refus", widget=_area(1, 1000),
    )  # fmt: skip


class ConcludeForm(forms.Form):
    """What is kept, and when it is looked at again."""

    plain = forms.CharField(
        max_length=2000, label="Ce qui change pour la personne", widget=_area(3),
        help_text="En mots simples : c’est imprimé sur sa feuille. Même si rien ne change.",
        error_messages={"required": "Dites en mots simples ce qui change, même si c’est « rien »."},
    )  # fmt: skip
    conclusion = forms.CharField(
        max_length=2000, required=False, label="Conclusion entre professionnels", widget=_area(3)
    )
    recheck_on = forms.DateField(
        label="Refaire le point le", widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Choisissez le jour où vous referez le point."},
    )  # fmt: skip

    def said(self) -> NewConclusion:
        """As the action wants it."""
        return NewConclusion(**self.cleaned_data)


class StopForm(forms.Form):
    """Why it is given up."""

    reason = forms.ChoiceField(choices=[CHOOSE, *STOPS.items()], label="Pourquoi l’arrêter")


class _Target(forms.Form):
    """What a gesture is about."""

    line = forms.UUIDField(required=False)
    key = forms.UUIDField(required=False)
    proposal = forms.UUIDField(required=False)
    notice = forms.UUIDField(required=False)


def target(data: Any) -> dict[str, UUID | None]:
    """The ids that a gesture carries; what is no id is none."""
    form = _Target(data)
    form.is_valid()
    return {name: form.cleaned_data.get(name) for name in form.fields}
