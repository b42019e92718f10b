"""Who may read a person's medication reviews, and who may write in them."""

from datetime import datetime
from typing import Final

from maillon.apps.care import access
from maillon.apps.care.grounds import members_of
from maillon.apps.care.medication_vocabulary import THEME, WRITERS
from maillon.apps.care.models import Patient
from maillon.errors import NotFound
from maillon.kernel.access import Grant, Viewer

__all__ = ["COORDINATOR", "FIELD", "parts_in", "require_reader", "require_writer"]

FIELD: Final = f"theme:{THEME}"
COORDINATOR: Final = "coordinator"


def require_reader(viewer: Viewer, patient: Patient, now: datetime) -> Grant:
    """The ground on which her treatments are read; ``NotFound`` without one."""
    for grant in access.grants_on(viewer, patient.pk, now):
        if grant.relation in access.KEEPERS and grant.shows("identity") and grant.shows(FIELD):
            return grant
    raise NotFound


def parts_in(viewer: Viewer, patient: Patient, now: datetime) -> frozenset[str]:
    """The parts she may write in: « gp » and « pharmacist » of the circle by an ordinary ground
    that opens the theme, « coordinator » of the responsible structure, for either of them.
    """
    if not access.may_note(viewer, patient.pk, THEME, now):
        return frozenset()
    roles = members_of(viewer, patient.pk).present(now.date()).filter(role__in=WRITERS)  # type: ignore[attr-defined]
    parts = set(roles.values_list("role", flat=True))
    if patient.organization_id in access.coordinated(viewer):
        parts.add(COORDINATOR)
    return frozenset(parts)


def require_writer(viewer: Viewer, patient: Patient, now: datetime, *parts: str) -> frozenset[str]:
    """Her parts, where one of them is of ``parts`` or she coordinates; ``NotFound`` else."""
    held = parts_in(viewer, patient, now)
    if not held & {*parts, COORDINATOR}:
        raise NotFound
    return held
