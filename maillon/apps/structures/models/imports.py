from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class MemberImport(Base):
    """A list of members as it was sent, judged line by line before anything is written."""

    organization = models.ForeignKey("directory.Organization", models.PROTECT)
    sent_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    titles = models.JSONField()
    lines = EncryptedTextField()  # JSON, rows of cells; emptied once it is applied
    columns = models.JSONField(default=dict)  # field → number of the column
    applied_at = models.DateTimeField(null=True)


class ColumnName(Base):
    """What a structure calls a column, remembered from its last list."""

    organization = models.ForeignKey("directory.Organization", models.CASCADE)
    title = models.CharField(max_length=80)  # folded
    field = models.CharField(max_length=16)  # empty: not to be read

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["organization", "title"], name="column_name_once"),
        )
