"""One spelling per telephone number: E.164, whatever the French department."""

import phonenumbers

__all__ = ["e164", "is_mobile", "spoken"]

REGIONS = ("FR", "RE", "GP", "MQ", "GF", "YT", "PM", "BL", "MF", "NC", "PF", "WF")


def e164(raw: str) -> str:
    """« 06 12 34 56 78 » as ``+33612345678``; empty where it is no complete number.

    A number of nine digits in a range given to nobody is kept as one of France: films and
    demonstrations have theirs (06 39 98 …).
    """
    for region in REGIONS[:1] if raw.lstrip().startswith("+") else REGIONS:
        number = _parsed(raw, region)
        if number is not None and phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    french = _parsed(raw, "FR")
    if french is None or french.country_code != 33:
        return ""
    digits = str(french.national_number)
    return f"+33{digits}" if len(digits) == 9 else ""


def is_mobile(number: str) -> bool:
    """Whether a French telephone in E.164, overseas included, may read an SMS."""
    if number.startswith(("+336", "+337")):  # ranges given to nobody too: demonstrations
        return True
    parsed = _parsed(number, "FR")
    return (
        parsed is not None
        and phonenumbers.region_code_for_number(parsed) in REGIONS
        and phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.MOBILE
    )


def _parsed(raw: str, region: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(raw, region)
    except phonenumbers.NumberParseException:
        return None


def spoken(number: str) -> str:
    """« 06 12 34 56 78 » as one dictates it; what is no valid number comes back as it is."""
    written = e164(number)
    if not written:
        return number
    parsed = phonenumbers.parse(written)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
