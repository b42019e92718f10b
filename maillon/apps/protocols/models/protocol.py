import json
from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.db import models

from maillon.apps.protocols.vocabulary import KINDS, WITHDRAWALS
from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class ProtocolQuerySet(models.QuerySet["Protocol"]):
    def of(self, organization_id: UUID) -> "ProtocolQuerySet":
        return self.filter(organization_id=organization_id)


class Protocol(Base):
    """Who does what in one situation, as a structure writes it; its text is in its versions.

    A protocol that came from a register's line has the key of that line: the acts of both speak
    of one thing.
    """

    organization = models.ForeignKey(
        "directory.Organization", models.PROTECT, related_name="protocols"
    )
    kind = models.CharField(max_length=10, choices=[*KINDS.items()])
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    # Where its first text came from: a template of the library and its version, another's version.
    template = models.CharField(max_length=60, blank=True)
    copied_from = models.ForeignKey(
        "protocols.ProtocolVersion", models.PROTECT, null=True, related_name="+"
    )
    withdrawn_on = models.DateField(null=True)
    withdrawal = models.CharField(max_length=10, choices=[*WITHDRAWALS.items()], blank=True)

    objects: ClassVar[ProtocolQuerySet] = ProtocolQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="protocol_withdrawn_for_a_reason",
                condition=models.Q(withdrawn_on=None, withdrawal="")
                | (models.Q(withdrawn_on__isnull=False) & ~models.Q(withdrawal="")),
            ),
        )
        indexes = (models.Index(fields=["organization", "kind"], name="protocol_by_kind"),)


class ProtocolVersion(Base):
    """A text of a protocol: a draft, then proposed (it changes no more), then adopted.

    ``entry`` is the act of its adoption; a line that came from a register keeps that line's act.
    """

    protocol = models.ForeignKey(Protocol, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = EncryptedTextField()
    text = EncryptedTextField(blank=True)  # JSON: section → words
    changes = EncryptedTextField(blank=True)  # what is new in it, in words
    authors = models.ManyToManyField("structures.Member", related_name="+")
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    adopted_at = models.DateTimeField(null=True)
    adopted_on = models.DateField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)  # of the text, once proposed
    entry = models.OneToOneField("journal.Entry", models.PROTECT, null=True, related_name="+")
    record = models.OneToOneField("structures.Record", models.PROTECT, null=True, related_name="+")
    review_on = models.DateField(null=True)
    review_task = models.OneToOneField("tasks.Task", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=["protocol", "number"], name="protocol_version_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["protocol"],
                condition=models.Q(adopted_at=None),
                name="one_protocol_version_in_the_making",
            ),
            models.CheckConstraint(
                name="protocol_adopted_has_its_act",
                condition=models.Q(adopted_at=None, adopted_on=None, entry=None, record=None)
                | models.Q(adopted_at__isnull=False, adopted_on__isnull=False)
                & (models.Q(entry__isnull=False) | models.Q(record__isnull=False)),
            ),
        )

    @property
    def state(self) -> str:
        """draft, proposed, adopted, or cancelled."""
        if self.cancelled_at:
            return "cancelled"
        if self.adopted_at:
            return "adopted"
        return "proposed" if self.proposed_at else "draft"

    @property
    def sections(self) -> dict[str, str]:
        """Section → its words."""
        told: dict[str, str] = json.loads(self.text) if self.text else {}
        return told

    @sections.setter
    def sections(self, told: Mapping[str, str]) -> None:
        self.text = json.dumps(dict(told), ensure_ascii=False)

    def stands(self, on: date) -> bool:
        """Whether it was adopted by that day and not taken back."""
        return self.state == "adopted" and self.adopted_on is not None and self.adopted_on <= on
