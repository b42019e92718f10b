"""Two circles through a merge and its undoing: whatever happens meanwhile, each open circle has a
referent of its own, and ``maillon verify`` finds nothing to say (INS-3, P2, P3).
"""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillon.apps.care import actions
from maillon.apps.care.actions import NewMember
from maillon.apps.care.invariants import INVARIANTS
from maillon.apps.care.models import CareTeam, CareTeamMember, Patient, PatientMerge
from maillon.kernel.access import SYSTEM
from tests.factories.circle import AGREED, INFORMED, CircleWorld, circle_world, person
from tests.factories.desk import MORNING

pytestmark = pytest.mark.django_db
SOON = MORNING + timedelta(hours=1)
LATER = MORNING + timedelta(hours=2)
MEANWHILE = ("refer", "speak", "join", "reopen")


KEPT = ("INS-3", "P2", "P3", "P5 chaque réseau")  # what a merge may break


def faults() -> list[str]:
    checks = [check for name, check in INVARIANTS.items() if name.startswith(KEPT)]
    return [line for check in checks for line in check(LATER)]


def beside(world: CircleWorld, *, opened: bool) -> Patient:
    """The same person once more, a daughter around her, her circle opened or not."""
    again = person(world.house, birth_name="Fournié")
    actions.open_circle(
        patient_id=again.pk, situation="frail", word=INFORMED, by=world.by, now=MORNING
    )
    daughter = actions.add_to_circle(
        patient_id=again.pk, new=NewMember("family", name="Sa fille"), word=AGREED, by=world.by,
        now=MORNING,
    )  # fmt: skip
    actions.name_referent(patient_id=again.pk, member_id=daughter.pk, by=world.by, now=MORNING)
    if not opened:
        actions.close_circle(patient_id=again.pk, closing="settled", by=world.by, now=MORNING)
    return again


def merged(keep: Patient, absorb: Patient) -> PatientMerge:
    return actions.merge_persons(
        keep_id=keep.pk, absorb_id=absorb.pk, reason="twice", by=SYSTEM, now=SOON
    )


def lived(world: CircleWorld, kept: Patient, what: str, which: int) -> None:
    """Something done on the kept file while the two are one."""
    around = list(CareTeamMember.objects.filter(patient=kept, ends_on=None).order_by("pk"))
    one = around[which % len(around)]
    if what == "refer":
        actions.name_referent(patient_id=kept.pk, member_id=one.pk, by=SYSTEM, now=SOON)
    elif what == "speak":
        actions.record_word(patient_id=kept.pk, member_id=one.pk, word=AGREED, by=SYSTEM, now=SOON)
    elif what == "join":
        new = NewMember("neighbour", name="Une voisine")
        actions.add_to_circle(patient_id=kept.pk, new=new, by=SYSTEM, now=SOON)
    else:
        actions.close_circle(patient_id=kept.pk, closing="settled", by=SYSTEM, now=SOON)
        actions.open_circle(
            patient_id=kept.pk, situation="frail", word=INFORMED, by=world.by, now=SOON
        )


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    turned=st.booleans(),
    both_open=st.booleans(),
    steps=st.lists(st.tuples(st.sampled_from(MEANWHILE), st.integers(0, 5)), max_size=3),
)
def test_ins3_each_open_circle_has_its_own_referent_merged_and_parted(
    turned: bool, both_open: bool, steps: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        world = circle_world()
        again = beside(world, opened=both_open)
        keep, absorb = (again, world.patient) if turned else (world.patient, again)
        done = merged(keep, absorb)
        assert faults() == []
        for what, which in steps:
            lived(world, keep, what, which)
        actions.undo_merge(merge_id=done.pk, by=SYSTEM, now=LATER)
        assert faults() == []
        open_ones = CareTeam.objects.filter(closed_at=None).select_related("referent")
        held = {one.patient_id: one.referent.patient_id for one in open_ones if one.referent}
        assert len(held) == open_ones.count()
        assert all(patient == of for patient, of in held.items())
        transaction.set_rollback(True)


def test_ins3_the_circle_that_waited_finds_its_referent_again() -> None:
    world = circle_world()
    again = beside(world, opened=True)
    team = CareTeam.objects.get(patient=again)
    daughter = team.referent_id
    done = merged(world.patient, again)
    team.refresh_from_db()
    assert team.referent_id is None  # its members have moved
    actions.undo_merge(merge_id=done.pk, by=SYSTEM, now=LATER)
    team.refresh_from_db()
    assert team.referent_id == daughter
