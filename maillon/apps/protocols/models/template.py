import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models

from maillon.apps.protocols.vocabulary import KINDS
from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class TeamTemplate(Base):
    """A protocol of a structure made a template of its own; what it creates is in its versions."""

    organization = models.ForeignKey("directory.Organization", models.PROTECT, related_name="+")
    protocol = models.OneToOneField("protocols.Protocol", models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["organization"], name="template_by_house"),)


class TeamTemplateVersion(Base):
    """What a template of a team creates, never changed; another one is another version.

    ``source``: the adopted text that it copies; ``plan``: the meeting and the steps, as JSON.
    """

    template = models.ForeignKey(TeamTemplate, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    source = models.ForeignKey("protocols.ProtocolVersion", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[*KINDS.items()])
    title = EncryptedTextField()
    about = EncryptedTextField(blank=True)
    plan = EncryptedTextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=["template", "number"], name="one_template_version_of_a_number"
            ),
        )

    @property
    def planned(self) -> Mapping[str, Any]:
        """``minutes``, ``agenda``, ``steps`` (title, days)."""
        told: Mapping[str, Any] = json.loads(self.plan)
        return told

    def keep(self, minutes: int, agenda: Sequence[str], steps: Sequence[tuple[str, int]]) -> None:
        """Write the plan."""
        told = {"minutes": minutes, "agenda": list(agenda), "steps": [list(one) for one in steps]}
        self.plan = json.dumps(told, ensure_ascii=False)


class TemplateShare(Base):
    """A neighbouring structure may read and run a template, from a moment to another."""

    template = models.ForeignKey(TeamTemplate, models.CASCADE, related_name="shares")
    organization = models.ForeignKey("directory.Organization", models.PROTECT, related_name="+")
    shared_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    shared_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["template", "organization"], condition=models.Q(ended_at=None),
                name="template_shared_once_with_each",
            ),
        )  # fmt: skip
