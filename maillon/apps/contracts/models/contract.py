from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class AciContract(Base):
    """The ACI contract of a structure; one that ends keeps its years."""

    organization = models.ForeignKey(
        "directory.Organization", models.PROTECT, related_name="contracts"
    )
    signed_on = models.DateField()
    ended_on = models.DateField(null=True)  # the first day without it
    new_structure = models.BooleanField(default=False)
    payer = models.CharField(max_length=120)  # « CPAM de la Loire »

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organization"], condition=models.Q(ended_on=None),
                name="one_contract_at_a_time",
            ),
        )  # fmt: skip


class DeclaredFact(Base):
    """A fact that somebody declares for a year, with its paper or without.

    The last word counts; one taken back keeps its line.
    """

    contract = models.ForeignKey(AciContract, models.CASCADE, related_name="declared")
    year = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    value = models.CharField(max_length=20)  # as typed and checked: true, 4000, 7.5, standard
    media_type = models.CharField(max_length=20, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    content = EncryptedTextField(blank=True)  # base64
    declared_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["contract", "year", "key"], condition=models.Q(withdrawn_at=None),
                name="declared_once",
            ),
        )  # fmt: skip


class ProofTask(Base):
    """A proof to get, made somebody's: the indicator of a year, and its task."""

    contract = models.ForeignKey(AciContract, models.CASCADE, related_name="chased")
    year = models.PositiveSmallIntegerField()
    indicator = models.CharField(max_length=8)  # empty: the whole evidence; paid: its payment
    task = models.OneToOneField("tasks.Task", models.PROTECT)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["contract", "year", "indicator"], name="proof_chased_once"
            ),
        )
