"""The embedded gateway: what each demonstration phone received and sent."""

from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class SimulatedMessage(Base):
    """One bubble on a demonstration phone."""

    phone_index = models.CharField(max_length=40, db_index=True)
    incoming = models.BooleanField()  # seen from the phone: received from the desk
    body = EncryptedTextField()
    at = models.DateTimeField()
    message_id = models.CharField(max_length=80, unique=True)
