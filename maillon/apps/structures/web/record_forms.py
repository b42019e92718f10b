"""A line of a register as typed: its title, its day, what is noted, the paper."""

from typing import Any, Final

from django import forms

from maillon.apps.structures.actions import NewRecord
from maillon.apps.structures.registers import Kind

__all__ = ["FileForm", "RecordForm"]

PAPER: Final = "PDF, JPEG ou PNG, 8 Mo au plus. Sans aucun nom de patient."
LEVELS: Final = [("", "choisir"), ("1", "niveau 1"), ("2", "niveau 2")]


def _notes() -> dict[str, forms.Field]:
    return {
        "hours": forms.DecimalField(
            label="Heures d’ouverture par jour, du lundi au vendredi", min_value=0, max_value=24,
            max_digits=4, decimal_places=2, help_text="De 8 h à 20 h : 12.",
        ),
        "saturday": forms.BooleanField(label="Ouvert le samedi matin", required=False),
        "weeks": forms.IntegerField(
            label="Semaines de fermeture dans l’année", min_value=0, max_value=53
        ),
        "days": forms.DecimalField(
            label="Jours de consultation par semaine", min_value=0, max_value=7, max_digits=3,
            decimal_places=1,
        ),
        "level": forms.ChoiceField(label="Niveau tenu", choices=LEVELS),
        "doctors": forms.IntegerField(
            label="Médecins de la structure qui participent", min_value=0, max_value=200
        ),
        "every": forms.BooleanField(label="La structure répond à toutes les demandes",
                                    required=False),
    }  # fmt: skip


class FileForm(forms.Form):
    """A paper to join."""

    document = forms.FileField(label="Document", help_text=PAPER)


class RecordForm(forms.Form):
    """A line of one register."""

    title = forms.CharField(label="Intitulé", max_length=200,
                            help_text="Lu par la CPAM : aucun nom de patient.")  # fmt: skip
    day = forms.DateField(
        label="Date", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    document = forms.FileField(label="Document", required=False, help_text=PAPER)

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        notes = _notes()
        self.fields.update({name: notes[name] for name in kind.notes})

    @property
    def noted(self) -> list[forms.BoundField]:
        """The fields of this register beside the title."""
        return [self[name] for name in self.kind.notes]

    def record(self) -> NewRecord:
        """As the actions take it."""
        told = self.cleaned_data
        return NewRecord(
            kind=self.kind.code, title=told["title"], day=told["day"],
            notes={name: _plain(told[name]) for name in self.kind.notes},
            document=told["document"].read() if told["document"] else b"",
        )  # fmt: skip


def _plain(value: Any) -> Any:
    """As JSON keeps it: decimals as words, the rest as it is."""
    return value if isinstance(value, bool | int) else str(value)
