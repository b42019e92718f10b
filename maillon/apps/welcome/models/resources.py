from django.db import models

from maillon.kernel.models import Base


class ResourceCheck(Base):
    """A local resource that must be asked again, and whose task that is."""

    resource = models.ForeignKey("directory.LocalResource", models.CASCADE, related_name="checks")
    task = models.OneToOneField("tasks.Task", models.PROTECT, related_name="+")
