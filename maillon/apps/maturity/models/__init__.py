"""A self-assessment, what each answered alone, what the team agreed on."""

from maillon.apps.maturity.models.assessment import Assessment, AssessmentAnswer, ConsensusLevel

__all__ = ["Assessment", "AssessmentAnswer", "ConsensusLevel"]
