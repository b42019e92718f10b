from django.db import models

from maillon.kernel.models import Base


class AvoidedStay(Base):
    """Somebody says that this request spared a stay in hospital, and how sure she is of it.

    An opinion, kept as one: codes only, one that stands per request.
    """

    request = models.ForeignKey("desk.ServiceRequest", models.CASCADE, related_name="stays")
    said_by = models.CharField(max_length=16)  # vocabulary.STAY_SAYERS
    doubt = models.CharField(max_length=8)  # vocabulary.STAY_DOUBTS
    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["request"],
                condition=models.Q(withdrawn_at=None),
                name="one_avoided_stay_stands",
            ),
        )
