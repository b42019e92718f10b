"""The columns of the RPPS extract, found by their names and never by their places."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Final

from maillon.errors import Refused
from maillon.kernel.crypto import fold

__all__ = ["FIELDS", "Columns", "read_header"]

FIELDS: Final = {
    "id_type": "Type d'identifiant PP",
    "identifier": "Identifiant PP",
    "title": "Code civilité d'exercice",
    "civility": "Code civilité",
    "family_name": "Nom d'exercice",
    "given_name": "Prénom d'exercice",
    "profession": "Code profession",
    "profession_label": "Libellé profession",
    "skill_type": "Code type savoir-faire",
    "skill_code": "Code savoir-faire",
    "skill_label": "Libellé savoir-faire",
    "mode": "Code mode exercice",
    "siret": "Numéro SIRET site",
    "finess": "Numéro FINESS site",
    "technical_id": "Identifiant technique de la structure",
    "company": "Raison sociale site",
    "sign": "Enseigne commerciale site",
    "addressee": "Complément destinataire (coord. structure)",
    "building": "Complément point géographique (coord. structure)",
    "number": "Numéro Voie (coord. structure)",
    "repetition": "Indice répétition voie (coord. structure)",
    "street_type": "Libellé type de voie (coord. structure)",
    "street": "Libellé Voie (coord. structure)",
    "box": "Mention distribution (coord. structure)",
    "office": "Bureau cedex (coord. structure)",
    "postal_code": "Code postal (coord. structure)",
    "commune_code": "Code commune (coord. structure)",
    "town": "Libellé commune (coord. structure)",
    "country_code": "Code pays (coord. structure)",
    "country": "Libellé pays (coord. structure)",
    "phone": "Téléphone (coord. structure)",
    "sector": "Libellé secteur d'activité",
}

Columns = Callable[[Sequence[str]], tuple[str, ...]]


def read_header(names: Sequence[str]) -> Columns:
    """What takes the cells of ``FIELDS``, in that order, out of a line of this file.

    Case, accents and apostrophes of names do not matter, nor do columns nobody here knows.
    Raises ``Refused``: ``rpps_columns_missing``, ``rpps_column_twice``.
    """
    folded = [fold(name) for name in names]
    wanted = {fold(name): name for name in FIELDS.values()}
    missing = [name for key, name in wanted.items() if key not in folded]
    if missing:
        raise Refused("rpps_columns_missing", columns=_listed(missing))
    twice = [name for key, name in wanted.items() if folded.count(key) > 1]
    if twice:
        raise Refused("rpps_column_twice", columns=_listed(twice))
    return itemgetter(*(folded.index(key) for key in wanted))


def _listed(names: list[str]) -> str:
    shown = ", ".join(f"« {name} »" for name in names[:5])
    return f"{shown} et {len(names) - 5} autres" if len(names) > 5 else shown
