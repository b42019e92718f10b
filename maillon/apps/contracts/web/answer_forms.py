"""What a payer's reader and a structure say to each other, parsed at the edge."""

from django import forms

__all__ = ["ANSWERS", "AnswerForm", "DocumentForm", "DoorForm", "ReplyForm"]

ANSWERS = (
    ("accepted", "J’accepte"), ("question", "J’ai une question"), ("refused", "Je refuse"),
)  # fmt: skip


def _words(label: str, help_text: str) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(
        label=label, required=False, max_length=2000, widget=area, help_text=help_text
    )


class AnswerForm(forms.Form):
    """The reader's word on one commitment."""

    kind = forms.ChoiceField(label="Votre réponse", choices=[("", "choisir"), *ANSWERS])
    words = _words("Question ou motif", "Nécessaire pour une question et pour un refus.")


class DocumentForm(forms.Form):
    """The reader's word on a letter of intent, or on a project."""

    kind = forms.ChoiceField(
        label="Votre réponse",
        choices=[
            ("", "choisir"), ("accepted", "J’accepte"), ("question", "J’ai une question"),
            ("returned", "Je le rends, à compléter"), ("refused", "Je refuse"),
        ],
    )  # fmt: skip
    words = _words("Question ou motif", "Nécessaire sauf pour accepter. Sans nom de personne.")


class ReplyForm(forms.Form):
    """The structure's answer."""

    words = _words("Votre réponse", "Sans nom de patient. Les noms de l’équipe sont retirés.")


class DoorForm(forms.Form):
    """Somebody of the payer or of the ARS."""

    name = forms.CharField(
        label="Nom",
        max_length=120,
        help_text="La personne, puis son organisme.",
    )
    email = forms.EmailField(
        label="Adresse électronique", help_text="La sienne, jamais une boîte partagée."
    )
