"""The national FHIR directory (« Annuaire Santé »), from its server or from saved resources."""

from maillon.interop.annuaire.fhir.directory import directory_of, is_address
from maillon.interop.annuaire.fhir.gateway import OFFICIAL

__all__ = ["OFFICIAL", "directory_of", "is_address"]
