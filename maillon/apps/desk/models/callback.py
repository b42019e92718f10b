from django.db import models

from maillon.kernel.models import Base


class Callback(Base):
    """A word owed to somebody, and what came of it. Its task holds owner and deadline."""

    class Kind(models.TextChoices):
        FOUND = "found", "dire que c’est trouvé"
        NOT_FOUND_YET = "not_found_yet", "dire que ce n’est pas encore trouvé"
        GIVE_DETAILS = "give_details", "donner l’identité et l’adresse à l’intervenant"
        CONFIRM_CARE = "confirm_care", "vérifier que le soin a commencé"
        CARE_BEGUN = "care_begun", "dire que le soin a commencé"
        STOPPED = "stopped", "dire que la recherche s’arrête, et pourquoi"
        TELL_GP = "tell_gp", "prévenir le médecin traitant"
        ANSWER = "answer", "donner la réponse"
        LATER_CHECK = "later_check", "reprendre des nouvelles"
        CARE_ENDING = "care_ending", "décider : prolonger ou clore"

    request = models.ForeignKey("desk.ServiceRequest", models.CASCADE, related_name="callbacks")
    need = models.ForeignKey("desk.Need", models.CASCADE, null=True, related_name="callbacks")
    assignment = models.ForeignKey("desk.Assignment", models.CASCADE, null=True)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    task = models.OneToOneField("tasks.Task", models.PROTECT, related_name="callback")
    created_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)  # calls that reached nobody
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)  # vocabulary.OUTCOMES
    channel = models.CharField(max_length=8, blank=True)  # call, receipt

    class Meta:
        indexes = (
            models.Index(
                fields=["request"], name="callback_open", condition=models.Q(closed_at=None)
            ),
        )
