from typing import ClassVar
from uuid import UUID

from django.db import models

from maillon.kernel import appendonly
from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class HealthProject(Base):
    """The project of a structure (projet de santé): one, written for years."""

    organization = models.OneToOneField(
        "directory.Organization", models.PROTECT, related_name="health_project"
    )
    outline = models.CharField(max_length=20)  # code of the outline it began with
    opened_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()


class ProjectSection(Base):
    """A heading of the project; its text is its last version that is not set aside."""

    project = models.ForeignKey(HealthProject, models.CASCADE, related_name="sections")
    key = models.CharField(max_length=20, blank=True)  # of the outline; empty: the team's own
    title = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["project", "position"], name="section_in_its_place"),
        )


class SectionVersionQuerySet(models.QuerySet["SectionVersion"]):
    def standing(self) -> "SectionVersionQuerySet":
        """Those that became the text, in order."""
        return self.filter(aside=False).order_by("number")

    def unsettled(self, project_id: UUID) -> "SectionVersionQuerySet":
        """Those kept beside the text, that nobody has looked at yet."""
        return self.filter(section__project_id=project_id, aside=True, settled_by=None)


class SectionVersion(Base):
    """A section as somebody saved it; never changed. ``base``: the version she started from.

    ``aside``: somebody else had saved meanwhile; her text is kept beside, until a version
    ``settles`` it.
    """

    section = models.ForeignKey(ProjectSection, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    base = models.PositiveIntegerField()
    aside = models.BooleanField(default=False)
    settles = models.OneToOneField(
        "projects.SectionVersion", models.PROTECT, null=True, related_name="settled_by"
    )
    text = EncryptedTextField(blank=True)
    written_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects: ClassVar[SectionVersionQuerySet] = SectionVersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["section", "number"], name="section_version_once"),
        )


class SectionComment(Base):
    """What somebody says of a section, until it is dealt with."""

    section = models.ForeignKey(ProjectSection, models.CASCADE, related_name="comments")
    text = EncryptedTextField()
    written_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    resolved_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("written_at",)


class ProjectAdoption(Base):
    """The project as a body adopted it one day: frozen, with its fingerprint."""

    project = models.ForeignKey(HealthProject, models.PROTECT, related_name="adoptions")
    number = models.PositiveSmallIntegerField()
    adopted_on = models.DateField()
    body = models.CharField(max_length=120)  # « assemblée générale »
    content = EncryptedTextField()  # JSON: the whole project
    digest = models.CharField(max_length=64)  # SHA-256 of the content
    adopted_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField()

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=["project", "number"], name="adopted_once"),)


appendonly.protect("projects_sectionversion")
appendonly.protect("projects_projectadoption")
