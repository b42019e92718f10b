"""Signed messages between machines (SEC-4): HMAC-SHA256 over a moment and the exact body."""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Final

__all__ = ["SIGNATURE", "TIMESTAMP", "Forged", "check", "headers", "signature"]

TIMESTAMP: Final = "X-Maillon-Timestamp"
SIGNATURE: Final = "X-Maillon-Signature"
FRESH: Final = timedelta(minutes=5)


class Forged(Exception):
    """Not signed with our secret, or signed too long ago."""


def signature(secret: str, moment: str, body: bytes) -> str:
    """``sha256=`` and the digest of ``moment.body``; raises ``Forged`` without a secret."""
    if not secret:
        raise Forged("no secret")
    digest = hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256)
    return f"sha256={digest.hexdigest()}"


def headers(secret: str, body: bytes, now: datetime) -> dict[str, str]:
    """What a request of ours carries."""
    moment = str(int(now.timestamp()))
    return {TIMESTAMP: moment, SIGNATURE: signature(secret, moment, body)}


def check(secret: str, moment: str, given: str, body: bytes, now: datetime) -> None:
    """Raise ``Forged`` unless signed with our secret within five minutes of ``now``."""
    if not hmac.compare_digest(signature(secret, moment, body).encode(), given.encode()):
        raise Forged("signature")
    if not moment.isascii() or not moment.isdigit():
        raise Forged("timestamp")
    if abs(now.timestamp() - int(moment)) > FRESH.total_seconds():
        raise Forged("stale")
