from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class Requester(Base):
    """Who calls: found again by the number she calls from."""

    organization = models.ForeignKey("directory.Organization", models.PROTECT)
    kind = models.CharField(max_length=20)  # vocabulary.REQUESTER_KINDS
    name = EncryptedTextField()
    house = models.CharField(max_length=160, blank=True)  # the service or structure, if any
    phone = EncryptedTextField(blank=True)
    phone_index = models.CharField(max_length=40, blank=True, db_index=True)
    account = models.ForeignKey("accounts.Account", models.SET_NULL, null=True)
    created_at = models.DateTimeField()
    synthetic = models.BooleanField(default=False)


class Draft(Base):
    """A half-typed request: on the server, sealed, its author's alone."""

    desk = models.ForeignKey("desk.Desk", models.CASCADE)
    account = models.ForeignKey("accounts.Account", models.CASCADE)
    payload = EncryptedTextField()  # JSON of the form as typed
    caller_index = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    request = models.OneToOneField("desk.ServiceRequest", models.CASCADE, null=True)
    discarded_at = models.DateTimeField(null=True)


class Handover(Base):
    """A call handed to somebody else: SAMU-15 first of all, or the right service."""

    class Target(models.TextChoices):
        SAMU15 = "samu15", "SAMU – 15"
        HOSPITAL_LINE = "hospital_line", "ligne hospitalière personnes âgées"
        SNP = "snp", "soins non programmés"
        DAC = "dac", "dispositif d’appui"
        SPECIALIST = "specialist", "équipe spécialisée"
        SOCIAL = "social", "service social"
        OTHER = "other", "autre service"

    organization = models.ForeignKey("directory.Organization", models.PROTECT)
    desk = models.ForeignKey("desk.Desk", models.PROTECT, related_name="handovers")
    request = models.ForeignKey(
        "desk.ServiceRequest", models.PROTECT, null=True, related_name="handovers"
    )
    target = models.CharField(max_length=14, choices=Target.choices)
    target_name = models.CharField(max_length=120, blank=True)
    caller_phone = EncryptedTextField(blank=True)
    note = EncryptedTextField(blank=True)
    account = models.ForeignKey("accounts.Account", models.PROTECT)
    started_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, blank=True)  # transferred, refused, no_answer
    outcome_at = models.DateTimeField(null=True)
