"""What is typed of governance, parsed at the edge."""

from typing import Any
from uuid import UUID

from django import forms

from maillon.apps.governance.actions import NewBody, NewMandate
from maillon.apps.governance.queries import BodyForm as Body
from maillon.apps.governance.vocabulary import BODIES, MAJORITIES, PARTNERS, SEATS, VOTERS

__all__ = ["CommitmentForm", "DayForm", "MandateForm", "NewBodyForm", "PaperForm", "day_field"]

CHOOSE = ("", "choisir")


def day_field(**more: Any) -> forms.DateField:
    """A day as browsers type it."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **more)


class NewBodyForm(forms.Form):
    """A body and its own rule."""

    kind = forms.ChoiceField(label="Instance", choices=[CHOOSE, *BODIES.items()])
    name = forms.CharField(label="Comment vous l’appelez", max_length=120)
    voters = forms.ChoiceField(label="Qui vote", choices=[*VOTERS.items()])
    quorum_percent = forms.IntegerField(
        label="Quorum, en pour cent de ceux qui votent", min_value=0, max_value=100,
        help_text="Celui de vos statuts. 0 : pas de quorum.",
    )  # fmt: skip
    majority = forms.ChoiceField(label="Il faut", choices=[*MAJORITIES.items()])

    def body(self) -> NewBody:
        """As the actions take it."""
        return NewBody(**self.cleaned_data)


class MandateForm(forms.Form):
    """A seat to give."""

    member = forms.ChoiceField(label="Qui")
    seat = forms.ChoiceField(label="Place", choices=[*SEATS.items()])
    starts_on = day_field(label="À partir du")
    ends_on = day_field(
        label="Premier jour sans ce mandat", required=False,
        help_text="Soixante jours avant, Maillon en fait une tâche de la structure.",
    )  # fmt: skip

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = [  # type: ignore[attr-defined]
            CHOOSE, *((str(pk), name) for pk, name in body.members)
        ]  # fmt: skip

    def mandate(self) -> NewMandate:
        """As the actions take it."""
        told = self.cleaned_data
        return NewMandate(UUID(told["member"]), told["seat"], told["starts_on"], told["ends_on"])


class CommitmentForm(forms.Form):
    """A promise to a partner."""

    partner = forms.ChoiceField(label="À qui", choices=[CHOOSE, *PARTNERS.items()])
    text = forms.CharField(
        label="Ce qui est promis", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Sans aucun nom de patient.",
    )  # fmt: skip
    made_on = day_field(label="Promis le")
    due_on = day_field(label="À tenir avant le")


class DayForm(forms.Form):
    """The day something ended or was kept."""

    on = day_field(label="Le")


class PaperForm(forms.Form):
    """A signed paper."""

    signed_on = day_field(label="Signée le")
    document = forms.FileField(label="Papier signé", help_text="PDF, JPEG ou PNG, 8 Mo au plus.")
