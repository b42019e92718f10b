"""Secure mailboxes in the telecom of a resource; of one on the red list nothing is read."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from maillon.interop.annuaire.fhir.elements import Element, extension
from maillon.interop.annuaire.fhir.systems import EMAIL_TYPE, MAILBOX
from maillon.interop.annuaire.loose import first, objects, text
from maillon.kernel.crypto import fold

__all__ = ["RED", "Mailbox", "mailboxes"]

MSSANTE: Final = "MSSANTE"  # of TRE_R256-TypeMessagerie
RED: Final = "liste rouge : rien n’en est gardé"


class Mailbox(NamedTuple):
    """One mailbox that may be shown."""

    address: str
    kind: str
    service: str
    paperless: bool


def mailboxes(resource: Element, kind: str, remarks: list[str]) -> list[Mailbox]:
    """Those of this resource, of that kind where it is not told.

    The public profiles have no ``listeRouge``: whoever is on it is not there. Where one is said,
    any other answer than a plain ``false`` counts as yes.
    """
    return list(_read(resource, kind, remarks))


def _read(resource: Element, kind: str, remarks: list[str]) -> Iterator[Mailbox]:
    for telecom in objects(resource, "telecom"):
        about = extension(telecom, MAILBOX)
        typed = text(first(objects(extension(telecom, EMAIL_TYPE), "valueCoding")), "code")
        if text(telecom, "system") != "email" or not (about or typed == MSSANTE):
            continue  # a telephone, or the ordinary address of a reception
        if text(telecom, "use") == "old":
            continue
        if _on_red_list(telecom):
            remarks.append(RED)
            continue
        told = extension(about, "service") or extension(about, "description")
        yield Mailbox(
            text(telecom, "value").lower(),
            _kind(about) or kind,
            text(told, "valueString"),
            extension(about, "digitization").get("valueBoolean") is True,
        )


def _kind(about: Element) -> str:
    concept = first(objects(extension(about, "type"), "valueCodeableConcept"))
    return text(first(objects(concept, "coding")), "code")


def _on_red_list(element: Element) -> bool:
    """Wherever under this element somebody speaks of the red list and does not plainly say no."""
    return any(
        (_speaks_of_it(one) and one.get("valueBoolean") is not False) or _on_red_list(one)
        for one in objects(element, "extension")
    )


def _speaks_of_it(one: Element) -> bool:
    return fold(text(one, "url")).replace(" ", "").endswith("listerouge")
