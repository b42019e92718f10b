from django.db import models

from maillon.kernel.models import Base


class ApiClient(Base):
    """A program of one structure that asks through the API. Its secret is kept hashed."""

    organization = models.ForeignKey("directory.Organization", models.CASCADE)
    name = models.CharField(max_length=120)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class ClientMessage(Base):
    """A message of a program that was applied, and what was answered: sent again, it is answered
    the same and done once. Ids alone; it goes with the program.
    """

    client = models.ForeignKey(ApiClient, models.CASCADE, related_name="messages")
    key = models.CharField(max_length=40)  # keyed, of the number the program gave it
    digest = models.CharField(max_length=40)  # keyed, of what it asked
    answer = models.JSONField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["client", "key"], name="message_once"),)
