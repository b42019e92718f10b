"""The columns of a list of persons, under the names that French tools give them."""

from collections.abc import Mapping, Sequence
from typing import Final

from maillon.errors import Refused
from maillon.kernel.crypto import fold

__all__ = ["places"]

COLUMNS: Final = {
    "number": ("Numéro", "Numéro local", "Numéro de dossier", "N° de dossier", "IPP"),
    "birth_name": ("Nom de naissance", "Nom de famille"),
    "given_name": ("Prénom", "Premier prénom", "Premier prénom de naissance", "Prénoms"),
    "birth_date": ("Date de naissance", "Né(e) le", "DDN"),
    "sex": ("Sexe",),
    "birth_place": ("Lieu de naissance", "Code du lieu de naissance", "Code INSEE de naissance"),
    "used_name": ("Nom utilisé", "Nom d’usage"),
    "phone": ("Téléphone", "Tél", "Téléphone mobile", "Portable"),
    "address": ("Adresse",),
    "commune": ("Commune", "Code commune", "Code INSEE"),
}
REQUIRED: Final = ("number", "birth_name", "given_name", "birth_date")
NAMES: Final = {fold(name): field for field, names in COLUMNS.items() for name in names}


def places(titles: Sequence[str]) -> Mapping[str, int]:
    """Where each known field stands; columns nobody here knows are left alone.

    Raises ``Refused``: ``persons_columns`` (missing), ``persons_twice`` (two for one field).
    """
    found: dict[str, int] = {}
    for at, title in enumerate(titles):
        field = NAMES.get(fold(title))
        if field in found:
            raise Refused("persons_twice", column=COLUMNS[field][0])
        if field:
            found[field] = at
    if missing := [field for field in REQUIRED if field not in found]:
        raise Refused("persons_columns", columns=_listed(missing), expected=_listed(COLUMNS))
    return found


def _listed(fields: "Sequence[str] | Mapping[str, object]") -> str:
    return ", ".join(f"« {COLUMNS[field][0]} »" for field in fields)
