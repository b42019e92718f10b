"""Somebody new: her file and her circle, from one conversation."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.care import access
from maillon.apps.care.actions.circle import open_circle
from maillon.apps.care.actions.intake import NewPerson, create_provisional
from maillon.apps.care.actions.speaking import NewWord
from maillon.errors import NotFound
from maillon.kernel.access import Viewer

__all__ = ["welcome_person"]


def welcome_person(
    *,
    person: NewPerson,
    organization_id: UUID,
    situation: str,
    word: NewWord,
    by: Viewer,
    now: datetime,
    reason: str = "",
) -> UUID:
    """Make her file and open her circle, for a coordinator of the structure; the id of the file.

    All of it or nothing. Raises ``NotFound`` and as ``create_provisional`` and ``open_circle``.
    """
    if organization_id not in access.coordinated(by):
        raise NotFound
    with transaction.atomic():
        made = create_provisional(person=person, organization_id=organization_id, by=by, now=now)
        open_circle(
            patient_id=made.pk, situation=situation, word=word, reason=reason, by=by, now=now
        )
    return made.pk
