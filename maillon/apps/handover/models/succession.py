from django.db import models

from maillon.kernel.models import Base


class Succession(Base):
    """The open tasks of one account given to another in one gesture; undone, it keeps its line."""

    organization = models.ForeignKey("directory.Organization", models.PROTECT)
    from_account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    to_account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    passed_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    passed_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="succession_between_two",
                condition=~models.Q(from_account=models.F("to_account")),
            ),
        )
        indexes = (models.Index(fields=["organization", "passed_at"], name="succession_by_house"),)


class PassedTask(Base):
    """One task of a succession."""

    succession = models.ForeignKey(Succession, models.CASCADE, related_name="handed")
    task = models.ForeignKey("tasks.Task", models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["succession", "task"], name="passed_once"),
        )  # fmt: skip
