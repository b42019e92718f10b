"""The person, her identity, her circle and her word."""

from maillon.apps.care.models.circle import CarerChoice, CareTeam, CareTeamMember, RelatedPerson
from maillon.apps.care.models.consent import BreakGlass, Consent, ConsentProof, PersonLink
from maillon.apps.care.models.identity import PatientMerge, TraitRevision
from maillon.apps.care.models.irritant import Irritant
from maillon.apps.care.models.patient import Patient

__all__ = [
    "BreakGlass",
    "CareTeam",
    "CareTeamMember",
    "CarerChoice",
    "Consent",
    "ConsentProof",
    "Irritant",
    "Patient",
    "PatientMerge",
    "PersonLink",
    "RelatedPerson",
    "TraitRevision",
]
