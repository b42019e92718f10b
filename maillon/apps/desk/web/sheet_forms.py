"""What an agent may post on a request: closed choices, few words."""

import functools
from dataclasses import dataclass, field
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict

from maillon.apps.desk.queries.sheet import HANDOVER_TARGETS
from maillon.apps.desk.vocabulary import (
    AGREEMENTS,
    CANCELLATIONS,
    INFORMED_BY,
    OUTCOMES,
    REFUSALS,
    STAY_DOUBTS,
    STAY_SAYERS,
)
from maillon.apps.desk.web.clinical_forms import AdviceForm, AskForm
from maillon.apps.desk.web.intake_forms import ManyField
from maillon.apps.desk.web.relay_forms import RelayForm

__all__ = [
    "AgreementForm",
    "CancelForm",
    "CarerSaidForm",
    "CheckForm",
    "DeskAnswerForm",
    "Folded",
    "GpForm",
    "HandoverEndForm",
    "HandoverForm",
    "OutcomeForm",
    "PlaceForm",
    "RenewForm",
    "StayForm",
    "TellingForm",
    "WithdrawForm",
    "folded_forms",
]

MORNING = time(9, 30)


class CancelForm(forms.Form):
    """Why the need is over."""

    reason = forms.ChoiceField(choices=[*CANCELLATIONS.items()])


class HandoverForm(forms.Form):
    """To which service, by which name, with what note."""

    target = forms.ChoiceField(choices=[*HANDOVER_TARGETS.items()], label="À qui")
    target_name = forms.CharField(max_length=120, required=False, label="Son nom")
    note = forms.CharField(
        max_length=2000, required=False, label="Ce qui a été dit", widget=forms.Textarea
    )


class HandoverEndForm(forms.Form):
    """What that service answered."""

    outcome = forms.ChoiceField(
        choices=[("transferred", "prend la suite"), ("refused", "non"), ("no_answer", "silence")]
    )


class OutcomeForm(forms.Form):
    """What a call gave."""

    outcome = forms.ChoiceField(choices=[*OUTCOMES.items()])


class DeskAnswerForm(forms.Form):
    """What a carer said on the phone: yes, no and why, or nothing."""

    answer = forms.ChoiceField(choices=[("accepted", "oui"), ("declined", "non"), ("silent", "—")])
    reason = forms.ChoiceField(choices=[*REFUSALS.items()], required=False)
    shift = ManyField(required=False)
    places = forms.IntegerField(min_value=1, max_value=9, required=False)
    comes = forms.CharField(max_length=240, required=False)

    def who_come(self) -> tuple[str, ...]:
        """One entry for each who comes from a shared line, empty where her name is not told."""
        names = [" ".join(one.split()) for one in self.cleaned_data["comes"].split(",")]
        told = [one[:60] for one in names if one]
        unnamed = max(self.cleaned_data["places"] or 1, 1) - len(told)
        return (*told, *[""] * unnamed)


class WithdrawForm(forms.Form):
    """Why the carer gives the need back."""

    reason = forms.ChoiceField(choices=[*REFUSALS.items()])


class RenewForm(forms.Form):
    """Until when the care goes on."""

    ends_on = forms.DateField()


class ReplacementForm(forms.Form):
    """From which day somebody else must come, why, and who hears of it."""

    from_day = forms.DateField()
    reason = forms.ChoiceField(choices=[*REFUSALS.items()])
    tell = forms.ChoiceField(choices=[("requester", ""), ("person", "")], required=False)


class PlaceForm(forms.Form):
    """Who takes a seat, picked or typed, and instead of whom."""

    responder = forms.UUIDField(required=False)
    responder_text = forms.CharField(max_length=120, required=False)
    instead_of = forms.UUIDField(required=False)


class CheckForm(forms.Form):
    """When to ask for news: a day, and an hour of the desk's own clock."""

    on = forms.DateField(label="Le", widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    at = forms.TimeField(
        label="À", required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M")
    )

    def moment(self, tz: ZoneInfo) -> datetime:
        """The moment asked for, at the desk."""
        wall = self.cleaned_data["at"] or MORNING
        return datetime.combine(self.cleaned_data["on"], wall, tzinfo=tz)


class AgreementForm(forms.Form):
    """Who informed the person, and what she answered."""

    agreement = forms.ChoiceField(choices=[*AGREEMENTS.items()], label="Son accord")
    informed_by = forms.ChoiceField(choices=[*INFORMED_BY.items()], label="Information")


class TellingForm(forms.Form):
    """Whether a requester who is no professional may hear everything."""

    allowed = forms.ChoiceField(choices=[("yes", "oui"), ("no", "non")])


class GpForm(forms.Form):
    """Whether her doctor is to be told."""

    wish = forms.ChoiceField(choices=[("tell", "oui"), ("refused", "non"), ("none", "aucun")])


class StayForm(forms.Form):
    """Who says that a stay in hospital was avoided, and how sure she is."""

    said_by = forms.ChoiceField(choices=[("", "choisir"), *STAY_SAYERS.items()], label="Qui le dit")
    doubt = forms.ChoiceField(
        choices=[("", "choisir"), *STAY_DOUBTS.items()], label="Avec quel doute"
    )


class CarerSaidForm(forms.Form):
    """The person's word about one carer."""

    responder = forms.UUIDField()
    kind = forms.ChoiceField(choices=[("chosen", "la choisit"), ("refused", "la refuse")])


@dataclass(frozen=True)
class Folded:
    """A form a sheet keeps folded, open when it comes back refused.

    ``once`` names what is drawn while nobody has typed anything: the same for every request.
    """

    name: str
    kind: type[forms.Form]
    refused: QueryDict | None = None
    initial: dict[str, str] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        return self.refused is not None

    @property
    def once(self) -> str:
        return "" if self.open else f"{self.name}{sorted(self.initial.items())}"

    @functools.cached_property
    def fields(self) -> forms.Form:
        """The form itself, made where it has to be drawn."""
        return self.kind(self.refused, auto_id=f"{self.name}-%s", initial=self.initial)


def folded_forms(agreement: str, refused: QueryDict | None) -> dict[str, Folded]:
    """The forms a sheet keeps folded; the one that was refused comes back as it was typed."""
    typed = set(refused or ())

    def came_back(mark: str) -> QueryDict | None:
        return refused if mark in typed else None

    given = {"agreement": agreement, "informed_by": "desk"}
    return {
        "handover": Folded("handover", HandoverForm, came_back("target")),
        "check": Folded("check", CheckForm, came_back("on")),
        "advice": Folded("advice", AdviceForm, None if "said_by" in typed else came_back("text")),
        "ask": Folded("ask", AskForm, came_back("question")),
        "stay": Folded("stay", StayForm, came_back("doubt")),
        "relay": Folded("relay", RelayForm, came_back("to")),
        "agreement": Folded("said", AgreementForm, came_back("agreement"), given),
    }
