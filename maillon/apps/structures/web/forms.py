"""What is typed of a structure and of its members, parsed at the edge."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from maillon.apps.accounts.queries import AccountCard
from maillon.apps.structures.actions import NewMember, NewSite
from maillon.apps.structures.queries import MemberSheet
from maillon.apps.structures.vocabulary import FORMS, POSTS, PROFESSIONS, STATUSES

__all__ = ["ListForm", "MemberForm", "SearchForm", "StatutesForm"]


def _day(**more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **more)


class SearchForm(forms.Form):
    """What one looks by; nothing is required."""

    q = forms.CharField(required=False, max_length=80)
    profession = forms.ChoiceField(required=False, choices=[("", ""), *PROFESSIONS.items()])
    gone = forms.BooleanField(required=False)
    sort = forms.CharField(required=False, max_length=12)


class MemberForm(forms.Form):
    """Somebody of the team, to write or to correct."""

    name = forms.CharField(label="Prénom et nom", max_length=120)
    profession = forms.ChoiceField(label="Métier", choices=[("", "choisir"), *PROFESSIONS.items()])
    status = forms.ChoiceField(label="Statut", choices=[*STATUSES.items()])
    joined_on = _day(label="Dans l’équipe depuis le")
    post = forms.ChoiceField(label="Rôle dans la structure", choices=[*POSTS.items()],
                             required=False)  # fmt: skip
    weekly_hours = forms.DecimalField(
        label="Heures par semaine pour ce rôle", required=False, min_value=0, max_value=60,
        decimal_places=1, max_digits=4,
    )  # fmt: skip
    shared_with = forms.ChoiceField(label="Poste partagé avec", required=False)
    email = forms.EmailField(label="Courriel", required=False)
    phone = forms.CharField(label="Téléphone", max_length=20, required=False)
    national_id = forms.RegexField(
        r"^\d{11}$", label="RPPS", required=False, strip=True,
        error_messages={"invalid": "Le numéro RPPS a 11 chiffres, sans espace."},
    )  # fmt: skip
    account = forms.ChoiceField(
        label="Son compte Maillon", required=False,
        help_text="Relie ses réunions et ses actes à cette fiche.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, people: Sequence[AccountCard], houses: Sequence[tuple[UUID, str]],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        accounts, shared = self.fields["account"], self.fields["shared_with"]
        accounts.choices = [  # type: ignore[attr-defined]
            ("", "aucun"), *((str(one.id), one.name) for one in people)
        ]  # fmt: skip
        shared.choices = [  # type: ignore[attr-defined]
            ("", "personne"), *((str(pk), name) for pk, name in houses)
        ]  # fmt: skip

    def member(self) -> NewMember:
        """As the actions take her."""
        told = self.cleaned_data
        return NewMember(
            name=told["name"], profession=told["profession"], status=told["status"],
            joined_on=told["joined_on"], post=told["post"], email=told["email"],
            phone=told["phone"], national_id=told["national_id"],
            weekly_hours=told["weekly_hours"],
            account_id=UUID(told["account"]) if told["account"] else None,
            shared_with_id=UUID(told["shared_with"]) if told["shared_with"] else None,
        )  # fmt: skip

    @staticmethod
    def of(sheet: MemberSheet) -> dict[str, Any]:
        """What the form shows first to correct her."""
        return {
            "name": sheet.name, "profession": sheet.profession, "status": sheet.status,
            "joined_on": sheet.joined_on, "post": sheet.post, "email": sheet.email,
            "phone": sheet.phone, "national_id": sheet.national_id,
            "weekly_hours": sheet.weekly_hours, "account": str(sheet.account_id or ""),
            "shared_with": str(sheet.shared_with_id or ""),
        }  # fmt: skip


class StatutesForm(forms.Form):
    """Legal form and places, one place a line: its name, then its address after a comma."""

    legal_form = forms.ChoiceField(label="Forme juridique", choices=[*FORMS.items()],
                                   required=False)  # fmt: skip
    registered_on = _day(label="Créée le", required=False)
    sites = forms.CharField(
        label="Sites", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Un par ligne : le nom, une virgule, l’adresse. "
        "Un site retiré d’ici ferme aujourd’hui et reste dans l’histoire.",
    )  # fmt: skip

    def places(self) -> list[NewSite]:
        """The places as typed."""
        lines = (line.partition(",") for line in self.cleaned_data["sites"].splitlines())
        return [
            NewSite(name.strip()[:120], rest.strip()[:240])
            for name, _, rest in lines
            if name.strip() or rest.strip()
        ]


class ListForm(forms.Form):
    """A file with one member a line."""

    file = forms.FileField(
        label="Votre liste", help_text="Excel (.xlsx) ou CSV, une ligne de titres, 2 Mo au plus."
    )
