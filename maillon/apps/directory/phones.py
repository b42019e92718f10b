"""One spelling per telephone number: E.164, whatever the French department."""

import phonenumbers

__all__ = ["e164", "spoken"]

REGIONS = ("FR", "RE", "GP", "MQ", "GF", "YT", "PM", "BL", "MF", "NC", "PF", "WF")


def e164(raw: str) -> str:
    """« 06 12 34 56 78 » as ``+33612345678``; empty where it is no valid number."""
    for region in REGIONS:
        try:
            number = phonenumbers.parse(raw, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return ""


def spoken(number: str) -> str:
    """« 06 12 34 56 78 » as one dictates it; what is no valid number comes back as it is."""
    written = e164(number)
    if not written:
        return number
    parsed = phonenumbers.parse(written)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
