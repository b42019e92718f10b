"""Files kept long enough: which, since when, and what keeps them still. Ids only."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maillon.apps.care import retention
from maillon.apps.care.models import CareTeam, Patient
from maillon.apps.journal.queries import last_acts
from maillon.kernel.access import System

__all__ = ["Kept", "old_files"]


@dataclass(frozen=True, slots=True)
class Kept:
    """One file past its time. ``held``: what keeps it (circle, request), or nothing."""

    patient_id: UUID
    last_contact: datetime
    held: str


def old_files(viewer: System, *, now: datetime) -> tuple[Kept, ...]:
    """The living files whose last contact is older than the rule of today lets, oldest first.

    A contact is an act of the journal about the person, or her file being made. For the System:
    nobody is named, nothing of a file is read. Raises ``RuleError`` where no rule is in force.
    """
    before = retention.years_before(now, retention.rule_on(now.date()).years_after_last_contact)
    made = dict(
        Patient.objects.living()
        .filter(set_aside_at=None, created_at__lt=before)
        .values_list("pk", "created_at")
    )
    acts = last_acts("patient", made)
    last = {pk: max(at, acts.get(pk, at)) for pk, at in made.items()}
    old = {pk: at for pk, at in last.items() if at < before}
    served = retention.blocked(old)
    teams = CareTeam.objects.filter(patient__in=old, closed_at=None)
    circles = frozenset(teams.values_list("patient_id", flat=True))
    rows = (
        Kept(pk, at, "request" if pk in served else "circle" if pk in circles else "")
        for pk, at in old.items()
    )
    return tuple(sorted(rows, key=lambda one: (one.last_contact, str(one.patient_id))))
