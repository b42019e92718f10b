from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class Attestation(Base):
    """A doctor's yearly attestation of coordinated practice: asked, then signed by her account
    or on a paper that is kept.
    """

    organization = models.ForeignKey(
        "directory.Organization", models.PROTECT, related_name="attestations"
    )
    member = models.ForeignKey("structures.Member", models.PROTECT, related_name="attestations")
    year = models.PositiveSmallIntegerField()
    signed_on = models.DateField(null=True)
    signed_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    media_type = models.CharField(max_length=20, blank=True)
    digest = models.CharField(max_length=64, blank=True)  # of the paper, or of what was signed
    content = EncryptedTextField(blank=True)  # base64 of the paper
    entry = models.OneToOneField("journal.Entry", models.PROTECT, null=True, related_name="+")
    task = models.OneToOneField("tasks.Task", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["member", "year"], name="attested_once_a_year"),
            models.CheckConstraint(
                name="attestation_signed_has_its_act",
                condition=models.Q(signed_on=None, entry=None)
                | models.Q(signed_on__isnull=False, entry__isnull=False),
            ),
        )
