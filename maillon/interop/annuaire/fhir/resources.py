"""One resource of the directory, to the few facts that are kept of it, or why it is left out.

Shapes: see ``systems``. A resource that is no longer active says its id and nothing else.
"""

import re
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from maillon.interop.annuaire.fhir import practitioners, sites
from maillon.interop.annuaire.fhir.elements import Element, codings, reference
from maillon.interop.annuaire.fhir.mailboxes import mailboxes
from maillon.interop.annuaire.fhir.systems import MODE
from maillon.interop.annuaire.loose import first, objects, text

__all__ = [
    "KINDS", "ORGANIZATION", "PRACTITIONER", "ROLE", "Gone", "Kept", "Left", "outcome", "read",
]  # fmt: skip

ORGANIZATION: Final = "Organization"
PRACTITIONER: Final = "Practitioner"
ROLE: Final = "PractitionerRole"
KINDS: Final = (ORGANIZATION, PRACTITIONER, ROLE)
ID: Final = re.compile(r"[A-Za-z0-9\-.]{1,64}")
SAID: Final = 300  # characters of what a server says that are repeated

Facts = dict[str, Any]


class Kept(NamedTuple):
    """What is kept of a resource; ``link`` is the practitioner of a role, the owner of a site."""

    kind: str
    key: str
    link: str
    facts: Facts
    remarks: tuple[str, ...]


class Gone(NamedTuple):
    """A resource that is no longer active."""

    kind: str
    key: str


class Left(NamedTuple):
    """A resource left out, and why; what was known of it is no longer sure."""

    kind: str
    key: str
    reason: str


def read(resource: Any) -> Kept | Gone | Left:
    """Whatever is given, an answer; no text of it is trusted, nothing of it is half kept."""
    try:
        return _read(resource)
    except RecursionError:
        return Left("", "", "ressource plus profonde qu’aucune : non lue")


def outcome(resource: Element) -> str:
    """What an OperationOutcome says, in one line."""
    said = (
        text(one, "diagnostics") or text(first(objects(one, "details")), "text")
        for one in objects(resource, "issue")
    )
    return " ; ".join(filter(None, said))[:SAID]


def _read(resource: Any) -> Kept | Gone | Left:
    if not isinstance(resource, dict):
        return Left("", "", "ce n’est pas une ressource FHIR")
    kind, key = text(resource, "resourceType"), text(resource, "id")
    if kind == "OperationOutcome":
        return Left("", "", f"le serveur dit : {outcome(resource) or 'rien de plus'}")
    if kind not in KINDS:
        return Left("", "", f"ressource non utilisée : « {kind[:40]} »")
    if not ID.fullmatch(key):
        return Left("", "", f"{kind} sans identifiant technique lisible")
    if resource.get("active") is False:
        return Gone(kind, key)
    if resource.get("active", True) is not True:
        return Left(kind, key, f"{kind}/{key} : « active » n’est ni vrai ni faux")
    if _is_part(resource):
        return Left(kind, key, f"{kind}/{key} : ressource partielle (SUBSETTED)")
    return _kept(kind, key, resource)


def _kept(kind: str, key: str, resource: Element) -> Kept | Left:
    remarks: list[str] = []
    facts = READERS[kind](resource, remarks)
    if isinstance(facts, str):
        return Left(kind, key, f"{kind}/{key} : {facts}")
    told = tuple(f"{kind}/{key} : {remark}" for remark in remarks)
    return Kept(kind, key, _link(kind, resource), facts, told)


def _link(kind: str, resource: Element) -> str:
    if kind == ROLE:
        return reference(resource, "practitioner", PRACTITIONER)
    return reference(resource, "partOf", ORGANIZATION) if kind == ORGANIZATION else ""


def _is_part(resource: Element) -> bool:
    meta = first(objects(resource, "meta"))
    return any(text(tag, "code") == "SUBSETTED" for tag in objects(meta, "tag"))


def _role(resource: Element, remarks: list[str]) -> Facts | str:
    if not reference(resource, "practitioner", PRACTITIONER):
        return "ne désigne aucun professionnel"
    return {
        "site": reference(resource, "organization", ORGANIZATION),
        "mode": next((one.code for one in codings(resource, "code", (MODE,))), ""),
        "mail": mailboxes(resource, "PER", remarks),
    }


Reader = Callable[[Element, list[str]], "Facts | str"]
READERS: Final[dict[str, Reader]] = {
    ORGANIZATION: sites.facts,
    PRACTITIONER: practitioners.facts,
    ROLE: _role,
}
