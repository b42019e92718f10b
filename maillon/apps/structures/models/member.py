from datetime import date
from typing import ClassVar
from uuid import UUID

from django.db import models

from maillon.apps.structures.vocabulary import LEAVINGS, POSTS, PROFESSIONS, STATUSES
from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class MemberQuerySet(models.QuerySet["Member"]):
    def of(self, organization_id: UUID) -> "MemberQuerySet":
        return self.filter(organization_id=organization_id)

    def on(self, day: date) -> "MemberQuerySet":
        """Those who belong to it that day: arrived, and not gone yet."""
        still = models.Q(left_on=None) | models.Q(left_on__gt=day)
        return self.filter(still, joined_on__lte=day)


class Member(Base):
    """Somebody of a structure, from one day to another: an account, a professional of the
    register, or a name. Who leaves keeps a line with its days; nobody is deleted.
    """

    organization = models.ForeignKey(
        "directory.Organization", models.PROTECT, related_name="members"
    )
    account = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    practitioner_role = models.ForeignKey(
        "directory.PractitionerRole", models.SET_NULL, null=True, related_name="+"
    )
    name = EncryptedTextField()
    name_index = models.CharField(max_length=40)
    email = EncryptedTextField(blank=True)
    phone = EncryptedTextField(blank=True)
    national_id = models.CharField(max_length=11, blank=True)
    profession = models.CharField(max_length=4, choices=[*PROFESSIONS.items()])
    status = models.CharField(max_length=10, choices=[*STATUSES.items()])
    post = models.CharField(max_length=12, choices=[*POSTS.items()], blank=True)
    weekly_hours = models.DecimalField(max_digits=4, decimal_places=1, null=True)  # of the post
    shared_with = models.ForeignKey(
        "directory.Organization", models.PROTECT, null=True, related_name="+"
    )
    joined_on = models.DateField()
    left_on = models.DateField(null=True)  # the first day without her
    leaving = models.CharField(max_length=8, choices=[*LEAVINGS.items()], blank=True)

    objects: ClassVar[MemberQuerySet] = MemberQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="member_leaves_after_coming",
                condition=models.Q(left_on=None) | models.Q(left_on__gte=models.F("joined_on")),
            ),
            models.CheckConstraint(
                name="member_leaves_for_a_reason",
                condition=models.Q(left_on=None, leaving="")
                | (models.Q(left_on__isnull=False) & ~models.Q(leaving="")),
            ),
            models.UniqueConstraint(
                fields=["organization", "name_index", "profession"],
                condition=models.Q(left_on=None),
                name="member_once_while_there",
            ),
        )
        indexes = (models.Index(fields=["organization", "joined_on"], name="member_by_arrival"),)
