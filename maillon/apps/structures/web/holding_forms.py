"""A line of what a structure holds, as typed: the fields of its kind, its dates, its paper."""

from typing import Any

from django import forms

from maillon.apps.structures.actions.holding import NewHolding
from maillon.apps.structures.holdings import Field, HoldingKind
from maillon.apps.structures.web.record_forms import PAPER

__all__ = ["HoldingForm", "RenewForm"]


def _day(**more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **more)


def _field(one: Field) -> forms.Field:
    if one.choices:
        return forms.ChoiceField(label=one.label, choices=one.choices, required=one.required)
    widget = forms.Textarea(attrs={"rows": 2}) if one.long else None
    return forms.CharField(
        label=one.label, help_text=one.hint, required=one.required, max_length=1000, widget=widget
    )


class RenewForm(forms.Form):
    """The next date of a line."""

    ends_on = _day(label="Prochaine date")


class HoldingForm(forms.Form):
    """A line of one register."""

    title = forms.CharField(label="Intitulé", max_length=200, help_text="Sans nom de patient.")
    starts_on = _day(label="Depuis le")
    ends_on = _day(label="Fin", required=False)
    notice_days = forms.IntegerField(
        label="Préavis, en jours", min_value=0, max_value=730, required=False,
        help_text="Le rappel vient un mois avant le dernier jour pour le donner.",
    )  # fmt: skip
    document = forms.FileField(label="Document", required=False, help_text=PAPER)

    def __init__(self, *args: Any, kind: HoldingKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["ends_on"].label = kind.ends
        self.fields["document"].label = f"Document : {kind.paper}"
        if not kind.noticed:
            del self.fields["notice_days"]
        self.fields.update({f"n_{one.code}": _field(one) for one in kind.fields})

    @property
    def noted(self) -> list[forms.BoundField]:
        """What this kind notes."""
        return [self[f"n_{one.code}"] for one in self.kind.fields]

    def holding(self) -> NewHolding:
        """As the actions take it."""
        told = self.cleaned_data
        return NewHolding(
            kind=self.kind.code, title=told["title"], starts_on=told["starts_on"],
            ends_on=told["ends_on"], notice_days=told.get("notice_days") or 0,
            notes={one.code: told[f"n_{one.code}"] for one in self.kind.fields},
            document=told["document"].read() if told["document"] else b"",
        )  # fmt: skip
