from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class CaseItem(Base):
    """A point of a meeting's agenda that speaks of a person, and under which theme it is read."""

    patient = models.ForeignKey("care.Patient", models.CASCADE, related_name="cases")
    item = models.OneToOneField("meetings.AgendaItem", models.CASCADE, related_name="+")
    theme = models.CharField(max_length=12)  # vocabulary.THEMES


class CircleMeeting(Base):
    """A meeting of a person's circle, prepared for her: she is its first guest."""

    patient = models.ForeignKey("care.Patient", models.CASCADE, related_name="circle_meetings")
    meeting = models.OneToOneField("meetings.Meeting", models.CASCADE, related_name="+")
    person_guest = models.OneToOneField(
        "meetings.Guest", models.SET_NULL, null=True, related_name="+"
    )
    about = EncryptedTextField(blank=True)  # what came back, in words, where that is why


class CircleGuest(Base):
    """Somebody of the circle who could come: what the person agrees that she hears.

    ``guest`` exists from the person's word on, never before: nobody is asked without it.
    """

    circle_meeting = models.ForeignKey(CircleMeeting, models.CASCADE, related_name="guests")
    member = models.ForeignKey("care.CareTeamMember", models.CASCADE, related_name="+")
    guest = models.OneToOneField("meetings.Guest", models.SET_NULL, null=True, related_name="+")
    themes = models.JSONField(default=list)  # what she hears, vocabulary.THEMES
    word = models.CharField(max_length=6, blank=True)  # yes, no, or not said yet
    means = models.CharField(max_length=5, blank=True)  # Consent.Means
    said_at = models.DateTimeField(null=True)
    said_by_kind = models.CharField(max_length=12, blank=True)
    said_by_id = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["circle_meeting", "member"], name="circle_guest_once"),
            models.CheckConstraint(
                name="circle_guest_after_her_word",
                condition=models.Q(guest=None) | models.Q(word="yes", said_at__isnull=False),
            ),
        )
