"""The person and who stands around her."""

from maillon.apps.care.models.circle import CarerChoice, CareTeamMember
from maillon.apps.care.models.patient import Patient

__all__ = ["CareTeamMember", "CarerChoice", "Patient"]
