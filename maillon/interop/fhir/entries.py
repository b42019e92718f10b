"""The entries of a transaction, read before anything is written."""

import re
from dataclasses import dataclass
from typing import Any, Final

from maillon.interop.fhir import reading
from maillon.interop.fhir.problems import Problem

__all__ = ["MOST", "Entry", "entries_of", "number_of"]

MOST: Final = 50
LONGEST: Final = 400
SERVED: Final = frozenset({
    ("POST", "Patient"), ("PUT", "Patient"), ("POST", "Consent"), ("POST", "RelatedPerson"),
    ("POST", "CareTeam"), ("PUT", "CareTeam"),
})  # fmt: skip
_ETAG: Final = re.compile(r'(?:W/)?"([A-Za-z0-9.-]{1,64})"', re.ASCII)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to do. ``version``: the one it is to replace; ``unless``: what must not exist."""

    at: int
    method: str
    kind: str
    id: str
    full_url: str
    resource: dict[str, Any]
    unless: str
    version: str

    @property
    def where(self) -> str:
        """Its place in the Bundle."""
        return f"Bundle.entry[{self.at}]"

    def require_version(self, held: str) -> None:
        """``Problem`` 412 where it would replace another version than the one in force."""
        if self.version != held:
            raise Problem(412, f'ifMatch attendu : W/"{held}", la version à remplacer.',
                          where=f"{self.where}.request")  # fmt: skip

    def refuse_condition(self) -> None:
        """``Problem`` where a condition stands that would not be heard."""
        if self.unless:
            raise Problem(422, "ifNoneExist n’est entendu que pour un Patient.",
                          code="not-supported", where=f"{self.where}.request")  # fmt: skip


def entries_of(bundle: dict[str, Any]) -> list[Entry]:
    """Every entry, in the order sent; raises ``Problem`` for a Bundle that is no transaction of
    ours.
    """
    if bundle.get("resourceType") != "Bundle" or bundle.get("type") != "transaction":
        raise Problem(400, "Un Bundle de type transaction est attendu.", where="Bundle.type")
    rows = reading.listed(bundle, "entry", "Bundle")
    if not rows or len(rows) > MOST:
        raise Problem(422, f"De 1 à {MOST} entrées.", code="too-costly", where="Bundle.entry")
    entries = [_entry(at, row) for at, row in enumerate(rows)]
    urls = [one.full_url for one in entries if one.full_url]
    if len(set(urls)) != len(urls):
        raise Problem(422, "Deux entrées ont la même adresse.", code="duplicate",
                      where="Bundle.entry.fullUrl")  # fmt: skip
    return entries


def number_of(bundle: dict[str, Any]) -> str:
    """The number that a message bears, or nothing; raises ``Problem`` for half a one."""
    where = "Bundle.identifier"
    told = bundle.get("identifier")
    if told is None:
        return ""
    system, value = (reading.text(told, name, where, needed=True) for name in ("system", "value"))
    if len(system) + len(value) > LONGEST:
        raise Problem(422, f"Un numéro de message tient en {LONGEST} signes.", code="too-long",
                      where=where)  # fmt: skip
    return f"{system}|{value}"


def _entry(at: int, row: dict[str, Any]) -> Entry:
    where = f"Bundle.entry[{at}]"
    asked, resource = row.get("request"), row.get("resource")
    if not isinstance(asked, dict) or not isinstance(resource, dict):
        raise Problem(422, "Une entrée a une demande et une ressource.", code="required",
                      where=where)  # fmt: skip
    method = reading.text(asked, "method", f"{where}.request", needed=True)
    url = reading.text(asked, "url", f"{where}.request", needed=True)
    kind, _, pk = url.partition("/")
    if (method, kind) not in SERVED or bool(pk) != (method == "PUT"):
        raise Problem(422, "Une transaction sait créer Patient, Consent, RelatedPerson et "
                           "CareTeam, et changer un Patient ou un CareTeam.", code="not-supported",
                      where=f"{where}.request")  # fmt: skip
    if resource.get("resourceType") != kind:
        raise Problem(422, "La ressource n’est pas du type de son adresse.", code="value",
                      where=f"{where}.resource")  # fmt: skip
    if pk and resource.get("id") != pk:
        raise Problem(400, "L’identifiant de la ressource n’est pas celui de son adresse.",
                      code="value", where=f"{where}.resource.id")  # fmt: skip
    return Entry(
        at, method, kind, pk, reading.text(row, "fullUrl", where), resource,
        reading.text(asked, "ifNoneExist", f"{where}.request"),
        _version(reading.text(asked, "ifMatch", f"{where}.request"), where),
    )  # fmt: skip


def _version(etag: str, where: str) -> str:
    found = _ETAG.fullmatch(etag)
    if etag and found is None:
        raise Problem(422, 'Version attendue : W/"3".', code="value", where=f"{where}.request")
    return found[1] if found else ""
