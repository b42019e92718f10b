from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class Questionnaire(Base):
    """One version of a grid, as a structure entered it: never changed once somebody answered."""

    organization = models.ForeignKey("directory.Organization", models.PROTECT)
    code = models.SlugField(max_length=40)
    version = models.CharField(max_length=12)
    since = models.DateField()
    title = models.CharField(max_length=160)
    document = models.JSONField()  # what engines.grids.read_grid reads
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Account", models.PROTECT)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "code", "version"], name="one_grid_version"
            ),
        )


class QuestionnaireResponse(Base):
    """The answers of one person to one version, and what they weighed on that day."""

    class Status(models.TextChoices):
        DRAFT = "in-progress", "commencée"
        COMPLETED = "completed", "terminée"

    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="responses")
    patient = models.ForeignKey("care.Patient", models.CASCADE, related_name="responses")
    account = models.ForeignKey("accounts.Account", models.PROTECT)  # who asked
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    answers = EncryptedTextField(blank=True)  # JSON: {"answers": …, "situations": …}
    result = EncryptedTextField(blank=True)  # JSON: least, most, verdict, at_least, out_of
    begun_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    rescore_on = models.DateField(null=True)
    task = models.OneToOneField("tasks.Task", models.PROTECT, null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="response_completed_once",
                condition=models.Q(status="in-progress", completed_at=None, task=None)
                | models.Q(status="completed", completed_at__isnull=False),
            ),
        )
        indexes = (models.Index(fields=["patient", "completed_at"], name="response_by_person"),)
