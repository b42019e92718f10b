"""What is typed of rates and ceilings, parsed at the edge."""

from decimal import Decimal
from typing import Any

from django import forms

from maillon.apps.contracts.indemnities import BASES
from maillon.apps.structures.vocabulary import PROFESSIONS

__all__ = ["CeilingForm", "RateForm"]


def _euros(digits: int, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(
        min_value=Decimal("0.01"), max_digits=digits, decimal_places=2, localize=True, **more
    )


def _day(**more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **more)


class RateForm(forms.Form):
    """What a profession is paid, from a day on."""

    profession = forms.ChoiceField(label="Métier", choices=[("", "choisir"), *PROFESSIONS.items()])
    euros = _euros(7, label="Euros")
    basis = forms.ChoiceField(label="Payé", choices=[*BASES.items()])
    starts_on = _day(label="À partir du")
    ends_on = _day(label="Premier jour sans ce tarif", required=False,
                   help_text="Vide : jusqu’au prochain tarif de ce métier.")  # fmt: skip


class CeilingForm(forms.Form):
    """The most a member receives in the year, or that there is no such limit."""

    most = _euros(9, label="Plafond par membre, en euros", required=False)
    none = forms.BooleanField(label="Pas de plafond cette année", required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two, never both."""
        told = super().clean() or {}
        if bool(told.get("most")) == bool(told.get("none")) and not self.errors:
            raise forms.ValidationError("Donnez une somme, ou dites qu’il n’y a pas de plafond.")
        return told
