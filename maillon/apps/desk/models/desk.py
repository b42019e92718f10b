from django.db import models

from maillon.kernel.models import Base


class Desk(Base):
    """The people who answer one phone number.

    Desks of one organization share its callers and persons, and may pass requests on.
    """

    class Kind(models.TextChoices):
        ORIENTATION = "orientation", "poste d’orientation"
        CLINICAL = "clinical", "poste tenu par des soignants hospitaliers"

    organization = models.ForeignKey("directory.Organization", models.PROTECT)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.ORIENTATION)
    phone = models.CharField(max_length=20)
    timezone = models.CharField(max_length=40, default="Europe/Paris")
    # {"0": [["09:00", "19:30"]], …}: 0 is Monday
    opening_hours = models.JSONField(default=dict)
    closed_holidays = models.BooleanField(default=False)  # the legal ones of its department
    closed_days = models.JSONField(default=list)  # its own, one ISO date each: ["2026-12-24", …]
    closed_notice = models.CharField(max_length=240, blank=True)  # who answers locally meanwhile
    fallback_phone = models.CharField(max_length=20, blank=True)  # where calls go when closed
    professionals_only = models.BooleanField(default=True)
    commune = models.ForeignKey("directory.Commune", models.PROTECT)
    sector = models.CharField(max_length=24)  # the word that SMS may say, e.g. "Gier"
    policy = models.JSONField(default=dict)  # overrides of the dispatch policy
    # At closing, open requests go there if it is open, and come back in the morning.
    evening_desk = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    settings_revision = models.PositiveIntegerField(default=0)
    synthetic = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class DeskCommune(models.Model):
    """A commune the desk answers for."""

    desk = models.ForeignKey(Desk, models.CASCADE, related_name="communes")
    commune = models.ForeignKey("directory.Commune", models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["desk", "commune"], name="desk_commune_once"),
        )


class DeskShift(Base):
    """A stretch of opening hours; at night requests belong to the next one."""

    desk = models.ForeignKey(Desk, models.CASCADE, related_name="shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["desk", "starts_at"], name="desk_shift_once"),
        )


class DayCounter(models.Model):
    """The last request number of a desk and day: gap-free, moved in the transaction."""

    desk = models.ForeignKey(Desk, models.CASCADE, related_name="+")
    day = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["desk", "day"], name="counter_once"),)
