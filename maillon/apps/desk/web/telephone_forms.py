"""The telephones of a desk as they are typed: one line per agent."""

from typing import Any

from django import forms

from maillon.apps.desk.actions import NewExtension
from maillon.apps.desk.queries.calls import Telephone, Telephones
from maillon.kernel.elision import of

__all__ = ["TelephonesForm"]

SMALL = {"class": "input input-s"}
NUMBER = r"^[0-9*#]{1,20}$"


class TelephonesForm(forms.Form):
    """An extension and a place in the order for each agent; an empty extension is none."""

    fallback = forms.CharField(label="Numéro qui prend les appels quand le poste est fermé",
                               max_length=20, required=False)  # fmt: skip

    def __init__(self, page: Telephones, data: Any = None) -> None:
        super().__init__(data, initial={"fallback": page.fallback})
        self.page = page
        for place, one in enumerate(page.lines):
            self.fields[f"number_{place}"] = forms.RegexField(
                NUMBER, label=f"Poste téléphonique {of(one.name)}", required=False,
                initial=one.number, widget=forms.TextInput(attrs=SMALL),
                error_messages={"invalid": "Des chiffres, * ou #, vingt au plus."},
            )  # fmt: skip
            self.fields[f"position_{place}"] = forms.IntegerField(
                label=f"Ordre {of(one.name)}", min_value=1, max_value=999, required=False,
                widget=forms.NumberInput(attrs=SMALL),
                initial=one.position if one.number else None,
            )  # fmt: skip

    @property
    def lines(self) -> list[tuple[Telephone, Any, Any]]:
        """Each agent with her two fields."""
        return [
            (one, self[f"number_{place}"], self[f"position_{place}"])
            for place, one in enumerate(self.page.lines)
        ]

    def extensions(self) -> list[NewExtension]:
        """Those that have a number, in their order."""
        typed = [
            (self.cleaned_data[f"position_{place}"] or 999, place, one.account_id,
             self.cleaned_data[f"number_{place}"])
            for place, one in enumerate(self.page.lines)
        ]  # fmt: skip
        return [NewExtension(account, number) for _, _, account, number in sorted(typed) if number]
