"""The national registers: RPPS, FINESS and MSSanté extracts, read and never trusted."""

from maillon.interop.annuaire.finess_file import finess_file
from maillon.interop.annuaire.finess_legacy import FinessLegacy
from maillon.interop.annuaire.finess_plus import FinessActivities, FinessStructures
from maillon.interop.annuaire.mssante_file import MssanteFile
from maillon.interop.annuaire.rpps_file import RppsFile

__all__ = [
    "FinessActivities",
    "FinessLegacy",
    "FinessStructures",
    "MssanteFile",
    "RppsFile",
    "finess_file",
]
