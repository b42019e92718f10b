"""A vote as it was held, parsed at the edge: a voice by name, or who was there and three sums."""

from typing import Any
from uuid import UUID

from django import forms

from maillon.apps.governance.actions import NewVote
from maillon.apps.governance.queries import BodyForm as Body
from maillon.apps.governance.vocabulary import CHOICES
from maillon.apps.governance.web.forms import day_field

__all__ = ["VoteForm"]


class VoteForm(forms.Form):
    """The question, how it was voted, who was there, what was said."""

    text = forms.CharField(
        label="La question", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Telle qu’elle a été posée. Sans aucun nom de patient.",
    )  # fmt: skip
    day = day_field(label="Votée le")
    meeting = forms.ChoiceField(
        label="Pendant la réunion", required=False,
        help_text="Son compte rendu, une fois clos, en est la preuve.",
    )  # fmt: skip
    yes = forms.IntegerField(label="Pour", min_value=0, max_value=999, required=False)
    no = forms.IntegerField(label="Contre", min_value=0, max_value=999, required=False)
    abstain = forms.IntegerField(label="Abstentions", min_value=0, max_value=999, required=False)

    def __init__(self, *args: Any, body: Body, secret: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.secret, self.body = secret, body
        self.fields["meeting"].choices = [  # type: ignore[attr-defined]
            ("", "aucune"), *((str(pk), name) for pk, name in body.meetings)
        ]  # fmt: skip
        if not secret:
            for name in ("yes", "no", "abstain"):
                del self.fields[name]
        for pk, name in body.voters:
            self.fields[f"v-{pk}"] = (
                forms.BooleanField(label=name, required=False)
                if secret
                else forms.ChoiceField(
                    label=name, required=False, choices=[("", "absent"), *CHOICES.items()]
                )
            )

    @property
    def people(self) -> list[forms.BoundField]:
        """A field for each who has a voice."""
        return [self[f"v-{pk}"] for pk, _ in self.body.voters]

    def vote(self) -> NewVote:
        """As the actions take it."""
        told = self.cleaned_data
        said = {pk: told[f"v-{pk}"] for pk, _ in self.body.voters if told[f"v-{pk}"]}
        sums = (told.get("yes") or 0, told.get("no") or 0, told.get("abstain") or 0)
        return NewVote(
            text=told["text"], day=told["day"], secret=self.secret,
            ballots={} if self.secret else said, present=list(said), sums=sums,
            meeting_id=UUID(told["meeting"]) if told["meeting"] else None,
        )  # fmt: skip
