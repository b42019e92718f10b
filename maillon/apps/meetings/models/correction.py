from django.db import models

from maillon.apps.meetings.vocabulary import CorrectionReason
from maillon.kernel import appendonly
from maillon.kernel.models import Base


class PresenceCorrection(Base):
    """Who was there, said again after the minutes were closed: what changed, why, by whom.

    The act of before is cancelled in the journal and stays readable; ``entry`` is the one that
    took its place.
    """

    meeting = models.ForeignKey("meetings.Meeting", models.PROTECT, related_name="corrections")
    changes = models.JSONField()  # [guest, presence before, presence after]
    reason = models.CharField(max_length=8, choices=CorrectionReason.choices)
    cancelled = models.OneToOneField("journal.Entry", models.PROTECT, related_name="+")
    entry = models.OneToOneField("journal.Entry", models.PROTECT, related_name="+")
    corrected_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField()

    class Meta:
        ordering = ("corrected_at",)


appendonly.protect("meetings_presencecorrection")
