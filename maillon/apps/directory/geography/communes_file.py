"""Reading a file of communes: the vendored one, or a newer one in the same columns."""

import csv
import gzip
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO

from maillon.apps.directory.models import Commune
from maillon.errors import Refused
from maillon.kernel.crypto import fold

__all__ = ["SOURCE", "VENDORED_AS_OF", "read_communes"]

SOURCE = "INSEE, Code officiel géographique"
VENDORED_AS_OF = date(2026, 1, 1)
COLUMNS = {
    *("insee", "nom", "type", "departement", "region", "epci", "codes_postaux", "population"),
    *("mairie_lon", "mairie_lat", "point_lon", "point_lat"),
}


def read_communes(path: Path, as_of: date) -> dict[str, Commune]:
    """Every commune of the file by its code, unsaved; the whole file is checked.

    Raises ``Refused('communes_unreadable', why=…)``: nothing of a doubtful file is kept.
    """
    try:
        with _open(path) as stream:
            return _checked(stream, as_of)
    except (OSError, EOFError, UnicodeDecodeError, csv.Error, ValueError) as error:
        raise Refused("communes_unreadable", why=_why(error, path)) from error


def _open(path: Path) -> IO[str]:
    with path.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
    if packed:
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _why(error: Exception, path: Path) -> str:
    if isinstance(error, FileNotFoundError):
        return f"« {path.name} » n’existe pas"
    if isinstance(error, UnicodeDecodeError):
        return "il n’est pas en UTF-8"
    if isinstance(error, OSError | EOFError):
        return "il est abîmé ou inaccessible"
    return str(error)


def _checked(stream: IO[str], as_of: date) -> dict[str, Commune]:
    rows = csv.DictReader(stream)
    missing = sorted(COLUMNS - set(rows.fieldnames or ()))
    if missing:
        raise ValueError(f"il manque les colonnes {', '.join(missing)}")
    found: dict[str, Commune] = {}
    for commune in _communes(rows, as_of):
        if commune.insee in found:
            raise ValueError(f"ligne {rows.line_num}, la commune {commune.insee} y est deux fois")
        found[commune.insee] = commune
    if not found:
        raise ValueError("il ne contient aucune commune")
    return found


def _communes(rows: "csv.DictReader[str]", as_of: date) -> Iterator[Commune]:
    for row in rows:
        if None in row or None in row.values():
            raise ValueError(f"ligne {rows.line_num}, le nombre de colonnes n’est pas le bon")
        try:
            yield _commune(row, as_of)
        except ValueError as error:
            raise ValueError(f"ligne {rows.line_num}, {error}") from error


def _commune(row: dict[str, str], as_of: date) -> Commune:
    insee = row["insee"].strip()
    if len(insee) != 5 or not insee.isalnum() or row["type"] not in ("COM", "ARM"):
        raise ValueError(f"le code « {insee[:12]} » n’est pas celui d’une commune")
    longitude, latitude = _point(row, "mairie") or _point(row, "point") or (None, None)
    return Commune(
        insee=insee,
        name=row["nom"].strip(),
        folded_name=fold(row["nom"]),
        kind=row["type"],
        departement=row["departement"],
        region=row["region"],
        epci=row["epci"],
        postal_codes=" ".join(row["codes_postaux"].split()),
        population=int(row["population"]) if row["population"] else None,
        longitude=longitude,
        latitude=latitude,
        source=SOURCE,
        as_of=as_of,
    )


def _point(row: dict[str, str], prefix: str) -> tuple[float, float] | None:
    longitude, latitude = row[f"{prefix}_lon"], row[f"{prefix}_lat"]
    if not longitude or not latitude:
        return None
    x, y = float(longitude), float(latitude)
    if not (-180 <= x <= 180 and -90 <= y <= 90):
        raise ValueError("le point n’est pas sur la Terre")
    return x, y
