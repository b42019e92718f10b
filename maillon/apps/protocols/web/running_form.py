"""What is typed to run a template, parsed at the edge."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms

from maillon.apps.library.loading import Step
from maillon.apps.protocols.actions import Order
from maillon.apps.protocols.queries import TemplatePage
from maillon.kernel import chance

__all__ = ["RunForm"]

ZONE = ZoneInfo("Europe/Paris")
NOON = time(13)


def _day(label: str) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget)


class RunForm(forms.Form):
    """When people meet, who comes; whose each step is, by when."""

    key = forms.CharField(widget=forms.HiddenInput)
    sent = forms.UUIDField(widget=forms.HiddenInput)
    day = _day("Jour de la réunion")
    hour = forms.TimeField(
        label="Heure", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    link = forms.CharField(label="Lien de visioconférence", required=False, max_length=300)
    guests = forms.MultipleChoiceField(
        label="Qui vient, de l’équipe", required=False, widget=forms.CheckboxSelectMultiple
    )
    partners = forms.CharField(
        label="Qui vient, d’ailleurs", help_text="Un nom par ligne.", required=False,
        max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, page: TemplatePage) -> None:
        told, self._page = page.template, page
        first: dict[str, Any] = {
            "key": told.key, "sent": chance.new_id(), "hour": NOON,
            "day": _weekday(page.today + timedelta(days=told.meeting.in_days)),
        }  # fmt: skip
        for step in told.steps:
            first[f"owner_{step.code}"] = str(page.me or "")
            first[f"due_{step.code}"] = _weekday(page.today + timedelta(days=step.in_days))
        super().__init__(data, initial=first)
        team = [(str(pk), name) for pk, name in page.team]
        guests = self.fields["guests"]
        assert isinstance(guests, forms.MultipleChoiceField)  # noqa: S101
        guests.choices = team
        for step in told.steps:
            self.fields[f"owner_{step.code}"] = forms.ChoiceField(
                label=f"Par qui : {step.title}", choices=[("", "choisir"), *team]
            )
            self.fields[f"due_{step.code}"] = _day(f"Pour quand : {step.title}")

    @property
    def steps(self) -> Iterator[tuple[Step, forms.BoundField, forms.BoundField]]:
        """Each step, its owner, its day."""
        for step in self._page.template.steps:
            yield step, self[f"owner_{step.code}"], self[f"due_{step.code}"]

    def order(self) -> Order:
        """As the action takes it."""
        told = self.cleaned_data
        return Order(
            starts_at=datetime.combine(told["day"], told["hour"], ZONE),
            steps={step.code: (UUID(told[f"owner_{step.code}"]), told[f"due_{step.code}"])
                   for step in self._page.template.steps},
            guests=[UUID(pk) for pk in told["guests"]],
            partners=[name.strip()[:120] for name in told["partners"].splitlines() if name.strip()],
            link=told["link"], id=told["sent"],
        )  # fmt: skip


def _weekday(day: date) -> date:
    """That day, or the Monday after a week-end."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
