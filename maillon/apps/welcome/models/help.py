from typing import ClassVar

from django.db import models

from maillon.apps.welcome.vocabulary import AGREED, MEANS, OUTCOMES, REQUESTERS
from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class HelpRequestQuerySet(models.QuerySet["HelpRequest"]):
    def open(self) -> "HelpRequestQuerySet":
        return self.filter(closed_at=None)


class HelpRequest(Base):
    """Help asked of a coordinator by anybody; the key is that of the page it was typed on.

    Whoever asks and whoever it is for are sealed; a refusal empties the words.
    """

    organization = models.ForeignKey("directory.Organization", models.PROTECT)
    reference = models.CharField(max_length=12, unique=True)
    channel = models.CharField(max_length=6, choices=[("public", "page"), ("phone", "téléphone")])
    requester_kind = models.CharField(max_length=12, choices=list(REQUESTERS.items()))
    requester_name = EncryptedTextField(blank=True)
    requester_phone = EncryptedTextField(blank=True)
    phone_index = models.CharField(max_length=40, blank=True, db_index=True)
    origin_index = models.CharField(max_length=40, blank=True)  # kept a day, to count
    person_name = EncryptedTextField(blank=True)
    person_phone = EncryptedTextField(blank=True)
    place = EncryptedTextField(blank=True)  # as typed
    commune = models.ForeignKey("directory.Commune", models.SET_NULL, null=True)
    need = models.CharField(max_length=12)  # directory.vocabulary.NEEDS
    words = EncryptedTextField(blank=True)
    agreed = models.CharField(max_length=10, blank=True, choices=list(AGREED.items()))
    patient = models.ForeignKey(
        "care.Patient", models.SET_NULL, null=True, related_name="help_requests"
    )
    task = models.OneToOneField("tasks.Task", models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, blank=True, choices=list(OUTCOMES.items()))
    with_person = models.CharField(max_length=6, blank=True, choices=list(MEANS.items()))
    handed_to = EncryptedTextField(blank=True)
    refused_at = models.DateTimeField(null=True)
    refused_by_kind = models.CharField(max_length=12, blank=True)
    synthetic = models.BooleanField(default=False)

    objects: ClassVar[HelpRequestQuerySet] = HelpRequestQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="help_closed_with_an_outcome",
                condition=models.Q(closed_at=None, outcome="")
                | (models.Q(closed_at__isnull=False) & ~models.Q(outcome="")),
            ),
            models.CheckConstraint(
                name="help_refused_is_closed",
                condition=models.Q(refused_at=None) | models.Q(closed_at__isnull=False),
            ),
        )
        indexes = (models.Index(fields=["organization", "closed_at"], name="help_by_organization"),)

    @property
    def state(self) -> str:
        """refused, closed, taken or new."""
        if self.refused_at:
            return "refused"
        if self.closed_at:
            return "closed"
        return "taken" if self.taken_at else "new"


class FoundHelp(Base):
    """Somebody or something found with the person: exactly one of the directory's."""

    request = models.ForeignKey(HelpRequest, models.CASCADE, related_name="found")
    resource = models.ForeignKey("directory.LocalResource", models.PROTECT, null=True)
    establishment = models.ForeignKey("directory.Organization", models.PROTECT, null=True)
    practitioner_role = models.ForeignKey("directory.PractitionerRole", models.PROTECT, null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="found_help_is_one_thing",
                condition=models.Q(
                    resource__isnull=False, establishment=None, practitioner_role=None
                )
                | models.Q(resource=None, establishment__isnull=False, practitioner_role=None)
                | models.Q(resource=None, establishment=None, practitioner_role__isnull=False),
            ),
        )
