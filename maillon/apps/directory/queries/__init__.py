"""Reads of the directory. Professionals are public facts; their own lines are not."""

from maillon.apps.directory.queries.candidates import ResponderFacts, candidates
from maillon.apps.directory.queries.communes import (
    CommuneCard,
    commune,
    communes,
    communes_known,
    communes_matching,
)
from maillon.apps.directory.queries.members import member_named, members
from maillon.apps.directory.queries.practitioners import (
    FoundPractitioner,
    FoundPractitioners,
    PractitionerCard,
    RoleCard,
    practitioner,
    professions,
    search_practitioners,
)
from maillon.apps.directory.queries.residents import residents
from maillon.apps.directory.queries.responders import (
    AreaCard,
    ResponderCard,
    responder,
    responders_behind,
)

__all__ = [
    "AreaCard",
    "CommuneCard",
    "FoundPractitioner",
    "FoundPractitioners",
    "PractitionerCard",
    "ResponderCard",
    "ResponderFacts",
    "RoleCard",
    "candidates",
    "commune",
    "communes",
    "communes_known",
    "communes_matching",
    "member_named",
    "members",
    "practitioner",
    "professions",
    "residents",
    "responder",
    "responders_behind",
    "search_practitioners",
]
