"""What is typed of a contract, parsed at the edge."""

from typing import Any

from django import forms

from maillon.apps.contracts.wording.words import CHOICES, FACTS

__all__ = ["FactForm", "SignForm"]

LEFT_OUT = frozenset({"contract_signed_on", "new_structure"})


class SignForm(forms.Form):
    """A contract that was signed."""

    signed_on = forms.DateField(
        label="Signé le", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    payer = forms.CharField(label="Avec", max_length=120, initial="CPAM")
    new_structure = forms.BooleanField(
        label="Structure nouvelle", required=False,
        help_text="Projet de santé déposé à l’ARS moins d’un an avant le contrat.",
    )  # fmt: skip


class FactForm(forms.Form):
    """A fact that no act tells."""

    key = forms.ChoiceField(
        label="Ce que vous déclarez",
        choices=[
            ("", "choisir"), ("patients", FACTS["patients"].capitalize()),
            ("information_system", FACTS["information_system"].capitalize()),
            ("precarity_percent", FACTS["precarity_percent"].capitalize()),
            ("advance_paid_eur", FACTS["advance_paid_eur"].capitalize()),
            ("Sinon, ce qu’un acte devrait dire", [
                (key, words.capitalize()) for key, words in FACTS.items()
                if key not in LEFT_OUT | {
                    "patients", "information_system", "precarity_percent", "advance_paid_eur",
                }
            ]),
        ],
    )  # fmt: skip
    value = forms.CharField(
        label="Valeur", max_length=20,
        help_text=f"Un nombre, oui ou non ; pour le logiciel : {CHOICES['none']}, "
        f"{CHOICES['standard']} ou {CHOICES['advanced']}.",
    )  # fmt: skip
    document = forms.FileField(label="Document", required=False,
                               help_text="PDF, JPEG ou PNG, sans nom de patient.")  # fmt: skip
    year = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, year: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = year

    def told(self) -> str:
        """The value as the contract keeps it: French words back to their codes."""
        text = str(self.cleaned_data["value"]).strip().lower().replace("\u202f", "")
        words = {label: code for code, label in CHOICES.items()} | {"oui": "true", "non": "false"}
        return words.get(text, text.replace(" ", ""))
