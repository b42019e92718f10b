from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class AgendaItem(Base):
    """A point of the agenda, and what was said of it.

    ``is_case``: it speaks of a person; a higher room says of whom, and who reads it.
    """

    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    title = EncryptedTextField()
    notes = EncryptedTextField(blank=True)
    rich = models.BooleanField(default=False)  # notes are the editor's few tags, not plain text
    is_case = models.BooleanField(default=False)
    about = models.ForeignKey("meetings.Decision", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("position",)


class Decision(Base):
    """What was decided, by whom it is done, until when.

    Its task opens when the minutes close; what became of it is asked at the next meeting.
    """

    class Outcome(models.TextChoices):
        OPEN = "", "en cours"
        DONE = "done", "fait"
        DROPPED = "dropped", "abandonné"

    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="decisions")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, related_name="decisions")
    text = EncryptedTextField()
    owner = models.ForeignKey("meetings.Guest", models.PROTECT, related_name="+")
    due_on = models.DateField()
    task = models.OneToOneField("tasks.Task", models.PROTECT, null=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)
