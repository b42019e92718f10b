from django.db import models

from maillon.kernel import fulltext
from maillon.kernel.models import Base


class Practitioner(Base):
    """A professional as the national directory knows her."""

    national_id = models.CharField(max_length=24, unique=True)  # type digit + identifier
    id_type = models.CharField(max_length=1)  # 8 RPPS, 0 ADELI
    civility = models.CharField(max_length=12, blank=True)
    family_name = models.CharField(max_length=80)
    given_name = models.CharField(max_length=80)
    folded_name = models.CharField(max_length=170, db_index=True)
    check_digit_ok = models.BooleanField(default=True)
    synthetic = models.BooleanField(default=False)
    source = models.CharField(max_length=120)
    as_of = models.DateField()

    @property
    def display(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


class PractitionerRole(Base):
    """One practitioner at one site (situation d'exercice)."""

    practitioner = models.ForeignKey(Practitioner, models.CASCADE, related_name="roles")
    site_key = models.CharField(max_length=120)  # technical id of the site, or its address folded
    organization = models.ForeignKey(
        "directory.Organization", models.SET_NULL, null=True, related_name="roles"
    )
    profession = models.CharField(max_length=4, db_index=True)  # 60 infirmier, 10 médecin, …
    profession_label = models.CharField(max_length=80)
    skills = models.JSONField(default=list)  # [{"type","code","label"}]
    mode = models.CharField(max_length=4, blank=True)  # L liberal, S salaried, B volunteer
    site_name = models.CharField(max_length=160, blank=True)
    address = models.CharField(max_length=240, blank=True)
    postal_code = models.CharField(max_length=5, blank=True)
    town = models.CharField(max_length=80, blank=True)
    commune = models.ForeignKey(
        "directory.Commune", models.SET_NULL, null=True, related_name="roles"
    )
    phone = models.CharField(max_length=20, blank=True)
    sector = models.CharField(max_length=80, blank=True)
    search_text = models.TextField(blank=True, default="")  # folded words and stems, spaced
    digest = models.CharField(max_length=40, blank=True)  # of the imported facts: unchanged or not
    source = models.CharField(max_length=120)
    as_of = models.DateField()
    last_run = models.ForeignKey("directory.ImportRun", models.SET_NULL, null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["practitioner", "site_key"], name="one_role_per_practitioner_and_site"
            ),
        )
        indexes = (models.Index(fields=["commune", "profession"], name="role_place_profession"),)


fulltext.keep("directory_practitionerrole", "search_text")
