"""An Organization: its numbers, what it is, where it stands, and the mailboxes of its own."""

import re
from collections.abc import Iterator
from typing import Any, Final

from maillon.interop.annuaire.fhir.elements import (
    Element,
    codings,
    extension,
    extensions,
    number,
    words,
)
from maillon.interop.annuaire.fhir.mailboxes import mailboxes
from maillon.interop.annuaire.fhir.systems import (
    CATEGORY,
    FINESS,
    INSEE,
    PERIOD,
    RANK,
    SECTOR,
    SIRENE,
    STREET,
)
from maillon.interop.annuaire.loose import first, objects, text

__all__ = ["facts"]

LEGAL: Final = "FINEJ"  # FINESS number of a legal entity, of a place: FINEG
PLACE: Final = "FINEG"
OVERSEAS: Final = ("97", "98")  # how codes of France overseas begin, whatever country is told
TOWN: Final = re.compile(r"^\d{5}\s+")
SITE_NUMBER: Final = re.compile(r"\d{14}")


def facts(resource: Element, remarks: list[str]) -> dict[str, Any] | str:
    """Its facts under the names of the RPPS extract's columns, and a few of FINESS."""
    name = text(resource, "name")
    if not name:
        return "aucun nom"
    period = first(objects(extension(resource, PERIOD), "valuePeriod"))
    sirene = number(resource, SIRENE, type="SIRET")
    rank = number(resource, RANK)
    return {
        "finess": number(resource, FINESS, type=PLACE),
        "legal": number(resource, FINESS, type=LEGAL),
        "siret": sirene if SITE_NUMBER.fullmatch(sirene) else "",
        "technical_id": rank if rank.isalnum() else "",
        "company": name,
        "sign": next(filter(None, map(words, _aliases(resource))), ""),
        "phone": _phone(resource),
        "sector": next((one.display for one in codings(resource, "type", (SECTOR,))), ""),
        "category": next((one.code for one in codings(resource, "type", (CATEGORY,))), ""),
        "category_label": next((x.display for x in codings(resource, "type", (CATEGORY,))), ""),
        "opened": text(period, "start"),
        "closed": text(period, "end"),
        "mail": mailboxes(resource, "ORG", remarks),
        **_place(resource),
    }


def _aliases(resource: Element) -> Iterator[Any]:
    value = resource.get("alias")
    yield from value if isinstance(value, list) else (value,)


def _phone(resource: Element) -> str:
    """The first telephone by rank; those that are no longer in use are not."""
    found = [
        (text(one, "rank") or "9", text(one, "value"))
        for one in objects(resource, "telecom")
        if text(one, "system") == "phone" and text(one, "use") != "old"
    ]
    return min(found, key=lambda one: one[0])[1] if found else ""


def _place(resource: Element) -> dict[str, str]:
    where = next((x for x in objects(resource, "address") if text(x, "use") != "old"), {})
    insee = next(extensions(where, INSEE), {})
    commune = text(first(objects(insee, "valueCoding")), "code")
    postal = text(where, "postalCode")
    overseas = commune.startswith(OVERSEAS) or postal.startswith(OVERSEAS)
    country = "" if overseas else text(where, "country")
    return {
        "street": _street(where, postal),
        "postal_code": postal,
        "commune_code": commune,
        "town": TOWN.sub("", text(where, "city")),
        "country_code": country if len(country) <= 3 or country.isdigit() else "",
        "country": "" if len(country) <= 3 or country.isdigit() else country,
    }


def _street(where: Element, postal: str) -> str:
    """The parts of the line where they are told; else the line, without what follows the street."""
    parts = " ".join(
        filter(
            None,
            (
                text(extension(line, part), "valueString")
                for line in objects(where, "_line")
                for part in STREET
            ),
        )
    )
    line = words(where.get("line"))
    return parts or (line.partition(f", {postal}")[0] if postal else line)
