"""The public page of a team: who reads, by when, for which communes; open or closed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from maillon.apps.directory.phones import e164
from maillon.apps.journal import actions as journal
from maillon.apps.welcome import access
from maillon.apps.welcome.models import WelcomeDoor
from maillon.errors import Refused
from maillon.kernel.access import AccountViewer

__all__ = ["DoorWords", "set_door"]

DAYS: Final = range(1, 31)


@dataclass(frozen=True, slots=True)
class DoorWords:
    """What the page says."""

    slug: str
    territory: str
    readers: str
    phone: str = ""
    answer_days: int = 3
    settle_days: int = 14
    open: bool = True


def set_door(
    *, organization_id: UUID, words: DoorWords, by: AccountViewer, now: datetime
) -> WelcomeDoor:
    """Open the page of a structure, change its words, or close it; for who coordinates there.

    Raises ``NotFound``, ``Refused``: ``door_incomplete``, ``door_address``, ``phone_unreadable``.
    """
    access.require_house(by, organization_id)
    phone = e164(words.phone) if words.phone.strip() else ""
    if words.phone.strip() and not phone:
        raise Refused("phone_unreadable")
    for missing, what in (
        (not words.slug, "son adresse"),
        (not words.territory.strip(), "pour quelles communes"),
        (not words.readers.strip(), "qui lit les demandes"),
        (
            words.answer_days not in DAYS or words.settle_days not in DAYS,
            "un délai d’un à 30 jours",
        ),
    ):
        if missing:
            raise Refused("door_incomplete", what=what)
    with transaction.atomic():
        if (
            WelcomeDoor.objects.filter(slug=words.slug)
            .exclude(organization_id=organization_id)
            .exists()
        ):
            raise Refused("door_address")
        door, _ = WelcomeDoor.objects.update_or_create(
            organization_id=organization_id,
            defaults={
                "slug": words.slug, "territory": words.territory.strip(),
                "readers": words.readers.strip(), "phone": phone,
                "answer_days": words.answer_days, "settle_days": words.settle_days,
                "open": words.open, "changed_at": now,
            },
        )  # fmt: skip
        journal.record(
            act="welcome.door", organization_id=organization_id, by=by, now=now,
            subjects=[("welcome_door", door.pk)], data={"open": str(words.open)},
        )  # fmt: skip
    return door
