from django.db import models


class Commune(models.Model):
    """A commune in force, by its INSEE code."""

    insee = models.CharField(max_length=5, primary_key=True)
    name = models.CharField(max_length=80)
    folded_name = models.CharField(max_length=80, db_index=True)
    kind = models.CharField(max_length=4, default="COM")  # COM, or ARM: arrondissement municipal
    departement = models.CharField(max_length=3, db_index=True)
    region = models.CharField(max_length=3)
    epci = models.CharField(max_length=9, blank=True)
    postal_codes = models.CharField(max_length=250)  # space separated
    population = models.PositiveIntegerField(null=True)
    longitude = models.FloatField(null=True)  # degrees; unknown for some 100 communes
    latitude = models.FloatField(null=True)
    source = models.CharField(max_length=120)
    as_of = models.DateField()

    class Meta:
        indexes = (
            models.Index(
                fields=["insee"], name="commune_nowhere", condition=models.Q(longitude=None)
            ),
        )

    def __str__(self) -> str:
        return self.name


class FormerCommune(models.Model):
    """A commune code that a merger ended, and the commune that holds it now."""

    insee = models.CharField(max_length=5, primary_key=True)
    name = models.CharField(max_length=80)
    folded_name = models.CharField(max_length=80, db_index=True)
    commune = models.ForeignKey(Commune, models.CASCADE, related_name="former")
