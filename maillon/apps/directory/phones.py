"""One spelling per telephone number: E.164, as gateways speak and as blind indexes need."""

import re
from collections.abc import Iterator
from typing import Final

import phonenumbers

__all__ = ["e164", "is_mobile", "region_of", "spoken"]

# Ten digits, dialled from one to the other: read without asking where one is.
TEN_DIGITS: Final = ("FR", "RE", "GP", "MQ", "GF", "YT", "BL", "MF")
# Six or eight digits, that mean another telephone in each: read only where one dials from there.
SHORTER: Final = ("NC", "PF", "WF", "PM")
BY_DEPARTMENT: Final = {
    "971": "GP", "972": "MQ", "973": "GF", "974": "RE", "975": "PM", "976": "YT", "977": "BL",
    "978": "MF", "986": "WF", "987": "PF", "988": "NC",
}  # fmt: skip
_FRENCH: Final = re.compile(r"\+33[1-9][0-9]{8}")
_WRITTEN: Final = re.compile(r"\+[1-9][0-9]{7,14}")
# A French number that lost its zero in a spreadsheet, or one of the Pacific that lost its plus.
_EITHER: Final = re.compile(r"(?:687|681|508)[0-9]{6}")


def region_of(commune: str) -> str:
    """How a number without prefix is dialled in a commune of this INSEE code."""
    return BY_DEPARTMENT.get(commune[:3], "FR")


def e164(raw: str, region: str = "FR") -> str:
    """« 06 12 34 56 78 » as ``+33612345678``; empty where it is no complete number.

    ``region`` is where it is dialled from: six digits are a telephone of Nouméa only for a desk
    that is there. What is already so spelled is kept where its length is right, and so is a
    number of nine digits in a French range given to nobody: films and demonstrations have theirs
    (06 39 98 …).
    """
    if _FRENCH.fullmatch(raw):
        return raw
    told = raw.strip()
    bare = re.sub(r"[^0-9]", "", told)
    if not told.startswith("+") and region not in SHORTER and _EITHER.fullmatch(bare):
        return ""
    for one in _regions(told, bare, region):
        number = _parsed(told, one)
        if number is not None and phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return _possible(raw) or _given_to_nobody(told)


def _regions(told: str, bare: str, region: str) -> Iterator[str]:
    """Where to look, in order: 02 69 is Mayotte though its digits could be of Brittany too.

    What begins by 08 or 09 is dialled alike everywhere, and is another line in each.
    """
    abroad = told.startswith(("+", "00"))
    if abroad or region in SHORTER:
        yield region
    if abroad:
        return
    if bare.lstrip("0")[:1] in tuple("2567"):
        yield from TEN_DIGITS[1:]
    yield from dict.fromkeys((region, *TEN_DIGITS))


def _possible(raw: str) -> str:
    number = _parsed(raw, "FR") if _WRITTEN.fullmatch(raw) else None
    return raw if number is not None and phonenumbers.is_possible_number(number) else ""


def _given_to_nobody(told: str) -> str:
    french = _parsed(told, "FR")
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
        and phonenumbers.region_code_for_number(parsed) in TEN_DIGITS + SHORTER
        and phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.MOBILE
    )


def _parsed(raw: str, region: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(raw, region)
    except phonenumbers.NumberParseException:
        return None


def spoken(number: str) -> str:
    """« 06 12 34 56 78 » as one dictates it; what is no valid number comes back as it is.

    Of ten digits it is dialled so from anywhere in France; any other keeps its prefix.
    """
    written = e164(number)
    parsed = _parsed(written, "FR") if written else None
    if parsed is None:
        return number
    shape = phonenumbers.PhoneNumberFormat
    home = parsed.country_code in {phonenumbers.country_code_for_region(one) for one in TEN_DIGITS}
    return phonenumbers.format_number(parsed, shape.NATIONAL if home else shape.INTERNATIONAL)
