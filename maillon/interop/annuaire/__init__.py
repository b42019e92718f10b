"""The national registers, by their extracts or the FHIR directory: read and never trusted."""

from maillon.interop.annuaire.fhir import directory_of
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
    "directory_of",
    "finess_file",
]
