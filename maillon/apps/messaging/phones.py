"""One spelling per telephone: E.164, as gateways speak and as blind indexes need."""

import re

from maillon.kernel.crypto import blind_index

__all__ = ["e164", "index"]

_E164 = re.compile(r"\+[1-9][0-9]{7,14}")
# First digits of national numbers that belong to an overseas department.
_OVERSEAS = {
    "+262": ("0262", "0263", "0269", "06390", "06391", "06396", "06397", "0692", "0693"),
    "+590": ("0590", "0690", "0691"),
    "+594": ("0594", "0694"),
    "+596": ("0596", "0696", "0697"),
}


def e164(raw: str) -> str:
    """« 06 12 34 56 78 » as ``+33612345678``; what is no telephone comes back empty."""
    if _E164.fullmatch(raw):
        return raw
    digits = re.sub(r"[^0-9+]", "", re.sub(r"\(0\)", "", raw))
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    elif re.fullmatch(r"0[1-9][0-9]{8}", digits):
        digits = _country(digits) + digits[1:]
    elif re.fullmatch(r"(33|262|59[046])[0-9]{9}", digits):
        digits = "+" + digits
    return digits if _E164.fullmatch(digits) else ""


def _country(national: str) -> str:
    found = (code for code, starts in _OVERSEAS.items() if national.startswith(starts))
    return next(found, "+33")


def index(phone: str) -> str:
    """The blind index of a telephone already in E.164."""
    return blind_index("phone", phone)
