"""What production refuses to start with; each problem is one French sentence."""

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Chosen", "problems"]

_PLACEHOLDERS = ("changeme", "secret", "insecure", "default", "development")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The settings that decide whether it is safe to start."""

    production: bool
    debug: bool
    secret_key: str
    field_keys: str
    index_key: str
    demo: bool
    secure_cookies: bool
    allowed_hosts: list[str]
    public_url: str
    require_mfa: bool
    sms_provider: str
    sms_url: str
    sms_secret: str
    backup_key: str = ""
    second_url: str = ""
    second_secret: str = ""


def problems(chosen: Chosen) -> list[str]:
    """Every reason not to start, all at once; an empty list means go."""
    found = [*_missing(chosen), *_unreadable(chosen), *_second(chosen)]
    if chosen.production:
        found += [
            *_one_key_for_two(chosen),
            *_example_keys(chosen),
            *_weak_key(chosen),
            *_unsafe(chosen),
            *_mute(chosen),
        ]
    return found


def _missing(chosen: Chosen) -> Iterator[str]:
    secrets = (
        ("SECRET_KEY", chosen.secret_key),
        ("MAILLON_FIELD_KEYS", chosen.field_keys),
        ("MAILLON_INDEX_KEY", chosen.index_key),
    )
    for name, value in secrets:
        if not value:
            yield f"{name} manque : lancez « make setup » ou posez la variable."


def _keys(chosen: Chosen) -> Iterator[tuple[str, str]]:
    """Each encryption key given, under the name of its setting."""
    for pair in filter(None, chosen.field_keys.split(",")):
        yield "MAILLON_FIELD_KEYS", pair.partition(":")[2]
    if chosen.index_key:
        yield "MAILLON_INDEX_KEY", chosen.index_key
    for pair in filter(None, chosen.backup_key.split(",")):
        yield "MAILLON_BACKUP_KEY", pair.partition(":")[2]


def _bytes(key: str) -> bytes:
    try:
        return base64.b64decode(key, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _unreadable(chosen: Chosen) -> Iterator[str]:
    for name in dict.fromkeys(name for name, key in _keys(chosen) if len(_bytes(key)) != 32):
        shape = "une clé" if name == "MAILLON_INDEX_KEY" else "« nom:clé »"
        yield f"{name} est illisible : {shape}, 32 octets en base64."


def _example_keys(chosen: Chosen) -> Iterator[str]:
    """A key that reads as text was typed, not drawn."""
    for name in dict.fromkeys(name for name, key in _keys(chosen) if _is_text(_bytes(key))):
        yield f"{name} est une clé d’exemple : tirez-en une au hasard."


def _one_key_for_two(chosen: Chosen) -> Iterator[str]:
    """Whoever holds a backup must not hold the fields as well."""
    given = [(name, _bytes(key)) for name, key in _keys(chosen)]
    others = {key for name, key in given if name != "MAILLON_BACKUP_KEY"}
    if any(name == "MAILLON_BACKUP_KEY" and key in others for name, key in given):
        yield "MAILLON_BACKUP_KEY est une clé des champs : tirez-en une autre au hasard."


def _is_text(raw: bytes) -> bool:
    return bool(raw) and raw.isascii() and raw.decode("ascii").isprintable()


def _weak_key(chosen: Chosen) -> Iterator[str]:
    key = chosen.secret_key.lower()
    if key and (len(key) < 50 or any(word in key for word in _PLACEHOLDERS)):
        yield "SECRET_KEY est trop courte ou d’exemple : 50 caractères tirés au hasard."


def _unsafe(chosen: Chosen) -> Iterator[str]:
    if chosen.debug:
        yield "DEBUG est actif : retirez-le."
    if chosen.demo:
        yield "MAILLON_DEMO est actif : le monde de démonstration n’entre pas en production."
    if not chosen.secure_cookies:
        yield "SECURE_COOKIES est coupé : les cookies passeraient en clair."
    if not chosen.allowed_hosts or "*" in chosen.allowed_hosts:
        yield "ALLOWED_HOSTS doit nommer vos domaines."
    if not chosen.public_url.startswith("https://"):
        yield "MAILLON_PUBLIC_URL doit commencer par https:// : les liens partent par SMS."
    if not chosen.require_mfa:
        yield "MAILLON_REQUIRE_MFA est coupé : deux facteurs sont exigés."


def _second(chosen: Chosen) -> Iterator[str]:
    """The gateway in waiting: whole or absent, and not the first one under another name."""
    if bool(chosen.second_url) != bool(chosen.second_secret):
        yield "MAILLON_SMS_SECOND_URL et MAILLON_SMS_SECOND_SECRET vont ensemble."
    elif chosen.second_url and chosen.second_secret == chosen.sms_secret:
        yield "MAILLON_SMS_SECOND_SECRET est celui de la première passerelle : tirez-en un autre."


def _mute(chosen: Chosen) -> Iterator[str]:
    if chosen.sms_provider == "simulator":
        yield "MAILLON_SMS_PROVIDER=simulator n’envoie rien : choisissez http ou kannel."
    elif chosen.sms_provider == "kannel":
        if not (chosen.sms_url and chosen.sms_secret):
            yield "MAILLON_SMS_URL et MAILLON_SMS_SECRET manquent : aucun SMS ne partirait."
    elif not (chosen.sms_url.startswith("https://") and chosen.sms_secret):
        yield "MAILLON_SMS_URL (https://…) et MAILLON_SMS_SECRET manquent : aucun SMS ne partirait."
