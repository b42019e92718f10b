"""What is typed of a local resource, parsed at the edge."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from maillon.apps.directory.actions import NewResource, Said
from maillon.apps.directory.queries import ResourcePage, communes_matching
from maillon.apps.directory.vocabulary import CLOSINGS, FRESH_FOR, MEANS, NATURES, NEEDS
from maillon.kernel.access import AccountViewer

__all__ = ["ResourceForm", "ResourceSearchForm", "SaidForm"]


class ResourceSearchForm(forms.Form):
    """What one looks by; nothing is required."""

    q = forms.CharField(required=False, max_length=80)
    need = forms.ChoiceField(required=False, choices=[("", ""), *NEEDS.items()])
    commune = forms.CharField(required=False, max_length=5)
    commune_text = forms.CharField(required=False, max_length=80)
    sort = forms.CharField(required=False, max_length=8)
    closed = forms.BooleanField(required=False)


class SaidForm(forms.Form):
    """Who said so, and how."""

    told_by = forms.CharField(
        label="Qui l’a dit", max_length=120, help_text="Sa fonction : « l’accueil de la PMI »."
    )
    means = forms.ChoiceField(label="Comment", choices=list(MEANS.items()))
    closing = forms.ChoiceField(
        label="Pourquoi", required=False, choices=[("", "choisir"), *CLOSINGS.items()]
    )

    def said(self) -> Said:
        """As the actions take it."""
        return Said(self.cleaned_data["told_by"], self.cleaned_data["means"])


class ResourceForm(SaidForm):
    """A resource to write or to correct; its communes one a line, by name or postal code."""

    house = forms.ChoiceField(label="Pour", required=False)
    name = forms.CharField(label="Nom", max_length=160)
    nature = forms.ChoiceField(label="Ce que c’est", choices=list(NATURES.items()))
    needs = forms.MultipleChoiceField(
        label="On la cherche pour", choices=list(NEEDS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins une raison de la chercher."},
    )  # fmt: skip
    does = forms.CharField(
        label="Ce qu’elle fait vraiment", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Pour qui, en combien de temps, à quel prix, et ce qu’elle ne fait pas.",
    )  # fmt: skip
    hours = forms.CharField(label="Horaires", max_length=200, required=False)
    phone = forms.CharField(label="Téléphone", max_length=20, required=False)
    address = forms.CharField(label="Adresse", max_length=240, required=False)
    seat = forms.CharField(label="Sa commune", max_length=80, help_text="Nom ou code postal.")
    area = forms.CharField(
        label="Communes où elle va", required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Une par ligne. Vide : sa commune seulement.",
    )  # fmt: skip
    fresh_months = forms.TypedChoiceField(
        label="À revérifier après", choices=list(FRESH_FOR.items()), coerce=int, initial=6
    )

    def __init__(
        self, viewer: AccountViewer, houses: Sequence[tuple[UUID, str]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        house = self.fields["house"]
        house.choices = [(str(pk), name) for pk, name in houses]  # type: ignore[attr-defined]
        if len(houses) < 2:
            house.widget = forms.HiddenInput()
            house.initial = str(houses[0][0]) if houses else ""

    @classmethod
    def of(cls, page: ResourcePage, viewer: AccountViewer) -> "ResourceForm":
        """The resource as it stands, to correct."""
        found = page.found
        return cls(viewer, (), initial={
            "name": found.name, "nature": page.nature, "needs": page.need_codes,
            "does": found.does, "hours": found.hours, "phone": found.phone,
            "address": found.address, "seat": found.commune, "area": "\n".join(found.area),
            "fresh_months": page.fresh_months,
        })  # fmt: skip

    def clean_seat(self) -> str:
        return self._commune(self.cleaned_data["seat"])

    def clean_area(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["area"].splitlines() if line.strip()]
        return [self._commune(line) for line in lines[:200]]

    def _commune(self, text: str) -> str:
        found = communes_matching(self.viewer, text, limit=1)
        if not found:
            raise forms.ValidationError(f"Aucune commune pour « {text} » : essayez le code postal.")
        return found[0].insee

    def resource(self) -> NewResource:
        """As the actions take it."""
        typed = self.cleaned_data
        return NewResource(
            name=typed["name"], nature=typed["nature"], needs=typed["needs"], does=typed["does"],
            commune_id=typed["seat"], area=typed["area"], hours=typed["hours"],
            phone=typed["phone"], address=typed["address"], fresh_months=typed["fresh_months"],
        )  # fmt: skip
