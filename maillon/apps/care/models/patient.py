from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


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
    phone = EncryptedTextField(blank=True)
    address = EncryptedTextField(blank=True)
    commune = models.ForeignKey("directory.Commune", models.SET_NULL, null=True)
    birth_date_index = models.CharField(max_length=40, db_index=True)
    name_index = models.CharField(max_length=40, db_index=True)
    synthetic = models.BooleanField(default=False)
    created_at = models.DateTimeField()
