from django.db import models

from maillon.kernel.models import Base


class CareTeamMember(Base):
    """Somebody who takes part around the person, from one day to another."""

    class Role(models.TextChoices):
        USUAL_CARER = "usual_carer", "intervenant habituel"
        GP = "gp", "médecin traitant"
        HELPER = "helper", "aidant"

    patient = models.ForeignKey("care.Patient", models.CASCADE, related_name="circle")
    role = models.CharField(max_length=14, choices=Role.choices)
    responder = models.ForeignKey("directory.Responder", models.CASCADE, null=True)
    practitioner_role = models.ForeignKey("directory.PractitionerRole", models.CASCADE, null=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)


class CarerChoice(Base):
    """The person's own word about a carer: her choice goes first, her refusal is final."""

    class Kind(models.TextChoices):
        CHOSEN = "chosen", "choisi par la personne"
        REFUSED = "refused", "refusé par la personne"

    patient = models.ForeignKey("care.Patient", models.CASCADE, related_name="choices")
    responder = models.ForeignKey("directory.Responder", models.CASCADE)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["patient", "responder"], name="one_word_per_carer"),
        )
