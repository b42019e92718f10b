from datetime import date
from typing import ClassVar

from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class CareTeam(Base):
    """The circle of a person (réseau du patient): who holds it, why, since when.

    Members stand around the person whether or not a circle is open; it is the open circle that
    lets them read.
    """

    patient = models.ForeignKey("care.Patient", models.CASCADE, related_name="teams")
    organization = models.ForeignKey("directory.Organization", models.PROTECT)  # holds it
    situation = models.CharField(max_length=16)  # vocabulary.SITUATIONS
    reason = EncryptedTextField(blank=True)
    referent = models.ForeignKey("care.CareTeamMember", models.SET_NULL, null=True)
    managed_by = models.ForeignKey(
        "directory.Organization", models.PROTECT, null=True, related_name="circles_carried"
    )  # the light team that carries it, where there is one
    opened_at = models.DateTimeField()
    opened_by_kind = models.CharField(max_length=12)
    opened_by_id = models.CharField(max_length=60)
    closed_at = models.DateTimeField(null=True)
    closing = models.CharField(max_length=16, blank=True)  # vocabulary.CLOSINGS

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["patient"], condition=models.Q(closed_at=None), name="one_open_circle"
            ),
            models.CheckConstraint(
                name="closed_circle_says_why",
                condition=models.Q(closed_at=None, closing="")
                | (models.Q(closed_at__isnull=False) & ~models.Q(closing="")),
            ),
        )


class RelatedPerson(Base):
    """Somebody around the person whom no register knows: daughter, neighbour, tutor, officer."""

    patient = models.ForeignKey("care.Patient", models.CASCADE, related_name="related")
    name = EncryptedTextField()
    phone = EncryptedTextField(blank=True)
    represents = models.BooleanField(default=False)  # speaks for the person, by law
    account = models.ForeignKey(
        "accounts.Account", models.SET_NULL, null=True, related_name="related_as"
    )


class CareTeamMemberQuerySet(models.QuerySet["CareTeamMember"]):
    def present(self, day: date) -> "CareTeamMemberQuerySet":
        """Those who take part on this day."""
        return self.filter(models.Q(ends_on=None) | models.Q(ends_on__gt=day), starts_on__lte=day)


class CareTeamMember(Base):
    """Somebody who takes part around the person, from one day until another, excluded."""

    class Role(models.TextChoices):
        USUAL_CARER = "usual_carer", "intervenant habituel"
        GP = "gp", "médecin traitant"
        NURSE = "nurse", "infirmière"
        PHARMACIST = "pharmacist", "pharmacien"
        PHYSIO = "physio", "kinésithérapeute"
        SPECIALIST = "specialist", "spécialiste"
        PSYCHOLOGIST = "psychologist", "psychologue"
        COORDINATION = "coordination", "coordination"
        HOSPITAL = "hospital", "établissement"
        HOME_HELP = "home_help", "aide à domicile"
        SOCIAL = "social_worker", "assistante sociale"
        TUTOR = "tutor", "tuteur, curateur"
        FAMILY = "family", "famille"
        HELPER = "helper", "aidant"
        NEIGHBOUR = "neighbour", "voisin, voisine"
        ELECTED = "elected", "élu, mairie"
        POLICE = "police", "police, gendarmerie"
        OTHER = "other", "autre"

    patient = models.ForeignKey("care.Patient", models.CASCADE, related_name="circle")
    role = models.CharField(max_length=14, choices=Role.choices)
    responder = models.ForeignKey("directory.Responder", models.CASCADE, null=True)
    practitioner_role = models.ForeignKey("directory.PractitionerRole", models.CASCADE, null=True)
    organization = models.ForeignKey("directory.Organization", models.CASCADE, null=True)
    related = models.ForeignKey(RelatedPerson, models.CASCADE, null=True)
    reason = EncryptedTextField(blank=True)
    themes = models.JSONField(default=list)  # vocabulary.THEMES that this part calls for
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    objects: ClassVar[CareTeamMemberQuerySet] = CareTeamMemberQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="member_is_one_thing",
                condition=models.Q(
                    responder__isnull=False, practitioner_role=None, organization=None, related=None
                )
                | models.Q(
                    responder=None, practitioner_role__isnull=False, organization=None, related=None
                )
                | models.Q(
                    responder=None, practitioner_role=None, organization__isnull=False, related=None
                )
                | models.Q(
                    responder=None, practitioner_role=None, organization=None, related__isnull=False
                ),
            ),
        )


class CarerChoice(Base):
    """The person's own word about a carer: her choice goes first, her refusal is final.

    The latest one counts; two files merged into one may bear a word each.
    """

    class Kind(models.TextChoices):
        CHOSEN = "chosen", "choisi par la personne"
        REFUSED = "refused", "refusé par la personne"

    patient = models.ForeignKey("care.Patient", models.CASCADE, related_name="choices")
    responder = models.ForeignKey("directory.Responder", models.CASCADE)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    recorded_at = models.DateTimeField()
