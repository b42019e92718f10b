"""What the pages of this room ask, and how it is read."""

from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms

from maillon.apps.care.actions import NewMember, NewPerson, NewTraits, NewWord, Scan
from maillon.apps.care.identity import parse_birth_date
from maillon.apps.care.vocabulary import (
    DOCUMENTS,
    GLASS_REASONS,
    INS_SOURCES,
    INS_SYSTEMS,
    MERGE_REASONS,
    PARTS,
    REASONS,
    SEXES,
    SITUATIONS,
    THEMES,
)
from maillon.errors import Refused

__all__ = [
    "DocumentForm", "GlassForm", "InsForm", "MemberForm", "MergeForm", "OpenForm", "PersonForm",
    "SearchForm", "TraitsForm", "WordForm",
]  # fmt: skip

PARIS: Final = ZoneInfo("Europe/Paris")
KINDS: Final = {
    "informed": "est informée du partage",
    "recognised": "le reconnaît comme membre de son équipe de soins",
    "agreed": "est d’accord pour partager avec lui",
    "opposed": "s’oppose",
}
MEANS: Final = {"voice": "de vive voix", "phone": "par téléphone", "paper": "sur papier signé"}
EMPTY: Final = [("", "")]
DAY = forms.DateInput(attrs={"type": "date"})


def _choices(words: dict[str, str], *, blank: bool = False) -> list[tuple[str, str]]:
    return [*(EMPTY if blank else []), *words.items()]


class _Born(forms.Form):
    """A birth date as one says it."""

    birth_date = forms.CharField(
        max_length=20, label="Date de naissance", help_text="4/5/1941, ou l’année seule",
        error_messages={"required": "Commencez par la date de naissance."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip

    def clean_birth_date(self) -> str:
        """ISO."""
        try:
            return parse_birth_date(self.cleaned_data["birth_date"])
        except Refused as refused:
            said = "Cette date ne se lit pas : jour, mois, année (4/5/1941), ou l’année seule."
            if refused.code == "birth_date_to_come":
                said = "Cette date est à venir : vérifiez l’année."
            raise forms.ValidationError(said) from None


class SearchForm(_Born):
    """Birth date first, then the name."""

    name = forms.CharField(
        max_length=80, label="Nom", min_length=2,
        error_messages={"required": "Il faut le nom.", "min_length": "Deux lettres au moins."},
    )  # fmt: skip
    given_name = forms.CharField(
        max_length=80, required=False, label="Prénom",
        help_text="avec lui, une date mal notée se retrouve",
    )  # fmt: skip


class TraitsForm(_Born):
    """The five strict traits and the name in use."""

    birth_name = forms.CharField(max_length=80, label="Nom de naissance")
    given_name = forms.CharField(max_length=80, label="Premier prénom de naissance")
    sex = forms.ChoiceField(choices=_choices(SEXES, blank=True), required=False, label="Sexe")
    birth_place = forms.RegexField(
        r"^\s*(\d{5}|2[AB]\d{3})?\s*$", required=False, label="Lieu de naissance (code INSEE)",
        help_text="cinq caractères ; 99 et trois chiffres à l’étranger",
        error_messages={"invalid": "Cinq caractères : 42207, 2A004, 99350."},
    )  # fmt: skip
    used_name = forms.CharField(max_length=80, required=False, label="Nom utilisé")
    reason = forms.ChoiceField(choices=_choices(REASONS, blank=True), label="Pourquoi")
    field_order = ("birth_date", "birth_name", "given_name", "sex", "birth_place", "used_name",
                   "reason")  # fmt: skip

    def traits(self) -> NewTraits:
        """As typed."""
        said = self.cleaned_data
        names = ("birth_name", "given_name", "birth_date", "sex", "birth_place", "used_name")
        return NewTraits(**{name: said[name] for name in names})


class InsForm(forms.Form):
    """A national number and where it comes from."""

    number = forms.CharField(
        max_length=30, label="Matricule INS", help_text="quinze caractères, clé comprise",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    system = forms.ChoiceField(choices=_choices(INS_SYSTEMS), label="Nature")
    source = forms.ChoiceField(choices=_choices(INS_SOURCES), label="D’où il vient")


class OpenForm(forms.Form):
    """Why a circle is opened, and on what word of the person."""

    situation = forms.ChoiceField(
        choices=_choices({code: one.label for code, one in SITUATIONS.items()}), label="Situation"
    )
    reason = forms.CharField(
        max_length=400, required=False, label="Pourquoi maintenant",
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    word = forms.ChoiceField(
        choices=[("agreed", "est d’accord"), ("informed", "est informée")],
        label="La personne", widget=forms.RadioSelect,
    )  # fmt: skip
    means = forms.ChoiceField(
        choices=[("voice", "de vive voix"), ("phone", "par téléphone")], label="Comment"
    )

    def said(self) -> NewWord:
        """The word on which the circle opens."""
        return NewWord(self.cleaned_data["word"], self.cleaned_data["means"])


class PersonForm(OpenForm, _Born):
    """Somebody new, and her circle."""

    birth_name = forms.CharField(max_length=80, label="Nom de naissance")
    given_name = forms.CharField(max_length=80, label="Premier prénom")
    sex = forms.ChoiceField(choices=_choices(SEXES, blank=True), required=False, label="Sexe")
    phone = forms.CharField(max_length=20, required=False, label="Téléphone")
    address = forms.CharField(max_length=200, required=False, label="Adresse")
    structure = forms.ChoiceField(label="Structure qui coordonne")
    field_order = ("birth_date", "birth_name", "given_name", "sex", "phone", "address",
                   "structure", "situation", "reason", "word", "means")  # fmt: skip

    def __init__(self, structures: tuple[tuple[UUID, str], ...], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["structure"].choices = [  # type: ignore[attr-defined]
            (str(pk), name) for pk, name in structures
        ]

    def person(self) -> NewPerson:
        """As typed."""
        names = ("birth_name", "given_name", "birth_date", "sex", "phone", "address")
        return NewPerson(**{name: self.cleaned_data[name] for name in names})


class MemberForm(forms.Form):
    """Somebody to bring in: picked in the directory, or named."""

    role = forms.ChoiceField(
        choices=_choices({code: part.label for code, part in PARTS.items()}), label="Rôle"
    )
    who = forms.RegexField(
        r"^(role|organization):[0-9a-f-]{36}$", required=False, widget=forms.HiddenInput
    )
    who_text = forms.CharField(
        max_length=160, label="Qui", error_messages={"required": "Dites qui, ou son nom."}
    )
    phone = forms.CharField(max_length=20, required=False, label="Téléphone")
    represents = forms.BooleanField(
        required=False, label="Représente légalement la personne (tuteur, habilitation)"
    )
    reason = forms.CharField(max_length=300, required=False, label="Ce qu’il ou elle fait")
    starts_on = forms.DateField(required=False, label="Depuis", widget=DAY)
    ends_on = forms.DateField(required=False, label="Jusqu’au (exclu)", widget=DAY)
    word = forms.ChoiceField(
        choices=[("", "pas encore demandé"), *KINDS.items()], required=False,
        label="La personne",
    )  # fmt: skip
    means = forms.ChoiceField(
        choices=[("voice", "de vive voix"), ("phone", "par téléphone")], label="Comment"
    )

    def member(self) -> NewMember:
        """Of the register where one was picked; else a name."""
        said = self.cleaned_data
        kind, _, pk = said["who"].partition(":")
        named = {"role": "practitioner_role_id", "organization": "organization_id"}
        who = {named[kind]: UUID(pk)} if kind else {"name": said["who_text"]}
        return NewMember(
            role=said["role"], phone=said["phone"], represents=said["represents"],
            reason=said["reason"], starts_on=said["starts_on"], ends_on=said["ends_on"],
            **who,
        )  # fmt: skip

    def said(self) -> NewWord | None:
        """The person's word about her, where it was asked."""
        word = self.cleaned_data["word"]
        return NewWord(word, self.cleaned_data["means"]) if word else None


class WordForm(forms.Form):
    """What the person said about sharing."""

    about = forms.ChoiceField(label="À propos de")
    kind = forms.ChoiceField(choices=_choices(KINDS), label="La personne", widget=forms.RadioSelect)
    themes = forms.MultipleChoiceField(
        choices=_choices(THEMES), required=False, widget=forms.CheckboxSelectMultiple,
        label="Pour ces thèmes seulement", help_text="rien de coché : tous ceux de son rôle",
    )  # fmt: skip
    means = forms.ChoiceField(choices=_choices(MEANS), label="Comment")
    speaker = forms.ChoiceField(required=False, label="Qui parle")
    said_on = forms.DateField(required=False, label="Quand", help_text="vide : à l’instant",
                              widget=DAY)  # fmt: skip
    scan = forms.FileField(required=False, label="Le papier signé", help_text="PDF ou photo, 5 Mo")

    def __init__(
        self, members: list[tuple[str, str]], speakers: list[tuple[str, str]], *args: Any,
        **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **more)
        everybody = ("", "tout partage, avec tout le monde")
        self.fields["about"].required = False
        self.fields["about"].choices = [everybody, *members]  # type: ignore[attr-defined]
        self.fields["speaker"].choices = [("", "la personne"), *speakers]  # type: ignore[attr-defined]

    def said(self, today: date) -> NewWord:
        """A past day is heard as its noon in France; today, or none, is now."""
        said = self.cleaned_data
        day = said["said_on"] if said["said_on"] != today else None
        speaker = said["speaker"]
        return NewWord(
            said["kind"], said["means"],
            datetime.combine(day, time(12), PARIS) if day else None,
            UUID(speaker) if speaker else None,
            tuple(said["themes"]) if said["kind"] == "agreed" else (),
        )  # fmt: skip

    def proof(self) -> Scan | None:
        """The paper, where there is one."""
        scan = self.cleaned_data["scan"]
        return Scan(scan.read()) if scan else None


class MergeForm(forms.Form):
    """Which file is absorbed, and why."""

    other = forms.UUIDField()
    reason = forms.ChoiceField(choices=_choices(MERGE_REASONS))


class DocumentForm(forms.Form):
    """A step of the identity; for a document, which one."""

    event = forms.CharField(max_length=20)
    reason = forms.ChoiceField(choices=_choices(DOCUMENTS, blank=True), required=False)


class GlassForm(forms.Form):
    """Why the ordinary grounds are passed over."""

    reason = forms.ChoiceField(
        choices=_choices(GLASS_REASONS), label="Pourquoi", widget=forms.RadioSelect
    )
    text = forms.CharField(
        max_length=600, label="En quelques mots", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="quelqu’un d’autre relira ; la personne le verra",
    )  # fmt: skip
