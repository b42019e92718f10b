from django.db import models

from maillon.apps.directory.models.imports import Imported
from maillon.kernel import fulltext
from maillon.kernel.models import Base


class Organization(Imported, Base):
    """A structure: the tenant of rows about persons, an employer, a requester's house.

    Those of the national register (FINESS) bear its number; ours bear none.
    """

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
        HEALTH_CENTRE = "centre", "centre de santé"
        PHARMACY = "pharmacy", "pharmacie"
        HOME_NURSING = "home_care", "soins à domicile"
        DISABILITY = "disability", "accompagnement du handicap"
        CHILDHOOD = "childhood", "enfance et famille"
        DAC = "dac", "dispositif d’appui à la coordination"
        ESS = "ess", "équipe de soins spécialisés"
        ESCAP = "escap", "équipe de soins coordonnée avec le patient"
        CLAP = "clap", "équipe coordonnée localement autour du patient"
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
    category = models.CharField(max_length=4, blank=True, default="")  # of the register
    category_label = models.CharField(max_length=120, blank=True, default="")
    legal_identifier = models.CharField(max_length=9, blank=True, default="")  # FINESS juridique
    legal_name = models.CharField(max_length=160, blank=True, default="")
    siret = models.CharField(max_length=14, blank=True, default="")
    address = models.CharField(max_length=240, blank=True, default="")
    postal_code = models.CharField(max_length=5, blank=True, default="")
    town = models.CharField(max_length=80, blank=True, default="")
    longitude = models.FloatField(null=True)  # degrees, WGS 84
    latitude = models.FloatField(null=True)
    opened_on = models.DateField(null=True)
    check_digit_ok = models.BooleanField(default=True)
    search_text = models.TextField(blank=True, default="")  # folded words and stems, spaced
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["identifier_system", "identifier"],
                condition=~models.Q(identifier=""),
                name="organization_identifier_unique",
            ),
        )
        indexes = (models.Index(fields=["commune", "kind"], name="organization_place_kind"),)

    def __str__(self) -> str:
        return self.name


class HealthcareService(Imported, Base):
    """One activity that a structure is known to exercise."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="services")
    key = models.CharField(max_length=120)  # number of the activity in the register, or its label
    nature = models.CharField(max_length=8, blank=True)  # regime of the activity: AMF, ASR, ASDR…
    activity = models.CharField(max_length=20, blank=True)  # its code within that regime
    label = models.CharField(max_length=200)
    capacity = models.PositiveIntegerField(null=True)  # places or beds installed

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "key"], name="one_service_per_structure_and_key"
            ),
        )

    def __str__(self) -> str:
        return self.label


class Endpoint(Imported, Base):
    """A secure health mailbox (MSSanté) that may be shown; red-listed ones are never kept.

    It names its holder by the numbers of the registers and not by foreign keys: registers come
    in any order, and a mailbox outlives neither.
    """

    class Kind(models.TextChoices):
        PERSONAL = "PER", "personnelle"
        ORGANIZATION = "ORG", "de la structure"
        APPLICATION = "APP", "de logiciel"
        CABINET = "CAB", "du cabinet"

    address = models.CharField(max_length=254, unique=True)
    kind = models.CharField(max_length=3, choices=Kind.choices)
    holder = models.CharField(max_length=24, blank=True, db_index=True)  # national_id of a person
    site = models.CharField(max_length=40, blank=True, db_index=True)  # FINESS of a structure
    service = models.CharField(max_length=160, blank=True)
    name = models.CharField(max_length=160, blank=True)  # of the person, else of the structure
    paperless = models.BooleanField(default=False)  # takes documents without paper

    def __str__(self) -> str:
        return self.address


fulltext.keep("directory_organization", "search_text")
