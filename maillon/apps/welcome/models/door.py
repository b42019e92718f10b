from django.db import models

from maillon.kernel.models import Base


class WelcomeDoor(Base):
    """The page where anybody asks a coordination team for help: whom one writes to, by when."""

    organization = models.OneToOneField(
        "directory.Organization", models.PROTECT, related_name="welcome_door"
    )
    slug = models.SlugField(max_length=60, unique=True)
    territory = models.CharField(max_length=300)  # as one says it
    readers = models.CharField(max_length=300)  # who reads, in plain words
    phone = models.CharField(max_length=20, blank=True)
    answer_days = models.PositiveSmallIntegerField(default=3)  # working days
    settle_days = models.PositiveSmallIntegerField(default=14)
    open = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.slug
