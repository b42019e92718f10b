from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class ExpertQuestion(Base):
    """A question to a named specialty; its task holds the deadline, its answer is owed on."""

    request = models.ForeignKey("desk.ServiceRequest", models.CASCADE, related_name="questions")
    specialty = models.CharField(max_length=24)  # vocabulary.SPECIALTIES
    expert = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    question = EncryptedTextField()
    account = models.ForeignKey("accounts.Account", models.PROTECT)
    asked_at = models.DateTimeField()
    task = models.OneToOneField("tasks.Task", models.PROTECT, related_name="question")
    outcome = models.CharField(max_length=12, blank=True)  # answered, declined, silent
    ended_at = models.DateTimeField(null=True)


class Answer(Base):
    """What the requester is to hear: the desk's own advice, or the answer of a specialty."""

    request = models.ForeignKey("desk.ServiceRequest", models.CASCADE, related_name="answers")
    question = models.OneToOneField(ExpertQuestion, models.PROTECT, null=True)
    callback = models.ForeignKey("desk.Callback", models.PROTECT, related_name="answers")
    text = EncryptedTextField()
    said_by = models.CharField(max_length=120, blank=True)  # the expert, where it is not the desk
    account = models.ForeignKey("accounts.Account", models.PROTECT)  # who wrote it down
    given_at = models.DateTimeField()
