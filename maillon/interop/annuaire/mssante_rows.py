"""From the cells of one line to one mailbox, or to the reason it is left out."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from maillon.apps.directory.extract import MailboxRow, SkippedLine
from maillon.interop.annuaire.luhn import luhn_ok
from maillon.kernel.crypto import fold

__all__ = ["FIELDS", "row_of"]

FIELDS: Final = {
    "kind": "Type de BAL",
    "address": "Adresse BAL",
    "id_type": "Type Identifiant PP",
    "identifier": "Identifiant PP",
    "site_type": "Type identifiant structure",
    "site": "Identification Structure",
    "service": "Service de rattachement",
    "family_name": "Nom d'exercice",
    "given_name": "Prénom d'exercice",
    "paperless": "Dématérialisation",
    "company": "Raison Sociale structure BAL",
    "sign": "Enseigne commerciale structure BAL",
}
KINDS: Final = ("PER", "ORG", "APP", "CAB")
ADDRESS: Final = re.compile(r"[^@\s<>\"',;]+@[^@\s<>\"',;]+\.[^@\s<>\"',;.]+")
YES: Final = frozenset({"o", "oui", "1", "true", "vrai", "y", "yes"})
NO: Final = frozenset({"", "n", "non", "0", "false", "faux", "no"})
FINESS_TYPES: Final = frozenset({"1", "finess"})


def row_of(line: int, cells: Sequence[str], listing: Iterable[str]) -> MailboxRow | SkippedLine:
    """The mailbox these cells tell, in the order of ``FIELDS``; ``listing``: the red list's cells.

    Of a red-listed mailbox nothing is kept, its address included; a word that is neither yes
    nor no counts as yes.
    """
    told = dict(zip(FIELDS, map(str.strip, cells), strict=True))
    reason = _left_out(told, listing)
    if reason:
        return SkippedLine(line, reason)
    warnings: list[str] = []
    person = f"{told['given_name']} {told['family_name']}".strip()
    return MailboxRow(
        line=line,
        address=told["address"].lower(),
        kind=told["kind"].upper(),
        holder=_holder(told, warnings),
        site=_site(told, warnings),
        service=told["service"][:160],
        name=(person or told["sign"] or told["company"])[:160],
        paperless=told["paperless"].lower() in YES,
        warnings=tuple(warnings),
    )


def _left_out(told: dict[str, str], listing: Iterable[str]) -> str:
    if any(fold(cell) not in NO for cell in listing):
        return "liste rouge : rien n’en est gardé"
    if told["kind"].upper() not in KINDS:
        return f"type de boîte inconnu : « {told['kind'][:12]} »"
    if len(told["address"]) > 254 or not ADDRESS.fullmatch(told["address"]):
        return "adresse absente ou illisible"
    return ""


def _holder(told: dict[str, str], warnings: list[str]) -> str:
    """The national identifier of the person, its type first; none for a structure's mailbox."""
    number, kind = told["identifier"], told["id_type"]
    if not number:
        return ""
    if len(kind) != 1 or len(number) > 20 or not number.isalnum():
        warnings.append(f"identifiant de la personne illisible : « {number[:24]} »")
        return ""
    if kind == "8" and not (len(number) == 11 and number.isdigit() and luhn_ok(number)):
        warnings.append(f"clé de contrôle fausse : « {number} »")
    return kind + number


def _site(told: dict[str, str], warnings: list[str]) -> str:
    """The FINESS number of the structure, where it is known by one."""
    number = told["site"].replace(" ", "").upper()
    if fold(told["site_type"]) not in FINESS_TYPES or not number:
        return ""
    if len(number) == 10 and number[0] == "1":  # written as 1 + FINESS
        number = number[1:]
    if len(number) != 9:
        warnings.append(f"numéro FINESS illisible : « {number[:24]} »")
        return ""
    if number.isdigit() and not luhn_ok(number):
        warnings.append(f"clé de contrôle fausse : FINESS « {number} »")
    return number
