"""Where an establishment stands: its point on Earth and the code of its commune."""

from typing import Final

__all__ = ["commune_code", "point"]

# west, south, east, north, in degrees: where the Republic is
BOXES: Final = (
    (-5.6, 41.2, 9.8, 51.3),
    (-63.3, 14.3, -60.7, 18.2),  # Antilles
    (-54.8, 2.0, -51.5, 6.0),  # Guyane
    (55.1, -21.5, 55.9, -20.8),  # La Réunion
    (44.9, -13.1, 45.4, -12.5),  # Mayotte
    (-56.6, 46.6, -56.0, 47.3),  # Saint-Pierre-et-Miquelon
    (158.0, -23.0, 172.2, -19.4),  # Nouvelle-Calédonie
    (-154.8, -28.0, -134.0, -7.5),  # Polynésie française
    (-178.3, -14.5, -176.0, -13.0),  # Wallis-et-Futuna
)
OVERSEAS: Final = dict.fromkeys(("9A", "9B", "9C", "9D", "9E", "9F"), "97") | {"9J": "98"}

Point = tuple[float | None, float | None]


def point(longitude: str, latitude: str, warnings: list[str]) -> Point:
    """Longitude and latitude in degrees, both or neither.

    Put back in order where they were exchanged; left out, with a warning, where they are no
    place of France.
    """
    if not longitude and not latitude:
        return None, None
    try:
        x, y = float(longitude.replace(",", ".")), float(latitude.replace(",", "."))
    except ValueError:
        warnings.append("coordonnées illisibles : gardé sans point")
        return None, None
    if _in_france(x, y):
        return x, y
    if _in_france(y, x):
        warnings.append("latitude et longitude échangées : remises en ordre")
        return y, x
    warnings.append("coordonnées hors de France : gardé sans point")
    return None, None


def _in_france(x: float, y: float) -> bool:
    return any(west <= x <= east and south <= y <= north for west, south, east, north in BOXES)


def commune_code(departement: str, commune: str) -> str:
    """The INSEE code from the two fields of the older format: « 01 » « 451 », « 9A » « 123 »."""
    commune = commune.zfill(3) if commune else ""
    begins = OVERSEAS.get(departement.upper(), departement.upper())
    code = f"{begins}{commune}"
    return code if commune and len(code) == 5 else ""
