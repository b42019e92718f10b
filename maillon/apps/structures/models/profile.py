from django.db import models

from maillon.apps.structures.vocabulary import FORMS
from maillon.kernel.models import Base


class Statutes(Base):
    """What a structure is in law; its name and kind are the directory's."""

    organization = models.OneToOneField("directory.Organization", models.CASCADE)
    legal_form = models.CharField(max_length=12, choices=[*FORMS.items()], blank=True)
    registered_on = models.DateField(null=True)


class Site(Base):
    """A place where the structure works; one that closes keeps its line."""

    organization = models.ForeignKey("directory.Organization", models.CASCADE, related_name="sites")
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=240, blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)
