"""What a merge does to the two circles, so that each keeps a referent of its own (P2)."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from maillon.apps.care.actions.circle import hold
from maillon.apps.care.models import (
    CareTeam,
    CareTeamMember,
    Consent,
    FamilyLink,
    NightContact,
    Patient,
    PatientMerge,
    Visit,
)

__all__ = ["give_back", "referents_of", "rest"]

FOLLOW: Final = (
    Consent,
    FamilyLink,
    NightContact,
    Visit,
)  # what is said or given of a member follows her


def referents_of(patients: Collection[UUID]) -> dict[str, str]:
    """Who answers for each open circle of these persons, to be found again by the undoing."""
    open_ones = CareTeam.objects.filter(patient__in=patients, closed_at=None)
    held = open_ones.exclude(referent=None).values_list("pk", "referent")
    return {str(team): str(member) for team, member in held}


def rest(absorbed: Patient) -> None:
    """A circle that waits behind another has nobody to answer for it: its members have moved."""
    CareTeam.objects.filter(patient=absorbed, closed_at=None).update(referent=None)


def give_back(merge: PatientMerge, now: datetime) -> None:
    """Once members are back: words, links and visits noted since follow them, and each open circle
    is answered for by whom it was before if she stands there, else by the structure that holds it.
    """
    both = (merge.kept_id, merge.absorbed_id)
    for model in FOLLOW:
        strays = model.objects.filter(patient=merge.kept_id, member__patient=merge.absorbed_id)
        strays.update(patient=merge.absorbed_id)
    for team in CareTeam.objects.filter(patient__in=both, closed_at=None):
        before = merge.referents.get(str(team.pk))
        members = CareTeamMember.objects.filter(patient=team.patient_id)
        unheld = team.referent_id is None and before is None  # nobody answered for it before either
        held = team.referent_id is not None and members.filter(pk=team.referent_id).exists()
        if unheld or held:
            continue
        member = members.present(now.date()).filter(pk=before).first() if before else None
        team.referent = member or hold(team, now)
        team.save(update_fields=["referent"])
