from typing import ClassVar

from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class PatientQuerySet(models.QuerySet["Patient"]):
    def living(self) -> "PatientQuerySet":
        """Without the files that were merged into another, or erased."""
        return self.filter(merged_into=None, erased_at=None)


class Patient(Base):
    """A person. Every direct identifier is sealed; search goes by blind index.

    ``organization`` is the responsible structure: the tenant.
    """

    class Status(models.TextChoices):
        PROVISIONAL = "PROV", "identité provisoire"
        VALIDATED = "VALI", "identité validée"
        RETRIEVED = "RECUP", "identité récupérée"
        QUALIFIED = "QUAL", "identité qualifiée"
        DOUBTFUL = "DOUT", "identité douteuse"
        FICTIVE = "FICT", "identité fictive"

    organization = models.ForeignKey("directory.Organization", models.PROTECT)
    status = models.CharField(max_length=5, choices=Status.choices, default=Status.PROVISIONAL)
    birth_name = EncryptedTextField()
    used_name = EncryptedTextField(blank=True)
    given_name = EncryptedTextField()
    birth_date = EncryptedTextField()  # ISO; may be YYYY-00-00 when unknown
    sex = models.CharField(max_length=1, blank=True)  # M, F, I
    birth_place = EncryptedTextField(blank=True)  # INSEE code
    ins = EncryptedTextField(blank=True)
    ins_system = models.CharField(max_length=4, blank=True)  # engines.identity.SYSTEMS
    ins_source = models.CharField(max_length=12, blank=True)  # vocabulary.INS_SOURCES
    ins_index = models.CharField(max_length=40, blank=True, db_index=True)
    phone = EncryptedTextField(blank=True)
    address = EncryptedTextField(blank=True)
    commune = models.ForeignKey("directory.Commune", models.SET_NULL, null=True)
    birth_date_index = models.CharField(max_length=40)
    name_index = models.CharField(max_length=40)
    local_index = models.CharField(max_length=40, blank=True, db_index=True)  # number elsewhere
    local_digest = models.CharField(max_length=40, blank=True)  # of what was imported, keyed
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="absorbed", db_index=False
    )
    synthetic = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    set_aside_at = models.DateTimeField(null=True)  # to be erased: she alone reads it meanwhile
    erased_at = models.DateTimeField(null=True)  # an empty row, for the ids that law keeps

    objects: ClassVar[PatientQuerySet] = PatientQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "local_index"],
                condition=~models.Q(local_index=""),
                name="local_number_once",
            ),
        )
        indexes = (  # the bucket first: either is looked for, with the other or without
            models.Index(fields=["birth_date_index", "organization"], name="patient_by_date"),
            models.Index(fields=["name_index", "organization"], name="patient_by_name"),
            # Whole, it would send SQLite through all the living.
            models.Index(
                fields=["merged_into"],
                condition=models.Q(merged_into__isnull=False),
                name="patient_merged",
            ),
        )
