from typing import ClassVar

from django.db import models

from maillon.apps.meetings.vocabulary import Kind, Rhythm
from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def concerning(self, account_id: object) -> "MeetingQuerySet":
        """Called by this account, or to which it is asked."""
        mine = models.Q(organizer_id=account_id) | models.Q(guests__account_id=account_id)
        return self.filter(mine).distinct()


class Meeting(Base):
    """People who meet. What it is about is sealed: it may name a person.

    Without ``starts_at`` the date is being chosen; with ``closed_at`` its minutes are written
    for good and ``digest`` is their fingerprint in the journal.
    """

    organization = models.ForeignKey("directory.Organization", models.PROTECT)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    subject = EncryptedTextField()
    place = EncryptedTextField(blank=True)
    link = EncryptedTextField(blank=True)  # of the video call
    timezone = models.CharField(max_length=40, default="Europe/Paris")
    starts_at = models.DateTimeField(null=True)
    minutes = models.PositiveSmallIntegerField()
    rhythm = models.CharField(max_length=11, choices=Rhythm.choices, blank=True)
    organizer = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    follows = models.OneToOneField("self", models.PROTECT, null=True, related_name="next")
    created_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    # Of what is left of closed minutes, once the words about somebody erased are gone.
    left_digest = models.CharField(max_length=64, blank=True)

    objects: ClassVar[MeetingQuerySet] = MeetingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="meeting_closed_was_held",
                condition=models.Q(closed_at=None)
                | models.Q(starts_at__isnull=False, cancelled_at=None),
            ),
        )
        indexes = (
            models.Index(fields=["organization", "starts_at"], name="meeting_by_organization"),
        )

    @property
    def state(self) -> str:
        """cancelled, closed, choosing a date, or set."""
        if self.cancelled_at:
            return "cancelled"
        if self.closed_at:
            return "closed"
        return "set" if self.starts_at else "choosing"
