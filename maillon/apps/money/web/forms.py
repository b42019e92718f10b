"""What is typed of a budget, an invoice, a share-out, parsed at the edge."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django import forms

from maillon.apps.money.actions import NewInvoice
from maillon.apps.money.queries import Sharer
from maillon.apps.money.vocabulary import HEADINGS, KEYS, SIDES, TYPED_KEYS
from maillon.kernel.elision import of

__all__ = ["InvoiceForm", "LineForm", "PaymentForm", "ReceiptForm", "ShareForm"]

PAPER: Final = "PDF, JPEG ou PNG, 8 Mo au plus."


def _euros(label: str, least: str = "0.01", **more: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=Decimal(least), max_digits=10, decimal_places=2, localize=True,
        **more,
    )  # fmt: skip


def _day(label: str) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget)


def _hours(label: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_digits=6, decimal_places=2, localize=True
    )


class LineForm(forms.Form):
    """A line of the budget."""

    heading = forms.ChoiceField(
        label="Rubrique",
        choices=[
            ("", "choisir"),
            *((SIDES[one].capitalize(), [*known.items()]) for one, known in HEADINGS.items()),
        ],
    )  # fmt: skip
    label = forms.CharField(label="Précision", max_length=120, required=False)
    planned = _euros("Prévu, en euros", "0")


class ReceiptForm(forms.Form):
    """Money that came in."""

    line_id = forms.ChoiceField(label="Sur quelle ligne")
    euros = _euros("Reçu, en euros")
    received_on = _day("Reçu le")

    def __init__(self, *args: Any, lines: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["line_id"]
        field.choices = [(str(pk), label) for pk, label in lines]  # type: ignore[attr-defined]


class InvoiceForm(forms.Form):
    """An invoice as it is read on its paper."""

    line_id = forms.TypedChoiceField(label="Ligne du budget", coerce=UUID)
    provider = forms.CharField(label="Prestataire", max_length=120)
    number = forms.CharField(label="Numéro de la facture", max_length=40)
    issued_on = _day("Date de la facture")
    due_on = _day("À payer avant le")
    gross = _euros("Total TTC, en euros")
    vat = _euros("Dont TVA, en euros", "0", initial=0)
    agreed = _hours("Heures de présence convenues")
    delivered = _hours("Heures de présence faites")
    document = forms.FileField(label="La facture", required=False, help_text=PAPER)

    def __init__(self, *args: Any, lines: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["line_id"]
        field.choices = [("", "choisir"), *((str(pk), name) for pk, name in lines)]  # type: ignore[attr-defined]

    def invoice(self) -> NewInvoice:
        """As the action takes it."""
        told = dict(self.cleaned_data)
        paper = told.pop("document")
        return NewInvoice(**told, document=paper.read() if paper else b"")


class PaymentForm(forms.Form):
    """On which day an invoice was paid."""

    paid_on = _day("Payée le")


class ShareForm(forms.Form):
    """A sum, a key, who shares and, where the key is typed, with what weight."""

    label = forms.CharField(label="Ce qui est partagé", max_length=120)
    euros = _euros("Somme à partager, en euros")
    key = forms.ChoiceField(label="Clé", choices=[*KEYS.items()])

    def __init__(self, *args: Any, people: Sequence[Sharer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        for one in people:
            self.fields[f"m-{one.id}"] = forms.BooleanField(
                label=f"{one.name}, {one.profession}", required=False
            )
            self.fields[f"w-{one.id}"] = forms.DecimalField(
                label=f"Heures ou patientèle {of(one.name)}", required=False, min_value=0,
                max_digits=10, decimal_places=2, localize=True, initial=one.hours,
            )  # fmt: skip

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """For each member: whether she shares, and her weight."""
        return [(self[f"m-{one.id}"], self[f"w-{one.id}"]) for one in self.people]

    def weights(self) -> dict[UUID, Decimal]:
        """The members ticked, with what was typed for them."""
        told, typed = self.cleaned_data, self.cleaned_data["key"] in TYPED_KEYS
        return {
            one.id: (told[f"w-{one.id}"] or Decimal(0)) if typed else Decimal(1)
            for one in self.people if told[f"m-{one.id}"]
        }  # fmt: skip
