"""One spelling per telephone: E.164, as gateways speak and as blind indexes need."""

import re

from maillon.kernel.crypto import blind_index

__all__ = ["e164", "index"]

# The first digits of a national number that belong to an overseas department.
_OVERSEAS = {
    "0262": "+262", "0263": "+262", "0269": "+262", "0639": "+262", "0692": "+262",
    "0693": "+262", "0590": "+590", "0690": "+590", "0691": "+590", "0594": "+594",
    "0694": "+594", "0596": "+596", "0696": "+596", "0697": "+596",
}  # fmt: skip


def e164(raw: str) -> str:
    """« 06 12 34 56 78 » as ``+33612345678``; what is no telephone comes back empty."""
    digits = re.sub(r"[^0-9+]", "", re.sub(r"\(0\)", "", raw))
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    elif re.fullmatch(r"0[1-9][0-9]{8}", digits):
        digits = _OVERSEAS.get(digits[:4], "+33") + digits[1:]
    elif re.fullmatch(r"(33|262|59[046])[0-9]{9}", digits):
        digits = "+" + digits
    return digits if re.fullmatch(r"\+[1-9][0-9]{7,14}", digits) else ""


def index(phone: str) -> str:
    """The blind index of a telephone already in E.164."""
    return blind_index("phone", phone)
