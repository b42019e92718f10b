from typing import ClassVar

from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def living(self) -> "EnrolmentQuerySet":
        return self.exclude(state=Enrolment.State.REFUSED)


class Enrolment(Base):
    """A carer who asks to be asked: what she said of herself, and whether a desk checked it.

    Nothing of it counts for the search of carers before ``verified``: what she declares waits
    in ``wishes``, and goes to her responder when somebody at the desk has called her back.
    """

    class State(models.TextChoices):
        ASKED = "asked", "en cours d’inscription"
        TO_VERIFY = "to_verify", "à vérifier"
        VERIFIED = "verified", "vérifiée"
        REFUSED = "refused", "refusée"

    desk = models.ForeignKey("desk.Desk", models.PROTECT, null=True, related_name="enrolments")
    phone = EncryptedTextField()
    phone_index = models.CharField(max_length=40, db_index=True)
    national_number = models.CharField(max_length=11, blank=True)  # RPPS, as she gave it
    commune = models.ForeignKey("directory.Commune", models.SET_NULL, null=True, related_name="+")
    communes = models.JSONField(default=list)  # INSEE codes she named
    wishes = models.JSONField(default=dict)  # actions.enrol_declaring.Wishes
    calls = models.BooleanField(default=False)  # gave no number: would rather be called
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    tries = models.PositiveSmallIntegerField(default=0)  # calls of the desk without an answer
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    refusal = models.CharField(max_length=14, blank=True)  # vocabulary.ENROLMENT_REFUSALS
    responder = models.OneToOneField(
        "directory.Responder", models.SET_NULL, null=True, related_name="enrolment"
    )
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)
    token_until = models.DateTimeField(null=True)
    asked_fresh_at = models.DateTimeField(null=True)

    objects: ClassVar[EnrolmentQuerySet] = EnrolmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["phone_index"],
                condition=~models.Q(state="refused"),
                name="one_living_enrolment_per_phone",
            ),
            models.CheckConstraint(
                name="enrolment_to_verify_has_a_desk",
                condition=models.Q(state__in=["asked", "refused"]) | models.Q(desk__isnull=False),
            ),
        )
