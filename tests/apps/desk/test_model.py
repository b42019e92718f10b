"""The desk against a plain model: calls, waves, replies late, doubled and out of order, seats
given back, words owed, time passing. After each step every invariant holds, one by one by its id.

``MAILLON_MODEL_EXAMPLES=500`` plays longer than the build does.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
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

from maillon.apps.desk import actions
from maillon.apps.desk.models import Assignment, Callback, Need, Offer, ServiceRequest
from maillon.apps.desk.queries.drafts import draft_state
from maillon.apps.messaging.actions import receive
from maillon.apps.messaging.models import OutboxMessage
from maillon.errors import NotFound, Refused
from maillon.kernel import jobs
from maillon.kernel.chance import new_id
from maillon.kernel.crypto import blind_index
from maillon.project.invariants import ALL
from tests.factories import desk as situations
from tests.factories.desk import MORNING

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WHICH = st.integers(0, 30)
WORDS = st.sampled_from(["OUI {code}", "oui", "NON {code}", "je me désiste {code}", "FAIT {code}"])


@dataclass(frozen=True)
class Said:
    """A message typed by a carer that has not arrived yet, or may arrive again."""

    number: int
    phone: str
    text: str
    at: datetime


def attempted(act: Callable[[], object]) -> bool:
    """What cannot be done now is refused, and nothing is written."""
    try:
        with transaction.atomic():
            act()
    except (Refused, NotFound):
        return False
    return True


class Lived(RuleBasedStateMachine):
    """What the model remembers is a handful of plain values."""

    @initialize()
    def opens(self) -> None:
        self.block = transaction.atomic()
        self.block.__enter__()
        self.world = situations.saint_chamond()
        self.now, self.turn = MORNING, count(1)
        self.heard: list[tuple[object, int]] = []
        self.drafts: dict[Any, dict[str, Any]] = {}
        self.said: list[Said] = []
        self.doubted = False
        self.calls()

    def teardown(self) -> None:
        if hasattr(self, "block"):
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    def one(self, rows: Any, which: int) -> Any:
        found = list(rows.order_by("pk"))
        return found[which % len(found)] if found else None

    @rule(urgency=st.sampled_from(["immediate", "today", "planned"]), usual=st.booleans())
    def calls(self, urgency: str = "today", usual: bool = True) -> None:
        carers = (self.world.usual.pk,) if usual else ()
        request = situations.request_received(
            self.world, self.now, duplicate_seen=True, urgency=urgency, usual=carers
        )
        self.heard.append((request.day, request.number))

    @rule(text=st.text("abcé ", max_size=8))
    def types_a_draft(self, text: str) -> None:
        draft, typed = new_id(), {"note": [text]}
        actions.save_draft(
            draft_id=draft, desk_id=self.world.desk.pk, payload=typed, phone="",
            by=self.world.by, now=self.now,
        )  # fmt: skip
        self.drafts[draft] = typed

    @rule(which=WHICH)
    def triages(self, which: int) -> None:
        if request := self.one(ServiceRequest.objects.filter(triaged_at=None), which):
            attempted(
                lambda: actions.triage_for_care(
                    request_id=request.pk, by=self.world.by, now=self.now
                )
            )

    @rule(which=WHICH, words=WORDS)
    def carer_types(self, which: int, words: str) -> None:
        if offer := self.one(Offer.objects.select_related("responder"), which):
            said = Said(next(self.turn), offer.responder.phone, words.format(code=offer.code),
                        self.now)  # fmt: skip
            self.said.append(said)

    @rule(which=WHICH, name=st.sampled_from("ab"))
    def message_arrives(self, which: int, name: str) -> None:
        """Any of them, in any order, again, or under another id."""
        if not self.said:
            return
        said = self.said[which % len(self.said)]
        bare = said.text == "oui"
        doubtful = bare and self._open_on(said.phone) > 1
        seats = Assignment.objects.count()
        outcome = receive(
            provider="essai", provider_id=f"{said.number}-{name}", phone=said.phone,
            body=said.text, received_at=said.at, now=self.now,
        )  # fmt: skip
        assert outcome != "pending"
        self.doubted = doubtful and Assignment.objects.count() > seats

    def _open_on(self, phone: str) -> int:
        index = blind_index("phone", phone)
        return Offer.objects.filter(responder__phone_index=index, state="open").count()

    @rule(which=WHICH, outcome=st.sampled_from(["reached", "no_answer", "begun", "colleague"]))
    def agent_calls(self, which: int, outcome: str) -> None:
        if owed := self.one(Callback.objects.filter(closed_at=None), which):
            attempted(
                lambda: actions.record_outcome(
                    callback_id=owed.pk, outcome=outcome, by=self.world.by, now=self.now
                )
            )

    @rule(which=WHICH)
    def second_agent_is_too_late(self, which: int) -> None:
        if closed := self.one(Callback.objects.exclude(closed_at=None), which):
            before = (closed.outcome, closed.closed_at)
            assert not attempted(
                lambda: actions.record_outcome(
                    callback_id=closed.pk, outcome="colleague", by=self.world.by, now=self.now
                )
            )
            closed.refresh_from_db()
            assert (closed.outcome, closed.closed_at) == before

    @rule(which=WHICH)
    def agent_is_impatient(self, which: int) -> None:
        if need := self.one(Need.objects.all(), which):
            attempted(lambda: actions.hasten(need_id=need.pk, by=self.world.by, now=self.now))

    @rule(minutes=st.sampled_from([1, 20, 45, 300, 900]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        jobs.run_due(self.now, limit=200)
        jobs.run_due(self.now, limit=200)
        OutboxMessage.objects.filter(state="queued").update(
            state="sent", sent_at=self.now, provider="essai", provider_id="essai"
        )


class Desk(Lived):
    """The same, judged after each step."""

    def held(self, name: str) -> None:
        """Every query of this id finds nothing."""
        for said, query in ALL.items():
            if said.split()[0] == name:
                assert list(query(self.now)) == [], said

    @invariant()
    def i1_every_number_heard_is_a_request(self) -> None:
        kept = set(ServiceRequest.objects.values_list("day", "number"))
        assert set(self.heard) <= kept
        self.held("I1")

    @invariant()
    def i2_every_draft_opens_as_it_was_typed(self) -> None:
        for draft, typed in self.drafts.items():
            state = draft_state(self.world.by, draft)
            assert state is not None
            assert state.typed == typed
        self.held("I2")

    @invariant()
    def i12_a_doubt_assigns_nobody(self) -> None:
        assert not self.doubted

    @invariant()
    def i20_as_many_requests_as_numbers_given(self) -> None:
        assert ServiceRequest.objects.count() == len(self.heard)
        self.held("I20")

    @invariant()
    def i3_one_seat_one_carer(self) -> None:
        self.held("I3")

    @invariant()
    def i4_nobody_waits_for_nothing(self) -> None:
        self.held("I4")

    @invariant()
    def i5_every_word_is_owed(self) -> None:
        self.held("I5")

    @invariant()
    def i6_one_owner_one_deadline(self) -> None:
        self.held("I6")

    @invariant()
    def i7_no_timer_sleeps(self) -> None:
        self.held("I7")

    @invariant()
    def i8_usual_carer_first(self) -> None:
        self.held("I8")

    @invariant()
    def i9_only_whom_one_may_ask(self) -> None:
        self.held("I9")

    @invariant()
    def i10_nobody_is_overloaded(self) -> None:
        self.held("I10")

    @invariant()
    def i11_each_yes_once(self) -> None:
        self.held("I11")

    @invariant()
    def i13_given_back_reopens(self) -> None:
        self.held("I13")

    @invariant()
    def i14_every_offer_has_its_message(self) -> None:
        self.held("I14")

    @invariant()
    def i15_undelivered_is_called(self) -> None:
        self.held("I15")

    @invariant()
    def i16_no_timer_rings_early(self) -> None:
        self.held("I16")

    @invariant()
    def i17_no_silent_rewriting(self) -> None:
        self.held("I17")

    @invariant()
    def i18_nothing_without_triage(self) -> None:
        self.held("I18")

    @invariant()
    def i19_shifts_leave_no_doubt(self) -> None:
        self.held("I19")


def test_the_desk_does_what_the_plain_model_says() -> None:
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=int(os.environ.get("MAILLON_MODEL_EXAMPLES", "8")),
            stateful_step_count=16,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
