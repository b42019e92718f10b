"""Structures, practitioners, responders and the ground they cover."""

from maillon.apps.directory.models.geography import Commune, FormerCommune
from maillon.apps.directory.models.imports import ImportRun
from maillon.apps.directory.models.people import Practitioner, PractitionerRole
from maillon.apps.directory.models.resources import LocalResource, ResourceWord
from maillon.apps.directory.models.responders import (
    CoverageArea,
    CoverageCommune,
    Responder,
)
from maillon.apps.directory.models.structures import Endpoint, HealthcareService, Organization

__all__ = [
    "Commune",
    "CoverageArea",
    "CoverageCommune",
    "Endpoint",
    "FormerCommune",
    "HealthcareService",
    "ImportRun",
    "LocalResource",
    "Organization",
    "Practitioner",
    "PractitionerRole",
    "ResourceWord",
    "Responder",
]
