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
