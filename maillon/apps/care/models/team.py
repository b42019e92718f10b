from django.db import models

from maillon.kernel.models import Base


class TeamStage(Base):
    """What a light team is from a day on, and what is true of it. Never edited: another follows."""

    organization = models.ForeignKey(
        "directory.Organization", models.PROTECT, related_name="team_stages"
    )
    kind = models.CharField(max_length=12)  # teams.KINDS
    facts = models.JSONField(default=dict)  # teams.FACTS: true or false; unknown is absent
    since = models.DateField()
    at = models.DateTimeField()
    account = models.ForeignKey("accounts.Account", models.PROTECT)

    class Meta:
        indexes = (models.Index(fields=["organization", "at"], name="stage_by_team"),)


class TeamMember(Base):
    """A professional of a light team, from one day until another, excluded."""

    organization = models.ForeignKey(
        "directory.Organization", models.CASCADE, related_name="team_members"
    )
    practitioner_role = models.ForeignKey("directory.PractitionerRole", models.PROTECT)
    role = models.CharField(max_length=14)  # vocabulary.PARTS
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "practitioner_role"],
                condition=models.Q(ends_on=None),
                name="one_place_in_a_team",
            ),
        )
