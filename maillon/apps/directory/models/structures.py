from django.db import models

from maillon.kernel.models import Base


class Organization(Base):
    """A structure: the tenant of rows about persons, an employer, a requester's house."""

    class Kind(models.TextChoices):
        DESK_HOLDER = "desk", "association qui tient un poste"
        HOSPITAL = "hospital", "établissement de santé"
        MSP = "msp", "maison de santé"
        CPTS = "cpts", "communauté professionnelle territoriale de santé"
        ESP = "esp", "équipe de soins primaires"
        CABINET = "cabinet", "cabinet"
        EHPAD = "ehpad", "EHPAD"
        HOME_HELP = "home_help", "service d’aide à domicile"
        LABORATORY = "laboratory", "laboratoire"
        SOCIAL = "social", "service social"
        OTHER = "other", "autre structure"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=160)
    folded_name = models.CharField(max_length=160, db_index=True)
    identifier_system = models.CharField(max_length=20, blank=True)  # FINESS, SIRET, technical
    identifier = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    commune = models.ForeignKey(
        "directory.Commune", models.SET_NULL, null=True, related_name="organizations"
    )
    synthetic = models.BooleanField(default=False)
    source = models.CharField(max_length=120)
    as_of = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["identifier_system", "identifier"],
                condition=~models.Q(identifier=""),
                name="organization_identifier_unique",
            ),
        )

    def __str__(self) -> str:
        return self.name
