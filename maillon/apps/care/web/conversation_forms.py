"""What is typed in a conversation: a message, whom it asks, the documents it carries."""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import HttpRequest

from maillon.apps.care.actions import LONGEST, Document, NewMessage
from maillon.apps.care.papers import LARGEST

__all__ = ["LinkMessageForm", "MessageForm", "documents_in"]

Pairs = tuple[tuple[str, str], ...]
ACCEPTED: Final = "application/pdf,image/jpeg,image/png"
MOST_READ: Final = 4  # one more than a message takes: the action says so


class _Several(forms.FileInput):
    allow_multiple_selected = True


class _Files(forms.FileField):
    """As many files as were chosen; the request holds them all."""

    widget = _Several(attrs={"accept": ACCEPTED, "multiple": True})


def documents_in(request: HttpRequest) -> tuple[Document, ...]:
    """The documents that came, no more read of each than tells that it is too large."""
    came = request.FILES.getlist("documents")[:MOST_READ]
    return tuple(Document(str(one.name), one.read(LARGEST + 1)) for one in came)


class LinkMessageForm(forms.Form):
    """An answer without an account."""

    text = forms.CharField(
        max_length=LONGEST, label="Votre message",
        error_messages={"required": "Écrivez votre message, même court."},
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )  # fmt: skip
    documents = _Files(
        required=False, label="Joindre une photo, un document", help_text="PDF, JPEG ou PNG, 5 Mo"
    )

    def message(self, documents: tuple[Document, ...]) -> NewMessage:
        """As the action takes it."""
        return NewMessage(self.cleaned_data["text"], documents=documents)


class MessageForm(LinkMessageForm):
    """A message, by somebody signed in; ``subject`` for the first of a conversation."""

    subject = forms.CharField(max_length=120, required=False, label="De quoi s’agit-il")
    mentions = forms.MultipleChoiceField(
        required=False, label="Demander une réponse à", widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Cette personne ne lit pas ce thème : choisissez ici."},
    )  # fmt: skip
    field_order = ("subject", "text", "mentions", "documents")

    def __init__(self, mentionable: Pairs, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["mentions"].choices = mentionable  # type: ignore[attr-defined]

    def message(self, documents: tuple[Document, ...]) -> NewMessage:
        """As the action takes it."""
        said = self.cleaned_data
        return NewMessage(said["text"], tuple(UUID(pk) for pk in said["mentions"]), documents)
