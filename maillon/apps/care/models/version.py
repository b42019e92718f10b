from django.db import models

from maillon.kernel.models import Base


class CareTeamVersion(Base):
    """What a circle was from one moment on: ids, parts and days, never a word about the person.

    Written in the transaction of the change, then never again; it goes with the circle when the
    person's file is erased, so no trigger guards it: ``maillon verify`` does.
    """

    team = models.ForeignKey("care.CareTeam", models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    # {"patient", "organization", "status", "start", "end", "members": [{"id", "kind", "who",
    #  "role", "start", "end"}]}
    facts = models.JSONField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["team", "number"], name="version_once"),)
