"""Which gateway the settings ask for."""

from django.core.exceptions import ImproperlyConfigured

from maillon.apps.messaging.providers import SmsProvider
from maillon.interop.sms.http import HttpProvider
from maillon.interop.sms.simulator import Simulator

__all__ = ["provider"]


def provider(name: str, url: str, secret: str) -> SmsProvider:
    """The provider of that name; a sentence says what is missing."""
    if name == "simulator":
        return Simulator()
    if name != "http":
        raise ImproperlyConfigured(
            f"MAILLON_SMS_PROVIDER={name} n’existe pas : choisissez simulator ou http."
        )
    try:
        return HttpProvider(url, secret)
    except ValueError as error:
        raise ImproperlyConfigured(str(error)) from error
