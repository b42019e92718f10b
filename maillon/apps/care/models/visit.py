from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class Visit(Base):
    """Somebody of the circle who comes each week, on these days, from one day until another."""

    patient = models.ForeignKey("care.Patient", models.CASCADE, related_name="visits")
    member = models.ForeignKey("care.CareTeamMember", models.CASCADE, related_name="visits")
    what = EncryptedTextField(blank=True)
    theme = models.CharField(max_length=12)  # vocabulary.THEMES, of what she does
    weekdays = models.JSONField(default=list)  # 0 is Monday
    from_time = models.TimeField(null=True)
    to_time = models.TimeField(null=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)  # excluded


class NightContact(Base):
    """Whom to call at night. The latest one named counts; nobody: the emergency numbers alone."""

    patient = models.ForeignKey("care.Patient", models.CASCADE, related_name="night_contacts")
    member = models.ForeignKey("care.CareTeamMember", models.CASCADE, null=True)
    note = EncryptedTextField(blank=True)
    named_at = models.DateTimeField()


class FamilyLink(Base):
    """The way in of somebody close, without an account, to who comes and whom to call: one secret,
    one member, as far as the person lets her see.
    """

    patient = models.ForeignKey("care.Patient", models.CASCADE, related_name="family_links")
    member = models.ForeignKey("care.CareTeamMember", models.CASCADE, related_name="family_links")
    token_hash = models.CharField(max_length=64, unique=True)
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=60)
    until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
