"""Keys, sealed text and blind indexes.

AES-256-GCM; the additional data is ``table:primary key:field``, so a ciphertext moved
to another row or column no longer opens. The key ring lists ``id:base64`` pairs, the
first one writes, all of them read: rotation is adding a key in front and re-saving.
"""

import base64
import functools
import hashlib
import hmac
import os
import re
import unicodedata

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

__all__ = ["Sealed", "blind_index", "fold", "new_key", "open_sealed", "seal"]


_NOT_WORDS = re.compile(r"[^0-9a-z]+")


class Sealed(str):
    """A ciphertext, told apart from plain text by its type; it has no order, being drawn anew."""

    __slots__ = ()

    def __lt__(self, other: object) -> bool:
        raise TypeError("sealed values have no order: open them first")


def new_key() -> str:
    """A fresh 256-bit key, base64."""
    return base64.b64encode(os.urandom(32)).decode()


@functools.lru_cache(maxsize=8)
def _ring(keys: str) -> tuple[tuple[str, AESGCM], ...]:
    pairs = (item.split(":", 1) for item in keys.split(",") if item)
    return tuple((name, AESGCM(base64.b64decode(key))) for name, key in pairs)


@functools.lru_cache(maxsize=8)
def _index_key(keys: str) -> bytes:
    return hashlib.sha256(b"maillon blind index" + base64.b64decode(keys)).digest()


def seal(plain: str, context: str) -> Sealed:
    """Encrypt ``plain`` for one place; opens only with the same ``context``."""
    name, cipher = _ring(settings.MAILLON_FIELD_KEYS)[0]
    nonce = os.urandom(12)
    body = nonce + cipher.encrypt(nonce, plain.encode(), context.encode())
    return Sealed(f"{name}${base64.b64encode(body).decode()}")


def open_sealed(sealed: str, context: str) -> str:
    """Decrypt; raises ``InvalidTag`` if the text was altered or moved."""
    name, _, body = sealed.partition("$")
    raw = base64.b64decode(body)
    cipher = dict(_ring(settings.MAILLON_FIELD_KEYS))[name]
    return cipher.decrypt(raw[:12], raw[12:], context.encode()).decode()


def fold(text: str) -> str:
    """Lower case, no accents, single spaces: one spelling per spoken word."""
    if text.isascii():  # the same answer, twenty times sooner
        return _NOT_WORDS.sub(" ", text.lower()).strip()
    text = text.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("Æ", "ae")
    decomposed = unicodedata.normalize("NFKD", text)
    kept = "".join(c for c in decomposed if not unicodedata.combining(c))
    cleaned = "".join(c if c.isalnum() else " " for c in kept.casefold())
    return " ".join(cleaned.split())


def blind_index(purpose: str, value: str) -> str:
    """A keyed digest that finds equal values without revealing them."""
    key = _index_key(settings.MAILLON_INDEX_KEY)
    return hmac.new(key, f"{purpose}\x00{value}".encode(), hashlib.sha256).hexdigest()[:40]
