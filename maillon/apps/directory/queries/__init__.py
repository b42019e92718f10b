"""Reads of the directory. Professionals are public facts; their own lines are not."""

from maillon.apps.directory.queries.candidates import ResponderFacts, candidates
from maillon.apps.directory.queries.communes import (
    CommuneCard,
    commune,
    communes,
    communes_known,
    communes_matching,
)
from maillon.apps.directory.queries.communes_said import around, communes_at, communes_called
from maillon.apps.directory.queries.mailboxes import MailboxCard
from maillon.apps.directory.queries.members import member_named, members
from maillon.apps.directory.queries.organizations import (
    KINDS,
    SORTS,
    FoundOrganization,
    FoundOrganizations,
    OrganizationCard,
    ServiceCard,
    exported_organizations,
    named_organization,
    organization,
    registered_number,
    search_organizations,
)
from maillon.apps.directory.queries.places import PlaceCard, Practising, place
from maillon.apps.directory.queries.practitioners import (
    FoundPractitioner,
    FoundPractitioners,
    PractitionerCard,
    RoleCard,
    exported_practitioners,
    practitioner,
    professions,
    search_practitioners,
)
from maillon.apps.directory.queries.residents import residents, works_of
from maillon.apps.directory.queries.resources import (
    RESOURCE_SORTS,
    FoundResource,
    ResourcePage,
    ResourceWordRow,
    exported_resources,
    keeps_resources_for,
    resource,
    resource_names,
    search_resources,
)
from maillon.apps.directory.queries.responders import (
    AreaCard,
    ResponderCard,
    responder,
    responders_behind,
)

__all__ = [
    "KINDS",
    "RESOURCE_SORTS",
    "SORTS",
    "AreaCard",
    "CommuneCard",
    "FoundOrganization",
    "FoundOrganizations",
    "FoundPractitioner",
    "FoundPractitioners",
    "FoundResource",
    "MailboxCard",
    "OrganizationCard",
    "PlaceCard",
    "Practising",
    "PractitionerCard",
    "ResourcePage",
    "ResourceWordRow",
    "ResponderCard",
    "ResponderFacts",
    "RoleCard",
    "ServiceCard",
    "around",
    "candidates",
    "commune",
    "communes",
    "communes_at",
    "communes_called",
    "communes_known",
    "communes_matching",
    "exported_organizations",
    "exported_practitioners",
    "exported_resources",
    "keeps_resources_for",
    "member_named",
    "members",
    "named_organization",
    "organization",
    "place",
    "practitioner",
    "professions",
    "registered_number",
    "residents",
    "resource",
    "resource_names",
    "responder",
    "responders_behind",
    "search_organizations",
    "search_practitioners",
    "search_resources",
    "works_of",
]
