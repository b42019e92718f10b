"""What was sent, read with care: bounded, strict JSON; values of the shape that is expected."""

import json
import re
from datetime import UTC, date, datetime, time
from typing import Any, Final, NoReturn

from maillon.interop.fhir.problems import Problem

__all__ = ["DEEPEST", "LARGEST", "coded", "day", "listed", "moment", "parse", "reference", "text"]

LARGEST: Final = 1_000_000
DEEPEST: Final = 24
_REFERENCE: Final = re.compile(r"([A-Z][A-Za-z]{2,40})/([A-Za-z0-9.-]{1,64})(?:/_history/\d{1,9})?")
_NOT_TEXT: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")  # FHIR R4, string
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def parse(body: bytes) -> dict[str, Any]:
    """One JSON object; raises ``Problem``: too large, no text, no JSON, too deep, a key twice,
    characters that no text has.
    """
    if len(body) > LARGEST:
        raise Problem(413, f"Le corps dépasse {LARGEST} octets.")
    try:
        content = body.decode("utf-8")
        _refuse_deep(content)
        found = json.loads(content, object_pairs_hook=_once, parse_constant=_refuse_constant)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Problem(400, "Le corps n’est pas un JSON lisible.", code="structure") from error
    if not isinstance(found, dict):
        raise Problem(400, "Une ressource est un objet JSON.", code="structure")
    _refuse_unwritable(found)
    return found


def _refuse_deep(content: str) -> None:
    """Before the parser recurses: brackets inside strings are counted too, which only errs on the
    side of refusing.
    """
    depth = 0
    for mark in re.findall(r"[\[\]{}]", content):
        depth += 1 if mark in "[{" else -1
        if depth > DEEPEST:
            raise Problem(400, f"Plus de {DEEPEST} niveaux d’imbrication.", code="structure")


def _refuse_unwritable(value: Any) -> None:
    if isinstance(value, str) and _NOT_TEXT.search(value):
        raise Problem(400, "Un texte porte un caractère interdit.", code="value")
    if isinstance(value, dict | list):
        for one in value if isinstance(value, list) else (*value, *value.values()):
            _refuse_unwritable(one)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def text(holder: Any, name: str, where: str, *, needed: bool = False) -> str:
    """A string, or nothing; raises ``Problem`` for anything else."""
    value = holder.get(name, "") if isinstance(holder, dict) else None
    if not isinstance(value, str) or (needed and not value.strip()):
        raise Problem(422, "Un texte est attendu.", code="required", where=f"{where}.{name}")
    return value


def listed(holder: dict[str, Any], name: str, where: str) -> list[dict[str, Any]]:
    """A list of objects, perhaps empty; raises ``Problem`` for anything else."""
    value = holder.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise Problem(422, "Une liste est attendue.", code="structure", where=f"{where}.{name}")
    return value


def coded(holder: dict[str, Any], name: str, where: str, *, system: str) -> list[str]:
    """The codes of one system in a list of concepts; raises ``Problem`` for another shape."""
    within = f"{where}.{name}"
    return [
        text(coding, "code", f"{within}.coding")
        for concept in listed(holder, name, where)
        for coding in listed(concept, "coding", within)
        if coding.get("system") == system
    ]


def reference(holder: Any, where: str) -> tuple[str, str]:
    """The type and id of a reference; a ``urn:uuid`` answers with an empty type."""
    value = text(holder, "reference", where, needed=True)
    if value.startswith("urn:uuid:"):
        return "", value
    found = _REFERENCE.fullmatch(value)
    if found is None:
        raise Problem(422, "Référence attendue : Type/identifiant.", code="value", where=where)
    return found[1], found[2]


def day(value: str, where: str) -> date:
    """A whole day; raises ``Problem``."""
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
        return moment(value, where).date()
    except ValueError as error:
        raise Problem(422, "Date attendue : AAAA-MM-JJ.", code="value", where=where) from error


def moment(value: str, where: str) -> datetime:
    """A moment; a day alone is its midnight, UTC. Raises ``Problem``."""
    try:
        if _DAY.fullmatch(value):
            return datetime.combine(date.fromisoformat(value), time.min, UTC)
        found = datetime.fromisoformat(value)
    except ValueError as error:
        raise Problem(422, "Date ou instant attendu.", code="value", where=where) from error
    if found.tzinfo is None:
        raise Problem(422, "Un instant porte son décalage horaire.", code="value", where=where)
    return found
