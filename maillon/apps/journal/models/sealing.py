from django.db import models

from maillon.kernel import appendonly


class Seal(models.Model):
    """The place of an entry in its organization's chain, laid by the single sealer."""

    entry = models.OneToOneField("journal.Entry", models.PROTECT, related_name="seal")
    organization = models.ForeignKey("directory.Organization", models.PROTECT)
    number = models.PositiveBigIntegerField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["organization", "number"], name="seal_number_once"),
        )


class Unsealed(models.Model):
    """An entry that waits for its place in the chain: the sealer looks at these alone.

    Written with the entry, gone with the seal; a journal of ten years costs it nothing.
    """

    entry = models.OneToOneField(
        "journal.Entry", models.PROTECT, primary_key=True, related_name="unsealed"
    )
    organization = models.ForeignKey("directory.Organization", models.PROTECT, related_name="+")


appendonly.protect("journal_seal")
