from django.db import models

from maillon.apps.cockpit.vocabulary import ASIDES
from maillon.apps.tasks.inboxes import INBOXES
from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class Errand(Base):
    """A thing to do that no other room knows of; its words are sealed: they may name a person.

    It is the structure's, so that whoever replaces its author finds it. Set aside with a reason, it
    may be taken up again: it then has another task.
    """

    organization = models.ForeignKey("directory.Organization", models.PROTECT)
    author = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    inbox = models.CharField(max_length=10, choices=list(INBOXES.items()))
    text = EncryptedTextField()
    task = models.OneToOneField("tasks.Task", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    aside = models.CharField(max_length=12, choices=list(ASIDES.items()), blank=True)  # and why
