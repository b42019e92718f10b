from django.db import models

from maillon.kernel.models import Base


class TriageRule(Base):
    """One dated version of a triage rule of one desk; versions are added, never rewritten."""

    desk = models.ForeignKey("desk.Desk", models.CASCADE, related_name="rules")
    rule = models.CharField(max_length=40)  # the same id as a rule of the file takes its place
    since = models.DateField()
    when = models.JSONField(default=dict)  # the conditions, as in rules/triage.yaml
    reminder = models.CharField(max_length=400)
    suggests = models.CharField(max_length=20)
    source = models.CharField(max_length=200)
    retired = models.BooleanField(default=False)  # from that day on the rule is silent
    account = models.ForeignKey("accounts.Account", models.PROTECT)
    written_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["desk", "rule", "since"], name="rule_of_desk"),)
