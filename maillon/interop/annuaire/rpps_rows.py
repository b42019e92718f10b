"""From the cells of one line to one role row, or to the reason it is left out."""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Final

from maillon.apps.directory.extract import RoleRow, Skill, SkippedLine
from maillon.interop.annuaire.luhn import luhn_ok
from maillon.interop.annuaire.rpps_columns import FIELDS
from maillon.kernel.crypto import fold

__all__ = ["row_of"]

POSITION: Final = {name: place for place, name in enumerate(FIELDS)}
CIVILITIES: Final = {"M": "M.", "MME": "Mme", "MLLE": "Mme", "DR": "Dr", "PR": "Pr"}
FRANCE_CODES: Final = frozenset({"", "99000", "99100", "FR", "FRA", "250"})
FRANCE_NAMES: Final = frozenset(
    fold(name)
    for name in (
        "France", "France métropolitaine", "Guadeloupe", "Martinique", "Guyane",
        "Guyane française", "La Réunion", "Réunion", "Mayotte", "Saint-Pierre-et-Miquelon",
        "Saint-Barthélemy", "Saint-Martin", "Wallis-et-Futuna", "Polynésie française",
        "Nouvelle-Calédonie", "Terres australes et antarctiques françaises",
    )
)  # fmt: skip
ID_TYPES: Final = {"8": "RPPS", "0": "ADELI"}
LIMITS: Final = {
    "civility": ("civilité", 12),
    "family_name": ("nom", 80),
    "given_name": ("prénom", 80),
    "profession_label": ("profession", 80),
    "site_name": ("nom du lieu", 160),
    "address": ("adresse", 240),
    "town": ("commune", 80),
    "phone": ("téléphone", 20),
    "sector": ("secteur", 80),
    "skill_label": ("savoir-faire", 120),
}
NO_SITE: Final = "none"


def row_of(line: int, cells: Sequence[str]) -> RoleRow | SkippedLine:
    """The row these cells tell, in the order of ``FIELDS``; anything doubtful is a warning."""
    told = dict(zip(FIELDS, map(str.strip, cells), strict=True))
    reason = _left_out(told)
    if reason:
        return SkippedLine(line, reason)
    warnings: list[str] = []
    _place(told)
    site_key = _site_key(told)
    if site_key == NO_SITE:
        warnings.append("aucun lieu d’exercice : gardé sans lieu")
    right = _check_digit(told["id_type"], told["identifier"])
    if not right:
        warnings.append(f"clé de contrôle fausse : « {told['identifier']} »")
    _cut(told, warnings)
    return RoleRow(
        line=line,
        national_id=told["id_type"] + told["identifier"],
        id_type=told["id_type"],
        check_digit_ok=right,
        civility=told["civility"],
        family_name=told["family_name"],
        given_name=told["given_name"],
        profession=told["profession"],
        profession_label=told["profession_label"],
        skill=_skill(told),
        mode=told["mode"][:4],
        site_key=site_key,
        site_name=told["site_name"],
        address=told["address"],
        postal_code=told["postal_code"],
        town=told["town"],
        commune_code=told["commune_code"],
        phone=told["phone"],
        sector=told["sector"],
        warnings=tuple(warnings),
    )


def _left_out(told: dict[str, str]) -> str:
    if told["id_type"] not in ID_TYPES:
        return f"type d’identifiant inconnu : « {told['id_type'][:12]} »"
    if not told["identifier"]:
        return "identifiant absent"
    if len(told["identifier"]) > 20 or not told["identifier"].isalnum():
        return f"identifiant illisible : « {told['identifier'][:24]} »"
    if not told["family_name"] and not told["given_name"]:
        return "nom absent"
    if not told["profession"] or len(told["profession"]) > 4:
        return f"profession absente ou illisible : « {told['profession'][:12]} »"
    return _abroad(told["country_code"], told["country"], told["commune_code"])


@lru_cache(maxsize=4096)
def _abroad(code: str, country: str, commune: str) -> str:
    """Why the address is not in France, or nothing. The country's name is surer than its code."""
    french = fold(country) in FRANCE_NAMES if country else code.upper() in FRANCE_CODES
    if french and not commune.startswith("99"):
        return ""
    return f"adresse à l’étranger ({country or code or commune})"


def _check_digit(id_type: str, identifier: str) -> bool:
    """ADELI numbers carry letters and no key that holds for all: only RPPS is checked."""
    if id_type != "8":
        return True
    return len(identifier) == 11 and identifier.isdigit() and luhn_ok(identifier)


def _place(told: dict[str, str]) -> None:
    """Site name, one-line address, and codes as five characters."""
    told["civility"] = CIVILITIES.get(told["title"].upper()) or CIVILITIES.get(
        told["civility"].upper(), ""
    )
    told["site_name"] = told["sign"] or told["company"]
    told["address"] = " ".join(
        told[part]
        for part in (
            "addressee",
            "building",
            "number",
            "repetition",
            "street_type",
            "street",
            "box",
        )
        if told[part]
    )
    told["town"] = told["town"] or told["office"]
    for name in ("postal_code", "commune_code"):
        code = told[name].upper().replace(" ", "")
        if code.isdigit() and len(code) == 4:  # a spreadsheet ate the leading zero
            code = f"0{code}"
        told[name] = code if len(code) == 5 else ""


def _site_key(told: dict[str, str]) -> str:
    """The technical identifier of the site, else FINESS, SIRET, else its folded address."""
    for mark, name in (("T", "technical_id"), ("F", "finess"), ("S", "siret")):
        if told[name]:
            return f"{mark}:{told[name]}"[:120]
    written = (told["site_name"], told["address"], told["postal_code"], told["town"])
    folded = fold(" ".join(written))
    if not folded:
        return NO_SITE
    return f"A:{folded}" if len(folded) <= 110 else f"A:{sha256(folded.encode()).hexdigest()}"


def _skill(told: dict[str, str]) -> Skill | None:
    if not told["skill_code"] and not told["skill_label"]:
        return None
    return Skill(told["skill_type"][:12], told["skill_code"][:12], told["skill_label"])


def _cut(told: dict[str, str], warnings: list[str]) -> None:
    for name, (word, limit) in LIMITS.items():
        if len(told[name]) > limit:
            told[name] = told[name][:limit]
            warnings.append(f"texte trop long coupé à {limit} caractères : {word}")
