"""Who reads a mediation: its mediator and its parties, while they work there. No role opens one:
neither coordination, nor management, nor administration.
"""

from uuid import UUID

from django.db.models import Q, QuerySet

from maillon.apps.mediation.models import Mediation
from maillon.apps.structures import access as structures
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["of_hers", "require_concerned", "require_mediator"]


def of_hers(viewer: AccountViewer) -> QuerySet[Mediation]:
    """The mediations where this account stands, in structures where it still works."""
    concerned = Q(mediator_id=viewer.account_id) | Q(parties__account_id=viewer.account_id)
    return Mediation.objects.filter(
        concerned, organization_id__in=structures.read_by(viewer)
    ).distinct()  # fmt: skip


def require_concerned(viewer: AccountViewer, mediation_id: UUID) -> Mediation:
    """The mediation, for who stands in it; ``NotFound`` for everybody else."""
    found = of_hers(viewer).select_related("organization", "mediator").filter(pk=mediation_id)
    one = found.first()
    if one is None:
        raise NotFound
    return one


def require_mediator(viewer: AccountViewer, mediation_id: UUID) -> Mediation:
    """The mediation, for its mediator; ``NotFound`` for everybody else, parties included."""
    one = require_concerned(viewer, mediation_id)
    if one.mediator_id != viewer.account_id:
        raise NotFound
    return one
