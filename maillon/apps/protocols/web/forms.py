"""What is typed of a protocol, parsed at the edge."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms

from maillon.apps.protocols.actions import Invitation, NewProtocol, NewSignature
from maillon.apps.protocols.vocabulary import KINDS, REASONS, SECTIONS, STATES, WITHDRAWALS
from maillon.apps.structures.vocabulary import PROFESSIONS

__all__ = ["AdoptForm", "AskForm", "ExceptionForm", "PaperForm", "ProtocolForm", "ReviewForm",
           "SearchForm", "WithdrawForm", "first_error", "in_a_year"]  # fmt: skip

Choices = Sequence[tuple[UUID, str]]
SCAN = "PDF, JPEG ou PNG, 8 Mo au plus. Sans aucun nom de patient."


def _day(**more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **more)


def _of(team: Choices, first: str = "choisir") -> list[tuple[str, str]]:
    return [("", first), *((str(pk), name) for pk, name in team)]


def first_error(form: forms.Form) -> str:
    """The first thing that is missing, with its field's name."""
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        return f"{label} : {errors[0]}" if label else str(errors[0])
    return ""


def in_a_year(today: date) -> date:
    """The usual day of a review."""
    return today + timedelta(days=365)


class SearchForm(forms.Form):
    """What one looks by; nothing is required."""

    q = forms.CharField(required=False, max_length=80)
    kind = forms.ChoiceField(required=False, choices=[("", ""), *KINDS.items()])
    state = forms.ChoiceField(required=False, choices=[("", ""), *STATES.items()])
    sort = forms.CharField(required=False, max_length=12)


class ProtocolForm(forms.Form):
    """A text, section by section."""

    title = forms.CharField(label="Intitulé", max_length=200,
                            help_text="Lu par la CPAM : aucun nom de patient.")  # fmt: skip
    kind = forms.ChoiceField(label="Sorte de protocole", choices=[*KINDS.items()])
    changes = forms.CharField(
        label="Ce qui change dans cette version", required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    authors = forms.MultipleChoiceField(
        label="Qui l’écrit", required=False, widget=forms.CheckboxSelectMultiple
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, team: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        authors = self.fields["authors"]
        assert isinstance(authors, forms.MultipleChoiceField)  # noqa: S101
        authors.choices = [(str(pk), name) for pk, name in team]
        for code, part in SECTIONS.items():
            self.fields[code] = forms.CharField(
                label=part.label, help_text=part.hint, required=False, max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 5}),
            )  # fmt: skip

    @property
    def parts(self) -> Iterator[forms.BoundField]:
        """The fields of the text."""
        return (self[code] for code in SECTIONS)

    def protocol(self) -> NewProtocol:
        """As the actions take it."""
        told = self.cleaned_data
        return NewProtocol(
            told["kind"], told["title"], {code: told[code] for code in SECTIONS},
            [UUID(pk) for pk in told["authors"]],
        )  # fmt: skip


class AskForm(forms.Form):
    """Who is asked to sign, until when."""

    members = forms.MultipleChoiceField(
        label="Qui doit signer", required=False, widget=forms.CheckboxSelectMultiple
    )
    due_on = _day(label="Signatures attendues pour le")

    def __init__(self, *args: Any, team: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = self.fields["members"]
        assert isinstance(members, forms.MultipleChoiceField)  # noqa: S101
        members.choices = [(str(pk), name) for pk, name in team]

    def asked(self) -> Invitation:
        """As the action takes it."""
        told = self.cleaned_data
        return Invitation([UUID(pk) for pk in told["members"]], told["due_on"])


class PaperForm(forms.Form):
    """A signature read on paper."""

    member = forms.ChoiceField(label="Membre de l’équipe", required=False)
    name = forms.CharField(label="Ou quelqu’un d’ailleurs : son nom", max_length=120,
                           required=False)  # fmt: skip
    house = forms.CharField(label="Sa structure", max_length=120, required=False)
    profession = forms.ChoiceField(
        label="Son métier", required=False, choices=[("", "choisir"), *PROFESSIONS.items()]
    )
    signed_on = _day(label="Signé le")
    scan = forms.FileField(label="Page signée", required=False, help_text=SCAN)

    def __init__(self, *args: Any, team: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        member = self.fields["member"]
        assert isinstance(member, forms.ChoiceField)  # noqa: S101
        member.choices = _of(team, "personne de l’équipe")

    def signature(self) -> NewSignature:
        """As the action takes it."""
        told = self.cleaned_data
        return NewSignature(
            told["signed_on"], UUID(told["member"]) if told["member"] else None, told["name"],
            told["house"], told["profession"], told["scan"].read() if told["scan"] else b"",
        )  # fmt: skip


class ReviewForm(forms.Form):
    """When it is read again, by whom."""

    review_on = _day(label="À relire le")
    owner = forms.ChoiceField(label="Par")

    def __init__(self, *args: Any, team: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ChoiceField)  # noqa: S101
        owner.choices = _of(team)


class AdoptForm(ReviewForm):
    """From when it is in force."""

    field_order = ("day",)

    day = _day(label="En vigueur depuis le")


class ExceptionForm(forms.Form):
    """Once, it was done otherwise."""

    day = _day(label="Quel jour")
    reason = forms.ChoiceField(label="Pourquoi", choices=[("", "choisir"), *REASONS.items()])
    what = forms.CharField(
        label="Ce qui fut fait autrement", max_length=2000,
        help_text="Sans aucun nom de patient : la situation, pas la personne.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class WithdrawForm(forms.Form):
    """It is applied no more."""

    day = _day(label="N’est plus appliqué depuis le")
    reason = forms.ChoiceField(label="Pourquoi", choices=[("", "choisir"), *WITHDRAWALS.items()])
