"""Which gateway the settings ask for."""

from django.core.exceptions import ImproperlyConfigured

from maillon.apps.messaging.providers import SmsProvider
from maillon.apps.messaging.standby import Standby
from maillon.interop.sms.http import SECOND, HttpProvider
from maillon.interop.sms.kannel import Account, KannelProvider
from maillon.interop.sms.simulator import Simulator

__all__ = ["provider", "standby"]


def provider(
    name: str, url: str, secret: str, *, user: str = "", callback: str = ""
) -> SmsProvider:
    """The provider of that name; a sentence says what is missing.

    ``user`` and ``callback`` are Kannel's alone.
    """
    try:
        match name:
            case "simulator":
                return Simulator()
            case "http":
                return HttpProvider(url, secret)
            case "kannel":
                return KannelProvider(url, Account(user, secret, callback))
    except ValueError as error:
        raise ImproperlyConfigured(str(error)) from error
    raise ImproperlyConfigured(
        f"MAILLON_SMS_PROVIDER={name} n’existe pas : choisissez simulator, http ou kannel."
    )


def standby(first: SmsProvider, url: str, secret: str) -> SmsProvider:
    """``first`` with a second gateway in waiting, where the settings name one."""
    if not url:
        return first
    try:
        return Standby(first, HttpProvider(url, secret, name=SECOND))
    except ValueError as error:
        words = str(error).replace("MAILLON_SMS_", "MAILLON_SMS_SECOND_")
        raise ImproperlyConfigured(words) from error
