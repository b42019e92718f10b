from django.db import models


class Outage(models.Model):
    """Since when nothing leaves by a channel: its last failure of all gateways, open or over.

    ``declared_at``: it lasts, the desk is told. Before that it may be a hiccup.
    """

    channel = models.CharField(max_length=10, primary_key=True)
    since = models.DateTimeField()
    tried_at = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)
    declared_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
