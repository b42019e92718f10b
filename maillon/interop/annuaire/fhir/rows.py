"""From what is kept of the resources to the rows of the registers, by the readers of extracts."""

from collections.abc import Iterator
from typing import Any, Final

from maillon.apps.directory.extract import FacilityRow, MailboxRow, RoleRow, SkippedLine
from maillon.interop.annuaire import mssante_rows, rpps_columns, rpps_rows
from maillon.interop.annuaire.finess_rows import Told, facility

__all__ = [
    "Told", "cells_of_mailbox", "cells_of_role", "facility_row", "mailbox_row", "role_row",
    "told_of_site",
]  # fmt: skip

Facts = dict[str, Any]
FROM_SITE: Final = (
    "siret", "finess", "technical_id", "company", "sign", "street", "postal_code", "commune_code",
    "town", "country_code", "country", "phone", "sector",
)  # fmt: skip
FINESS_TYPE: Final = "1"  # of an identifier of structure, in the extract of mailboxes
RPPS_TYPE: Final = "8"


def cells_of_role(person: Facts, role: Facts, site: Facts) -> Iterator[tuple[str, ...]]:
    """A professional at one site, one line a know-how, as the RPPS extract tells her."""
    told = {name: person[name] for name in rpps_columns.FIELDS if name in person}
    told |= {name: site[name] for name in FROM_SITE if name in site}
    told["mode"] = role.get("mode", "")
    for kind, code, label in person["skills"] or [("", "", "")]:
        told |= {"skill_type": kind, "skill_code": code, "skill_label": label}
        yield tuple(told.get(name, "") for name in rpps_columns.FIELDS)


def role_row(line: int, cells: tuple[str, ...]) -> RoleRow | SkippedLine:
    """The row these cells tell, checked as a line of the extract is."""
    return rpps_rows.row_of(line, cells)


def cells_of_mailbox(box: list[Any], person: Facts, site: Facts) -> tuple[str, ...]:
    """A mailbox as the MSSanté extract tells it; its holder, its structure, or both."""
    address, kind, service, paperless = box
    told = {
        "address": address,
        "kind": kind,
        "service": service,
        "paperless": "O" if paperless else "",
        "id_type": person.get("id_type", ""),
        "identifier": person.get("identifier", ""),
        "family_name": person.get("family_name", ""),
        "given_name": person.get("given_name", ""),
        "site_type": FINESS_TYPE if site.get("finess") else "",
        "site": site.get("finess", ""),
        "company": site.get("company", ""),
        "sign": site.get("sign", ""),
    }
    return tuple(told[name] for name in mssante_rows.FIELDS)


def mailbox_row(line: int, cells: tuple[str, ...]) -> MailboxRow | SkippedLine:
    """The mailbox these cells tell; the red list was read before: nothing of it comes here."""
    return mssante_rows.row_of(line, cells, ())


def told_of_site(site: Facts, owner: Facts) -> Told:
    """An establishment as FINESS tells it; the directory has no point on Earth for it."""
    return Told(
        identifier=site["finess"],
        name=site["sign"] or site["company"],
        legal_identifier=owner.get("legal", ""),
        legal_name=owner.get("company", ""),
        category=site["category"],
        category_label=site["category_label"],
        siret=site["siret"],
        address=site["street"],
        postal_code=site["postal_code"],
        town=site["town"],
        departement="",
        commune=site["commune_code"],
        phone=site["phone"],
        longitude="",
        latitude="",
        opened_on=site["opened"],
        closed=f"fermé le {site['closed'][:10]}" if site["closed"] else "",
    )


def facility_row(line: int, told: Told) -> FacilityRow | SkippedLine:
    """The establishment, or why it is left out."""
    return facility(line, told)
