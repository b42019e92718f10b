from django.db import models

from maillon.kernel import appendonly
from maillon.kernel.models import Base


class Entry(Base):
    """One act of coordination. Ids and codes only, never health content.

    A correction is another entry that cancels this one.
    """

    class Kind(models.TextChoices):
        TEAM = "team", "coordination de l’équipe"
        PROJECT = "project", "coordination du projet"
        PATHWAY = "pathway", "coordination du parcours"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    act = models.CharField(max_length=60)
    organization = models.ForeignKey("directory.Organization", models.PROTECT)
    author_kind = models.CharField(max_length=12)  # account, link, system
    author_id = models.CharField(max_length=60, blank=True)
    minutes = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    data = models.JSONField(default=dict)  # codes and ids that tell the story
    documents = models.JSONField(default=list)  # digests
    cancels = models.OneToOneField("self", models.PROTECT, null=True, related_name="cancelled_by")

    class Meta:
        indexes = (
            models.Index(fields=["organization", "occurred_at"], name="entry_by_organization"),
            models.Index(fields=["act", "occurred_at"], name="entry_by_act"),
        )


class Subject(models.Model):
    """What an entry is about: one row per object, so that a story is one query."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="subjects")
    kind = models.CharField(max_length=40)
    object_id = models.UUIDField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["entry", "kind", "object_id"], name="subject_once"),
        )
        indexes = (models.Index(fields=["kind", "object_id"], name="entry_by_subject"),)


class Credit(models.Model):
    """A structure whose contract may count this act."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="credits")
    organization = models.ForeignKey("directory.Organization", models.PROTECT)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["entry", "organization"], name="credit_once"),
        )


class Participant(models.Model):
    """Who took part: an account, a responder, a practitioner role."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="participants")
    kind = models.CharField(max_length=20)
    object_id = models.UUIDField()
    minutes = models.DecimalField(max_digits=7, decimal_places=2, null=True)


for _table in ("entry", "subject", "credit", "participant"):
    appendonly.protect(f"journal_{_table}")
