"""Consent and opposition over time, step by step against a plain model; and what verify holds."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from maillon.apps.care import access, actions
from maillon.apps.care.actions import NewWord
from maillon.apps.care.invariants import INVARIANTS
from maillon.apps.care.models import CareTeam, CareTeamMember, Consent, Patient
from maillon.apps.care.versions import keep_version
from maillon.kernel.access import SYSTEM
from tests.factories.circle import CircleWorld, circle_world
from tests.factories.desk import MORNING

KINDS = ("informed", "recognised", "agreed", "opposed")


class Sharing(RuleBasedStateMachine):
    """A GP outside the structure, and its coordinator inside; the model is a list of words."""

    @initialize()
    def begin(self) -> None:
        self.block = transaction.atomic()
        self.block.__enter__()
        self.world: CircleWorld = circle_world()
        self.gp = self.world.join("gp", practitioner_role_id=self.world.gp.pk)
        self.holder = CareTeamMember.objects.get(role="coordination")
        self.said: list[tuple[str, str, datetime]] = [("informed", "", MORNING)]
        self.now: datetime = MORNING
        self.open = True

    def teardown(self) -> None:
        if hasattr(self, "block"):
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    @rule(kind=st.sampled_from(KINDS), about=st.sampled_from(["", "gp", "holder"]))
    def she_speaks(self, kind: str, about: str) -> None:
        self.now += timedelta(minutes=1)
        member = {"": None, "gp": self.gp.pk, "holder": self.holder.pk}[about]
        actions.record_word(
            patient_id=self.world.patient.pk, member_id=member, word=NewWord(kind, "voice"),
            by=SYSTEM, now=self.now,
        )  # fmt: skip
        self.said.append((kind, about, self.now))

    @rule()
    def the_circle_closes_or_opens(self) -> None:
        self.now += timedelta(minutes=1)
        CareTeam.objects.update(
            closed_at=self.now if self.open else None, closing="settled" if self.open else ""
        )
        keep_version(CareTeam.objects.get(), self.now)
        self.open = not self.open

    def model(self, about: str) -> bool:
        """Whether she reads, told as plainly as can be: the words since the last « no »."""
        standing = {"": False, about: False}
        since: list[tuple[str, str]] = []
        for kind, reach, _ in self.said:
            if reach not in standing:
                continue
            if kind == "opposed":
                standing[reach], since = True, []
                continue
            if kind in ("agreed", "recognised"):
                standing[reach] = False
            since.append((kind, reach))
        if any(standing.values()) or not self.open:
            return False
        own = {kind for kind, reach in since if reach == about}
        team = about == "holder" or "recognised" in own
        return bool(since) if team else "agreed" in own

    @invariant()
    def who_reads_is_who_the_words_let_read(self) -> None:
        patient = self.world.patient.pk
        for viewer, about in ((self.world.gp_viewer, "gp"), (self.world.by, "holder")):
            seen = bool(access.grants_on(viewer, patient, self.now))
            assert seen == self.model(about), (about, self.said)

    @invariant()
    def what_verify_asks_holds(self) -> None:
        found = [line for one in INVARIANTS.values() for line in one(self.now)]
        assert found == []


@pytest.mark.django_db
def test_over_time_she_reads_exactly_while_the_words_let_her() -> None:
    run_state_machine_as_test(
        Sharing,
        settings=settings(
            max_examples=12, stateful_step_count=12, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def broken(name: str) -> list[str]:
    return list(next(one for key, one in INVARIANTS.items() if key.startswith(name))(MORNING))


def paper_without_a_scan(world: CircleWorld) -> None:
    """Written, not changed: the database itself refuses to change a word."""
    Consent.objects.create(
        patient=world.patient, kind="informed", means="paper", said_at=MORNING,
        recorded_at=MORNING, recorded_by_kind="system", recorded_by_id="-",
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("INS-1", lambda w: Patient.objects.update(name_index="x")),
        ("INS-2", lambda w: Patient.objects.update(status="QUAL")),
        ("P3", paper_without_a_scan),
        ("P2", lambda w: Consent.objects.all().delete()),
    ],
)
def test_each_invariant_sees_what_breaks_it(name: str, change: Any) -> None:
    world = circle_world()
    assert broken(name) == []
    change(world)
    assert broken(name)


@pytest.mark.django_db
def test_a_file_that_leads_elsewhere_without_a_merge_is_seen() -> None:
    world, other = circle_world(), circle_world("Ailleurs")
    Patient.objects.filter(pk=other.patient.pk).update(merged_into=world.patient)
    assert len(broken("INS-3")) >= 1
