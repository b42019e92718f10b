"""From what either FINESS format tells to one row, or to the reason it is left out."""

import re
from dataclasses import dataclass
from typing import Final

from maillon.apps.directory.extract import FacilityRow, SkippedLine
from maillon.interop.annuaire.day import iso_day
from maillon.interop.annuaire.finess_places import commune_code, point
from maillon.interop.annuaire.finess_words import category_label, check_digit, kind_of, number_of

__all__ = ["Told", "facility"]

POSTAL: Final = re.compile(r"^(\d{4,5})\s+(.*)$")


@dataclass(frozen=True, slots=True)
class Told:
    """The texts of one establishment as its file gives them, trimmed."""

    identifier: str
    name: str
    legal_identifier: str
    legal_name: str
    category: str
    category_label: str
    siret: str
    address: str
    postal_code: str
    town: str  # perhaps after its postal code
    departement: str
    commune: str  # three characters after the département, or the whole INSEE code
    phone: str
    longitude: str
    latitude: str
    opened_on: str
    closed: str  # why it is no longer in activity, or nothing


def facility(line: int, told: Told) -> FacilityRow | SkippedLine:
    """The establishment; closed ones and those without a number are left out, and said so."""
    number = number_of(told.identifier)
    if not number:
        return SkippedLine(line, f"numéro FINESS illisible : « {told.identifier[:24]} »")
    if told.closed:
        return SkippedLine(line, f"établissement {told.closed} : FINESS {number}")
    if not told.name:
        return SkippedLine(line, f"nom absent : FINESS {number}")
    warnings: list[str] = []
    right = check_digit(number)
    if not right:
        warnings.append(f"clé de contrôle fausse : FINESS « {number} »")
    longitude, latitude = point(told.longitude, told.latitude, warnings)
    postal_code, town = _post(told.postal_code, told.town)
    return FacilityRow(
        line=line,
        identifier=number,
        check_digit_ok=right,
        kind=kind_of(told.category),
        category=told.category[:4],
        category_label=(told.category_label or category_label(told.category))[:120],
        name=told.name[:160],
        legal_identifier=number_of(told.legal_identifier),
        legal_name=told.legal_name[:160],
        siret=_siret(told.siret, warnings),
        address=told.address[:240],
        postal_code=postal_code,
        town=town[:80],
        commune_code=_commune(told.departement, told.commune),
        phone=told.phone[:20],
        longitude=longitude,
        latitude=latitude,
        opened_on=iso_day(told.opened_on),
        warnings=tuple(warnings),
    )


def _post(postal_code: str, town: str) -> tuple[str, str]:
    found = POSTAL.match(town)
    if found and not postal_code:
        postal_code, town = found[1], found[2]
    if postal_code.isdigit() and len(postal_code) == 4:
        postal_code = f"0{postal_code}"
    return (postal_code if len(postal_code) == 5 else ""), town


def _commune(departement: str, commune: str) -> str:
    code = commune.upper()
    if code.isdigit() and len(code) == 4:
        code = f"0{code}"
    return code if len(code) == 5 else commune_code(departement, commune)


def _siret(text: str, warnings: list[str]) -> str:
    number = text.replace(" ", "")
    if not number:
        return ""
    if len(number) != 14 or not number.isdigit():
        warnings.append(f"SIRET illisible : « {number[:24]} »")
        return ""
    return number
