from django.db import models


class ImportRun(models.Model):
    """One run of one import over one file: where it stands, so that it can resume."""

    kind = models.CharField(max_length=20)
    file_digest = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    as_of = models.DateField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    line = models.PositiveBigIntegerField(default=0)  # last line committed
    counts = models.JSONField(default=dict)

    class Meta:
        indexes = (models.Index(fields=["kind", "file_digest"], name="import_by_file"),)


class Imported(models.Model):
    """Where a row comes from and whether its register still holds it."""

    source = models.CharField(max_length=120)
    as_of = models.DateField()
    digest = models.CharField(max_length=40, blank=True, default="")  # of the imported facts
    last_run = models.ForeignKey("directory.ImportRun", models.SET_NULL, null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        abstract = True
