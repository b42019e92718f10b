"""Extracts as large as asked, of invented people and houses in real communes."""

import csv
import gzip
import json
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any, Final

from maillon.apps.directory.geography.files import COMMUNES
from maillon.interop.annuaire.mssante_rows import FIELDS as MAILBOX
from maillon.interop.annuaire.rpps_columns import FIELDS as ROLE
from maillon.project.demo.names import rpps

__all__ = ["WRITERS"]

PAD: Final = " " * 24  # registers pad
Place = dict[str, str]


def _places() -> Iterator[Place]:
    with gzip.open(COMMUNES, "rt", encoding="utf-8", newline="") as stream:
        return cycle([row for row in csv.DictReader(stream) if row["codes_postaux"]])


def _finess(number: int) -> str:
    body = f"{number:08d}"
    doubled = (
        sum(divmod(2 * int(c), 10)) if i % 2 == 0 else int(c) for i, c in enumerate(body[::-1])
    )
    return body + str(-sum(doubled) % 10)


def _house(number: int, place: Place) -> dict[str, Any]:
    """One establishment as FINESS+ tells it, history and all."""
    about = {
        "egeId": str(number), "numFinessEge": _finess(number), "dateOuverture": "1999-03-04",
        "nomEgeLong": f"ETABLISSEMENT FICTIF NUMERO {number}{PAD}",
    }  # fmt: skip
    point = {"directionLatitude": place["mairie_lat"], "directionLongitude": place["mairie_lon"]}
    where = {
        "usageAdresse": "03", "ligneQuatre": f"{number % 90} RUE DES TILLEULS{PAD}",
        "cogCommune": place["insee"], "codePostal": place["codes_postaux"][:5],
        "ligneAcheminement": place["nom"].upper() + PAD, "coordonneesGeographique": point,
    }  # fmt: skip
    told = {
        "evenementId": str(number), "dateEnregistrement": "2025-10-21 18:36:29",
        "dateEvenement": "1994-01-01", "identifiantObjet1": "1", "systemeMaitre": "01",
        "typeObjet1": "EG", "codeEvenement": "001",
    }  # fmt: skip
    return {
        "informationsGeneralesEGE": about, "categorieentiteGeographiqueExercice": "500",
        "adresse": [where], "contact": [], "evenement": [told] * 3, "etatObjet": "A",
    }  # fmt: skip


def write_finess(path: Path, size: int) -> None:
    """Structures of FINESS+: one JSON of at least ``size`` bytes."""
    places = _places()
    with path.open("w", encoding="utf-8") as stream:
        stream.write('{"schemaVersion": "v1.0.0", "generatedAt": "2026-11-14", "pmej": [')
        number = 0
        while stream.tell() < size:
            owner = {"numFinessPm": _finess(90_000_000 + number), "denominationPm": "FICTIVE"}
            houses = [_house(number + one, next(places)) for one in range(3)]
            record = {"informationsGeneralesPMEJ": owner, "ege": houses, "etatObjet": "A"}
            stream.write("," * bool(number) + json.dumps(record, ensure_ascii=False, indent=1))
            number += 3
        stream.write("]}")


def _lines(
    path: Path, size: int, fields: dict[str, str], told: Callable[[int], Any], others: str
) -> None:
    """The columns that are read, then one more as long as those that are not."""
    end = f"|{others}|\n"
    with path.open("w", encoding="utf-8") as stream:
        stream.write("|".join(fields.values()) + "|Autres|\n")
        number = 0
        while stream.tell() < size:
            cells = told(number)
            stream.write("|".join(cells.get(name, "") for name in fields) + end)
            number += 1


def write_rpps(path: Path, size: int) -> None:
    """Roles of the RPPS: one line each, of at least ``size`` bytes in all."""
    places = _places()

    def told(number: int) -> dict[str, str]:
        place = next(places)
        return {
            "id_type": "8", "identifier": rpps(number), "civility": "MME",
            "family_name": f"FICTIVE-{number}", "given_name": "Clémence", "profession": "60",
            "profession_label": "Infirmier", "mode": "L", "technical_id": f"C{number}",
            "company": f"CABINET FICTIF NUMERO {number}", "number": str(number % 90),
            "street_type": "Rue", "street": "DES TILLEULS", "phone": "0199000000",
            "postal_code": place["codes_postaux"][:5], "town": place["nom"].upper(),
            "country_code": "99000", "country": "France", "sector": "Cabinet individuel",
        }  # fmt: skip

    _lines(path, size, ROLE, told, "x" * 240)


def write_mssante(path: Path, size: int) -> None:
    """Mailboxes: one line each, of at least ``size`` bytes in all."""

    def told(number: int) -> dict[str, str]:
        return {
            "kind": "PER", "address": f"fictive.{number}@essai.mssante.example", "id_type": "8",
            "identifier": rpps(number), "family_name": f"FICTIVE-{number}",
            "given_name": "Clémence", "paperless": "O", "company": "CABINET FICTIF",
        }  # fmt: skip

    _lines(path, size, MAILBOX, told, "x" * 60)


WRITERS: Final = {"finess": write_finess, "rpps": write_rpps, "mssante": write_mssante}
