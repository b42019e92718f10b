"""The person, her identity, her circle and her word."""

from maillon.apps.care.models.case import CaseItem, CircleGuest, CircleMeeting
from maillon.apps.care.models.circle import CarerChoice, CareTeam, CareTeamMember, RelatedPerson
from maillon.apps.care.models.consent import BreakGlass, Consent, ConsentProof, PersonLink
from maillon.apps.care.models.conversation import (
    Attachment,
    Communication,
    CommunicationVersion,
    Conversation,
    Mention,
    ReadMark,
)
from maillon.apps.care.models.erasure import Erasure
from maillon.apps.care.models.grids import Questionnaire, QuestionnaireResponse
from maillon.apps.care.models.history import Attempt, RepetitionAside
from maillon.apps.care.models.identity import PatientMerge, TraitRevision
from maillon.apps.care.models.irritant import Irritant
from maillon.apps.care.models.medication import (
    MedicationAnswer,
    MedicationNotice,
    MedicationProposal,
    MedicationReview,
    MedicationStatement,
)
from maillon.apps.care.models.patient import Patient
from maillon.apps.care.models.plan import (
    Activity,
    CarePlan,
    CarePlanRevision,
    FollowUp,
    Goal,
    PlanAnswer,
    PlanNeed,
    PlanReview,
)
from maillon.apps.care.models.referent import DataReferent
from maillon.apps.care.models.team import TeamMember, TeamStage
from maillon.apps.care.models.version import CareTeamVersion
from maillon.apps.care.models.visit import FamilyLink, NightContact, Visit

__all__ = [
    "Activity",
    "Attachment",
    "Attempt",
    "BreakGlass",
    "CarePlan",
    "CarePlanRevision",
    "CareTeam",
    "CareTeamMember",
    "CareTeamVersion",
    "CarerChoice",
    "CaseItem",
    "CircleGuest",
    "CircleMeeting",
    "Communication",
    "CommunicationVersion",
    "Consent",
    "ConsentProof",
    "Conversation",
    "DataReferent",
    "Erasure",
    "FamilyLink",
    "FollowUp",
    "Goal",
    "Irritant",
    "MedicationAnswer",
    "MedicationNotice",
    "MedicationProposal",
    "MedicationReview",
    "MedicationStatement",
    "Mention",
    "NightContact",
    "Patient",
    "PatientMerge",
    "PersonLink",
    "PlanAnswer",
    "PlanNeed",
    "PlanReview",
    "Questionnaire",
    "QuestionnaireResponse",
    "ReadMark",
    "RelatedPerson",
    "RepetitionAside",
    "TeamMember",
    "TeamStage",
    "TraitRevision",
    "Visit",
]
