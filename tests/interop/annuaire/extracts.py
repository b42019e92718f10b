"""Extracts of invented people: identifiers begin with 999, in the two known headers."""

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from stdnum import luhn

__all__ = ["HEADER_52", "HEADER_56", "identifier", "line", "many", "write"]

_COORDINATES = (
    "Complément destinataire (coord. structure)|Complément point géographique (coord. structure)|"
    "Numéro Voie (coord. structure)|Indice répétition voie (coord. {s}tructure)|"
    "Code type de voie (coord. structure)|Libellé type de voie (coord. structure)|"
    "Libellé Voie (coord. structure)|Mention distribution (coord. structure)|"
    "Bureau cedex (coord. structure)|Code postal (coord. structure)|"
    "Code commune (coord. structure)|Libellé commune (coord. structure)|"
    "Code pays (coord. structure)|Libellé pays (coord. structure)|Téléphone (coord. structure)|"
    "Téléphone 2 (coord. structure)|Télécopie (coord. structure)|"
    "Adresse e-mail (coord. structure)"
)
_PERSON = (
    "Type d'identifiant PP|Identifiant PP|Identification nationale PP|Code civilité d'exercice|"
    "Libellé civilité {de}exercice|Code civilité|Libellé civilité|Nom d'exercice|"
    "Prénom d'exercice|Code profession|Libellé profession|Code catégorie professionnelle|"
    "Libellé catégorie professionnelle|Code type savoir-faire|Libellé type savoir-faire|"
    "Code savoir-faire|Libellé savoir-faire|Code mode exercice|Libellé mode exercice|"
    "Numéro SIRET site|Numéro SIREN site|Numéro FINESS site|"
    "Numéro FINESS établissement juridique|Identifiant technique de la structure|"
    "Raison sociale site|Enseigne commerciale site"
)
_END = (
    "Ancien identifiant de la structure|Autorité d'enregistrement|Code secteur d'activité|"
    "Libellé secteur d'activité|Code section tableau pharmaciens|"
    "Libellé section tableau pharmaciens"
)
HEADER_52 = "|".join(
    (
        _PERSON.format(de="d'"),
        _COORDINATES.format(s="s"),
        "Code Département (structure)|Libellé Département (structure)",
        _END,
    )
).split("|")
HEADER_56 = "|".join(
    (
        _PERSON.format(de=""),
        _COORDINATES.format(s="S"),
        "Code département (coord. structure)|Libellé département (coord. structure)",
        _END,
        "Code fonction|Libellé fonction|Code genre d'activité|Libellé genre d'activité",
    )
).split("|")

USUAL = {
    "Type d'identifiant PP": "8",
    "Code civilité": "MME",
    "Nom d'exercice": "VIOLETTE",
    "Prénom d'exercice": "Clémence",
    "Code profession": "60",
    "Libellé profession": "Infirmier",
    "Code mode exercice": "L",
    "Identifiant technique de la structure": "C1",
    "Enseigne commerciale site": "Cabinet du Gier",
    "Code postal (coord. structure)": "42400",
    "Code commune (coord. structure)": "42207",
    "Libellé commune (coord. structure)": "SAINT CHAMOND",
    "Code pays (coord. structure)": "99000",
    "Libellé pays (coord. structure)": "France",
}
SHORT = {
    "type": "Type d'identifiant PP",
    "family": "Nom d'exercice",
    "given": "Prénom d'exercice",
    "profession": "Code profession",
    "profession_label": "Libellé profession",
    "skill_type": "Code type savoir-faire",
    "skill": "Code savoir-faire",
    "skill_label": "Libellé savoir-faire",
    "site": "Identifiant technique de la structure",
    "site_name": "Enseigne commerciale site",
    "street": "Libellé Voie (coord. structure)",
    "postal": "Code postal (coord. structure)",
    "commune": "Code commune (coord. structure)",
    "town": "Libellé commune (coord. structure)",
    "country_code": "Code pays (coord. structure)",
    "country": "Libellé pays (coord. structure)",
    "phone": "Téléphone (coord. structure)",
}


def identifier(number: int) -> str:
    """The Luhn-valid RPPS identifier of an invented person."""
    body = f"999{number:07d}"
    return body + str(luhn.calc_check_digit(body))


def line(person: int | str, **facts: str) -> dict[str, str]:
    """One line of an extract, by column name; facts by the short names above."""
    who = person if isinstance(person, str) else identifier(person)
    told = USUAL | {"Identifiant PP": who, "Identification nationale PP": f"8{who}"}
    return told | {SHORT[name]: value for name, value in facts.items()}


def write(
    path: Path,
    lines: Iterable[dict[str, str]],
    *,
    header: list[str] = HEADER_52,
    end: str = "|\n",
    before: bytes = b"",
    encoding: str = "utf-8",
) -> Path:
    """An extract on disk, as the register writes it unless told otherwise."""
    with path.open("wb") as stream:
        stream.write(before + ("|".join(header) + end).encode(encoding))
        for told in lines:
            cells = [told.get(name, "") for name in header]
            stream.write(("|".join(cells) + end).encode(encoding))
    return path


FAMILIES = ("VIOLETTE", "MARRONNIER", "CHÊNE", "BOULEAU", "TILLEUL", "AUBÉPINE", "GENÊT", "LILAS")
GIVEN = ("Clémence", "Anaïs", "Noël", "Zoé", "François", "Inès", "Théo", "Léa")
TRADES = (("60", "Infirmier"), ("10", "Médecin"), ("70", "Masseur-Kinésithérapeute"))
PLACES = (
    ("42400", "", "ST CHAMOND"),
    ("42400", "42207", "SAINT CHAMOND"),
    ("42152", "", "L HORME"),
    ("26350", "", "CREPOL"),
    ("26350", "", "MONTRIGAUD"),
    ("42030", "", "SAINT ETIENNE CEDEX 2"),
)


def many(count: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """About ``count`` lines: most people have one site and one skill, some several."""
    chance = random.Random(seed)
    person = made = 0
    while made < count:
        person += 1
        trade, label = chance.choice(TRADES)
        who = {"family": f"{chance.choice(FAMILIES)}-{person}", "given": chance.choice(GIVEN)}
        for site in range(chance.choice((1, 1, 1, 2))):
            postal, commune, town = chance.choice(PLACES)
            for skill in range(chance.choice((1, 1, 1, 1, 2))):
                made += 1
                yield line(
                    person, **who, profession=trade, profession_label=label,
                    site=f"C{person % 997}-{site}", postal=postal, commune=commune, town=town,
                    skill_type="S", skill=f"SM{skill:02d}", skill_label=f"Savoir-faire {skill}",
                    phone="0477000000",
                )  # fmt: skip
