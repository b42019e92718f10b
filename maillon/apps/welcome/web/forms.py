"""What is typed to ask for help, and to end it."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django import forms

from maillon.apps.care.actions import NewWord
from maillon.apps.care.vocabulary import SEXES, SITUATIONS
from maillon.apps.directory.queries import FoundResource
from maillon.apps.directory.vocabulary import NEEDS
from maillon.apps.welcome.actions import DoorWords, Found, NewCircle, NewHelp
from maillon.apps.welcome.vocabulary import AGREED, MEANS, OUTCOMES, REQUESTERS
from maillon.kernel import chance

__all__ = ["CircleForm", "CloseForm", "DoorForm", "HelpForm"]

ROWS: Final = forms.Textarea(attrs={"rows": 4})


class HelpForm(forms.Form):
    """Help asked by anybody. Only what is needed to call back is asked for."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=chance.new_id)
    requester_kind = forms.ChoiceField(
        label="Vous demandez…", choices=list(REQUESTERS.items()), widget=forms.RadioSelect,
        error_messages={"required": "Dites pour qui vous demandez."},
    )  # fmt: skip
    need = forms.ChoiceField(
        label="Ce qu’il faudrait", choices=[("", "choisir"), *NEEDS.items()],
        error_messages={"required": "Choisissez ce qui s’en approche le plus."},
    )  # fmt: skip
    words = forms.CharField(
        label="En quelques mots", required=False, max_length=2000, widget=ROWS,
        help_text="Pas besoin de parler de maladie : on en parlera de vive voix.",
    )  # fmt: skip
    requester_name = forms.CharField(
        label="Votre nom", max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Il faut votre nom pour vous rappeler."},
    )  # fmt: skip
    requester_phone = forms.CharField(
        label="Votre téléphone", max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"required": "Il faut un numéro pour vous rappeler."},
    )  # fmt: skip
    place = forms.CharField(
        label="Commune", required=False, max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )  # fmt: skip
    person_name = forms.CharField(
        label="Nom de la personne", required=False, max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    person_phone = forms.CharField(
        label="Son téléphone", required=False, max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )  # fmt: skip
    agreed = forms.ChoiceField(
        label="Qu’en pense la personne ?", required=False, choices=list(AGREED.items()),
        widget=forms.RadioSelect,
        help_text="Si elle a dit non, ne demandez pas : donnez-lui plutôt notre numéro.",
    )  # fmt: skip
    website = forms.CharField(  # a trap for robots: nobody sees it
        label="Laissez ce champ vide", required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )  # fmt: skip

    def help(self) -> NewHelp:
        """As the action takes it."""
        typed = self.cleaned_data
        names = (
            "requester_kind", "requester_name", "requester_phone", "need", "words", "person_name",
            "person_phone", "place", "agreed",
        )  # fmt: skip
        return NewHelp(**{name: typed[name] for name in names}, id=typed["key"])


class CloseForm(forms.Form):
    """How it ends: a fact, decided with the person."""

    outcome = forms.ChoiceField(
        label="Comment cela se termine", choices=list(OUTCOMES.items()), widget=forms.RadioSelect,
        error_messages={"required": "Choisissez comment la demande se termine."},
    )  # fmt: skip
    with_person = forms.ChoiceField(
        label="Décidé", required=False, choices=[("", "choisir"), *MEANS.items()]
    )
    resources = forms.TypedMultipleChoiceField(
        label="Ressources locales", coerce=UUID, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    who = forms.RegexField(
        r"^(role|organization):[0-9a-f-]{36}$", required=False, widget=forms.HiddenInput
    )
    who_text = forms.CharField(required=False, max_length=160)
    handed_to = forms.CharField(
        label="Le poste, et qui y a répondu", required=False, max_length=160
    )

    def __init__(self, proposed: Sequence[FoundResource], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["resources"].choices = [  # type: ignore[attr-defined]
            (str(one.id), f"{one.name}, {one.commune}") for one in proposed
        ]

    def found(self) -> Found:
        """What was ticked and picked."""
        kind, _, pk = self.cleaned_data["who"].partition(":")
        return Found(
            resources=self.cleaned_data["resources"],
            establishments=[UUID(pk)] if kind == "organization" else (),
            practitioner_roles=[UUID(pk)] if kind == "role" else (),
        )


class CircleForm(forms.Form):
    """Who the person is, why a circle, and what she said."""

    birth_date = forms.CharField(
        label="Date de naissance", max_length=20, help_text="4/5/1941, ou l’année seule"
    )
    birth_name = forms.CharField(label="Nom de naissance", max_length=80)
    given_name = forms.CharField(label="Premier prénom", max_length=80)
    sex = forms.ChoiceField(label="Sexe", required=False, choices=[("", ""), *SEXES.items()])
    situation = forms.ChoiceField(
        label="Situation", choices=[(code, one.label) for code, one in SITUATIONS.items()]
    )
    word = forms.ChoiceField(
        label="La personne", choices=[("agreed", "est d’accord"), ("informed", "est informée")]
    )
    means = forms.ChoiceField(
        label="Comment", choices=[("voice", "de vive voix"), ("phone", "par téléphone")]
    )

    def circle(self) -> NewCircle:
        """As the action takes it."""
        typed = self.cleaned_data
        return NewCircle(
            birth_name=typed["birth_name"], given_name=typed["given_name"],
            birth_date=typed["birth_date"], sex=typed["sex"], situation=typed["situation"],
            word=NewWord(typed["word"], typed["means"]),
        )  # fmt: skip


class DoorForm(forms.Form):
    """What the public page says."""

    slug = forms.SlugField(
        label="Adresse de la page", max_length=60, help_text="Un mot sans accent : « gier »."
    )
    territory = forms.CharField(label="Pour quelles communes", max_length=300)
    readers = forms.CharField(
        label="Qui lit les demandes", max_length=300,
        help_text="« Inès Carrel, coordinatrice, et sa remplaçante »",
    )  # fmt: skip
    phone = forms.CharField(label="Téléphone", required=False, max_length=20)
    answer_days = forms.IntegerField(
        label="Réponse sous, en jours ouvrés", min_value=1, max_value=30, initial=3
    )
    settle_days = forms.IntegerField(
        label="Suite trouvée sous, en jours ouvrés", min_value=1, max_value=30, initial=14
    )
    open = forms.BooleanField(label="La page est ouverte", required=False, initial=True)

    def words(self) -> DoorWords:
        """As the action takes it."""
        return DoorWords(**self.cleaned_data)
