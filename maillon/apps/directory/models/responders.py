from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class Responder(Base):
    """Who can be asked and answer: a practitioner role, a cabinet, an organization, a helper.

    The phone is the responder's own line: sealed, found again by its blind index when a
    reply comes in.
    """

    class Kind(models.TextChoices):
        PRACTITIONER_ROLE = "practitioner_role", "professionnel"
        CABINET = "cabinet", "cabinet"
        ORGANIZATION = "organization", "structure"
        HELPER = "helper", "aidant"

    class Availability(models.TextChoices):
        YES = "yes", "disponible"
        NO = "no", "indisponible"
        UNKNOWN = "unknown", "non déclarée"

    class Origin(models.TextChoices):
        SMS = "sms", "par SMS"
        LINK = "link", "en un geste sur son téléphone"
        ACCOUNT = "account", "depuis son compte"
        DESK = "desk", "au téléphone, noté par le poste"

    kind = models.CharField(max_length=20, choices=Kind.choices)
    practitioner_role = models.OneToOneField(
        "directory.PractitionerRole", models.CASCADE, null=True, related_name="responder"
    )
    organization = models.ForeignKey(
        "directory.Organization", models.CASCADE, null=True, related_name="responders"
    )
    name = models.CharField(max_length=120)
    folded_name = models.CharField(max_length=120, db_index=True)
    profession = models.CharField(max_length=4, db_index=True)
    commune = models.ForeignKey("directory.Commune", models.SET_NULL, null=True)
    phone = EncryptedTextField(blank=True)
    phone_index = models.CharField(max_length=40, blank=True, db_index=True)
    sms_ok = models.BooleanField(default=True)
    enrolled_at = models.DateTimeField(null=True)
    takes = models.JSONField(null=True)  # codes of needs; null: all of her profession
    # {"days": [0…6], "parts": ["morning", …]}; null: she told none, any hour is supposed
    works = models.JSONField(null=True)
    availability = models.CharField(
        max_length=8, choices=Availability.choices, default=Availability.UNKNOWN
    )
    availability_declared_at = models.DateTimeField(null=True)
    availability_origin = models.CharField(
        max_length=8, choices=Origin.choices, blank=True, default=""
    )
    weekly_capacity = models.PositiveSmallIntegerField(default=0)
    live_limit = models.PositiveSmallIntegerField(default=3)
    paused_until = models.DateTimeField(null=True)
    opted_out_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="responder_is_one_thing",
                condition=(
                    models.Q(kind="practitioner_role", practitioner_role__isnull=False)
                    | models.Q(kind__in=["cabinet", "organization"], organization__isnull=False)
                    | models.Q(kind="helper")
                ),
            ),
        )

    def __str__(self) -> str:
        return self.name


class CoverageArea(Base):
    """A declared zone (communes, radius or polygon), resolved to communes when saved."""

    class Kind(models.TextChoices):
        COMMUNES = "communes", "liste de communes"
        RADIUS = "radius", "rayon autour d’un point"
        POLYGON = "polygon", "contour dessiné"

    responder = models.ForeignKey(Responder, models.CASCADE, related_name="coverage")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    shape = models.JSONField()  # {"communes": […]} | {"lon","lat","km"} | GeoJSON polygon
    declared_at = models.DateTimeField()
    origin = models.CharField(
        max_length=8, choices=Responder.Origin.choices, blank=True, default=""
    )


class CoverageCommune(models.Model):
    """One commune of a resolved zone; ``near`` marks the ring of neighbouring communes."""

    area = models.ForeignKey(CoverageArea, models.CASCADE, related_name="resolved")
    responder = models.ForeignKey(Responder, models.CASCADE, related_name="covered")
    commune = models.ForeignKey("directory.Commune", models.CASCADE, related_name="covered_by")
    near = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["area", "commune"], name="coverage_commune_once"),
        )
        indexes = (models.Index(fields=["commune", "near"], name="coverage_by_commune"),)
