from django.db import models

from maillon.kernel.models import Base


class TemplateRun(Base):
    """A template of the library was run: which, in which version, by whom, what it made.

    ``seen``: the fingerprint of all that it made; as long as it is the same, nothing was touched.
    """

    organization = models.ForeignKey("directory.Organization", models.PROTECT, related_name="+")
    template = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)  # the template's own: it names nobody
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    protocol = models.ForeignKey("protocols.Protocol", models.SET_NULL, null=True, related_name="+")
    meeting = models.OneToOneField("meetings.Meeting", models.PROTECT, related_name="+")
    seen = models.CharField(max_length=64, blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at",)
        indexes = (models.Index(fields=["organization", "made_at"], name="template_run_by_house"),)


class TemplateStep(Base):
    """Something to do that came with it, as a task; its words stay when the template changes."""

    run = models.ForeignKey(TemplateRun, models.CASCADE, related_name="steps")
    title = models.CharField(max_length=200)
    task = models.OneToOneField("tasks.Task", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)
