"""FINESS and MSSanté files of invented establishments and people."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from stdnum import luhn

from tests.interop.annuaire.extracts import identifier

__all__ = [
    "MSSANTE_HEADER", "activities", "finess", "legacy", "legacy_line", "mailbox", "mailboxes",
    "plus", "site",
]  # fmt: skip

Json = dict[str, Any]


def finess(number: int) -> str:
    """A FINESS number with its right key, in a département that does not exist."""
    body = f"99{number:06d}"
    return body + str(luhn.calc_check_digit(body))


def site(number: int, **told: Any) -> Json:
    """One establishment of FINESS+; facts by the short names below, the rest as given."""
    where: Json = {
        "usageAdresse": "03",
        "ligneQuatre": "5  RUE DES TILLEULS   ",
        "cogCommune": told.pop("commune", "42207"),
        "codePostal": told.pop("postal", "42400"),
        "ligneAcheminement": told.pop("town", "SAINT CHAMOND      "),
        "coordonneesGeographique": {
            "coordonneeX": "6482870.8",
            "coordonneeY": "819822.1",
            "directionLatitude": told.pop("lat", "45.4743"),
            "directionLongitude": told.pop("lon", "4.5144"),
        },
    }
    about: Json = {
        "egeId": str(number),
        "numFinessEge": told.pop("finess", finess(number)),
        "nomEgeCourt": "MSP",
        "nomEgeLong": told.pop("name", f"MAISON DE SANTE DES TILLEULS {number}          "),
        "siret": told.pop("siret", ""),
        "dateOuverture": "2019-03-04",
    }
    if "closed" in told:
        about["dateFermeture"] = told.pop("closed")
    return {
        "informationsGeneralesEGE": about,
        "categorieentiteGeographiqueExercice": told.pop("category", "603"),
        "adresse": [{"usageAdresse": "02", "cogCommune": "75056"}, where],
        "contact": [{"typeContact": {"roleContact": "01"}, "telecom": {"telephone": "0199004242"}}],
        "evenement": [{"codeEvenement": "001"}],
        "etatObjet": "A",
        **told,
    }


def plus(path: Path, *sites: Json, **top: Any) -> Path:
    """A FINESS+ file of structures, each establishment in an entity of its own."""
    owner = {"numFinessPm": finess(999_001), "denominationPm": "ASSOCIATION DES TILLEULS   "}
    told = {
        "schemaVersion": "v1.0.0",
        "generatedAt": "2026-11-14T02:06:22Z",
        "gcc": [{"gccId": "3", "engagement": [{"a": [1, 2.5, None, True]}]}],
        "pmej": [
            {"informationsGeneralesPMEJ": owner, "ege": [one], "etatObjet": "A"} for one in sites
        ],
    }
    path.write_text(json.dumps(told | top, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def activities(path: Path, told: Iterable[tuple[int, str, Json]]) -> Path:
    """A FINESS+ file of activities: (establishment, number of the activity, its own facts)."""
    entities = [
        {
            "numFiness": finess(999_001),
            "activitesAutorisees": [],
            "ege": [{"numFinessEge": finess(number), "activitesExercees": [_activity(key, facts)]}],
        }
        for number, key, facts in told
    ]
    made = {"generatedAt": "2026-11-14T02:14:23Z", "pmej": entities}
    path.write_text(json.dumps(made), encoding="utf-8")
    return path


def _activity(key: str, facts: Json) -> Json:
    return {
        "caracteristiquesGeneriques": {
            "activiteAeId": key,
            "etatObjet": facts.get("state", "A"),
            "dateFinEffectiveActivite": facts.get("end"),
        },
        "nature": {
            "codeNature": "AMF",
            "caracteristiquesSpecifiques": {
                "activiteAeId": None,
                "typeActiviteAMF": {"activiteAMF": facts.get("code", "01"), "formeActivite": "15"},
            },
        },
        "capacite": [
            {"nombre": "24", "statutCapacite": "09", "habilitation": None},
            {"nombre": "3", "statutCapacite": "09", "habilitation": "A"},
            {"nombre": "99", "statutCapacite": "01"},
        ],
    }


def legacy_line(number: int, **told: str) -> str:
    """One establishment of the older format: 32 fields."""
    cells = [""] * 32
    cells[:6] = [
        "structureet",
        told.get("finess", finess(number)),
        finess(999_001),
        "EHPAD",
        "",
        "",
    ]
    cells[4] = told.get("name", f"EHPAD DES GENÊTS {number}")
    cells[7:10] = ["12", "R", "DU CŒUR" if told.get("cp1252") else "DU LAVOIR"]
    cells[12:16] = ["207", "42", "LOIRE", "42400 ST CHAMOND CEDEX"]
    cells[16], cells[18], cells[19] = "0199004243", "500", "EHPAD de papier"
    cells[28], cells[30] = "1988-05-02", "2026-05-04"
    return ";".join(cells)


def legacy(path: Path, lines: Iterable[str], encoding: str = "utf-8") -> Path:
    """A file of the older format."""
    text = "\n".join(["finess;etalab;111;2026-05-12", *lines, ""])
    path.write_bytes(text.encode(encoding))
    return path


_TITLES = (
    "Type de BAL|Adresse BAL|Type Identifiant PP|Identifiant PP|Identification nationale PP|"
    "Type identifiant structure|Identification Structure|Service de rattachement|"
    "Civilité d'exercice|Nom d'exercice|Prénom d'exercice|Catégorie profession|"
    "Libellé de catégorie profession|Code Profession|Libellé Profession|Code savoir-faire|"
    "Libellé savoir-faire|Dématérialisation|Raison Sociale structure BAL|"
    "Enseigne commerciale structure BAL|L2COMPLEMENTLOCALISATION|L3COMPLEMENTDISTRIBUTION|"
    "L4NUMEROVOIE|L4COMPLEMENTNUMEROVOIE|NL4TYPEVOIE|L4LIBELLEVOIE|L5LIEUDITMENTION|"
    "L6LIGNEACHEMINEMENT|Code postal|Département|Pays"
)
MSSANTE_HEADER = _TITLES.split("|")


def mailbox(number: int, **told: str) -> dict[str, str]:
    """One mailbox of an invented person, by column name; of a structure with ``site``."""
    cells = {
        "Type de BAL": "PER",
        "Adresse BAL": f"clemence.violette{number}@essai.mssante.example",
        "Type Identifiant PP": "8",
        "Identifiant PP": identifier(number),
        "Nom d'exercice": "VIOLETTE",
        "Prénom d'exercice": "Clémence",
        "Dématérialisation": "O",
    }
    if "site" in told:
        cells |= {
            "Type de BAL": "ORG",
            "Type Identifiant PP": "",
            "Identifiant PP": "",
            "Type identifiant structure": "1",
            "Identification Structure": told.pop("site"),
            "Service de rattachement": "Gériatrie",
        }
    short = {"address": "Adresse BAL", "kind": "Type de BAL", "red": "Liste rouge"}
    return cells | {short.get(name, name): value for name, value in told.items()}


def mailboxes(
    path: Path, lines: Iterable[dict[str, str]], header: list[str] = MSSANTE_HEADER
) -> Path:
    """An MSSanté extract, as it is published."""
    rows = [header, *([told.get(name, "") for name in header] for told in lines)]
    path.write_text("".join("|".join(row) + "\n" for row in rows), encoding="utf-8")
    return path
