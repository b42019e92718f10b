"""The secret of backups: drawn keys, or a passphrase. Never those of the fields.

Each archive has a key of its own, drawn from the secret and a fresh salt, so that no two
archives ever share a pair of key and nonce.
"""

import base64
import binascii
import os
from dataclasses import dataclass
from typing import Any, Final

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from maillon.errors import Refused

__all__ = ["Fresh", "fresh", "known"]

BY_WORDS: Final = "phrase"
SHORTEST: Final = 20
TIME, MEMORY_KIB, LANES = 3, 65_536, 2
MOST_TIME, MOST_MEMORY_KIB, MOST_LANES = 10, 1_048_576, 8  # what a strange header may ask of us


@dataclass(frozen=True, slots=True)
class Fresh:
    """A key never used before, and what the header says to find it again."""

    key: bytes
    header: dict[str, Any]


def fresh() -> Fresh:
    """The key of a new archive; raises ``Refused("backup_no_secret")``."""
    salt = os.urandom(32)
    for name, raw in _ring().items():
        return Fresh(_drawn(raw, salt), {"key": name, "salt": salt.hex()})
    if len(settings.MAILLON_BACKUP_PASSPHRASE) < SHORTEST:
        raise Refused("backup_no_secret")
    cost = {"time": TIME, "memory_kib": MEMORY_KIB, "lanes": LANES}
    header = {"key": BY_WORDS, "salt": salt.hex(), "argon2id": cost}
    return Fresh(_drawn(_stretched(salt, cost), salt), header)


def known(header: dict[str, Any]) -> bytes:
    """The key of this archive; ``backup_other_secret``, or ``backup_not_one`` if malformed."""
    try:
        name, salt = str(header["key"]), bytes.fromhex(header["salt"])
        cost = {part: int(value) for part, value in header.get("argon2id", {}).items()}
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Refused("backup_not_one") from None
    if name == BY_WORDS and settings.MAILLON_BACKUP_PASSPHRASE:
        return _drawn(_stretched(salt, _bearable(cost)), salt)
    if raw := _ring().get(name):
        return _drawn(raw, salt)
    wanted = "une phrase" if name == BY_WORDS else f"la clé « {name[:20]} »"
    raise Refused("backup_other_secret", wanted=wanted)


def _ring() -> dict[str, bytes]:
    """Keys by name, the first one writes; guard.py has refused the malformed ones."""
    pairs = (one.partition(":") for one in settings.MAILLON_BACKUP_KEY.split(",") if one)
    try:
        return {name: base64.b64decode(key, validate=True) for name, _, key in pairs}
    except binascii.Error:
        raise Refused("backup_no_secret") from None


def _stretched(salt: bytes, cost: dict[str, int]) -> bytes:
    return hash_secret_raw(
        settings.MAILLON_BACKUP_PASSPHRASE.encode(), salt, time_cost=cost["time"],
        memory_cost=cost["memory_kib"], parallelism=cost["lanes"], hash_len=32, type=Type.ID,
    )  # fmt: skip


def _bearable(cost: dict[str, int]) -> dict[str, int]:
    most = {"time": MOST_TIME, "memory_kib": MOST_MEMORY_KIB, "lanes": MOST_LANES}
    if cost.keys() != most.keys() or any(not 0 < cost[part] <= most[part] for part in most):
        raise Refused("backup_not_one")
    return cost


def _drawn(secret: bytes, salt: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, b"maillon backup v1").derive(secret)
