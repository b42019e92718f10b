"""What is typed of who comes each week, and of whom to call at night."""

from typing import Any, Final
from uuid import UUID

from django import forms

from maillon.apps.care.actions import NewVisit

__all__ = ["NightForm", "VisitForm"]

Pairs = tuple[tuple[str, str], ...]
DAYS: Final = (
    ("0", "lundi"), ("1", "mardi"), ("2", "mercredi"), ("3", "jeudi"), ("4", "vendredi"),
    ("5", "samedi"), ("6", "dimanche"),
)  # fmt: skip
DAY: Final = forms.DateInput(attrs={"type": "date"})
HOUR: Final = forms.TimeInput(attrs={"type": "time"})


class VisitForm(forms.Form):
    """Who comes, which days, when, to do what."""

    member = forms.ChoiceField(label="Qui vient")
    weekdays = forms.MultipleChoiceField(
        choices=DAYS, label="Quels jours", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un jour."},
    )  # fmt: skip
    from_time = forms.TimeField(required=False, label="À partir de", widget=HOUR)
    to_time = forms.TimeField(required=False, label="Jusqu’à", widget=HOUR)
    what = forms.CharField(max_length=120, required=False, label="Pour quoi faire")
    theme = forms.ChoiceField(label="De quoi il s’agit", initial="daily")
    starts_on = forms.DateField(required=False, label="Depuis le", widget=DAY)
    ends_on = forms.DateField(required=False, label="Jusqu’au (exclu)", widget=DAY)

    def __init__(self, members: Pairs, themes: Pairs, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["member"].choices = members  # type: ignore[attr-defined]
        self.fields["theme"].choices = themes  # type: ignore[attr-defined]

    def visit(self) -> NewVisit:
        """As the action wants it."""
        said = self.cleaned_data
        names = ("what", "theme", "from_time", "to_time", "starts_on", "ends_on")
        return NewVisit(
            member_id=UUID(said["member"]), weekdays=tuple(int(day) for day in said["weekdays"]),
            **{name: said[name] for name in names},
        )  # fmt: skip


class NightForm(forms.Form):
    """Whom to call at night."""

    night = forms.ChoiceField(required=False, label="La nuit, appeler")
    note = forms.CharField(
        max_length=120, required=False, label="À savoir", help_text="a les clés, habite en face…"
    )

    def __init__(self, members: Pairs, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        nobody = ("", "personne en particulier")
        self.fields["night"].choices = [nobody, *members]  # type: ignore[attr-defined]
