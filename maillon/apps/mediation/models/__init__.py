"""A mediation, its parties, what they wrote."""

from maillon.apps.mediation.models.mediation import Mediation, MediationNote, MediationParty

__all__ = ["Mediation", "MediationNote", "MediationParty"]
