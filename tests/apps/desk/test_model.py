"""The desk against a plain model: calls, houses that want several carers for several nights,
waves, replies late, doubled and out of order, seats given back, requests passed to another desk,
words owed, time passing. After each step everybody sits where dicts and sets say (``plain.py``)
and every invariant holds, one by one by its id.

``MAILLON_MODEL_EXAMPLES=500`` and ``MAILLON_MODEL_STEPS=50`` play longer than the build does.
"""

import os
from uuid import UUID

import pytest
from django.db.models import Exists, OuterRef
from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from maillon.apps.desk.models import Assignment, Need, Offer, ServiceRequest
from maillon.apps.desk.queries.drafts import draft_state
from maillon.apps.messaging.models import OutboxMessage
from maillon.project.invariants import ALL
from tests.apps.desk.lived import Lived

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LOST = ("taken", "withdrawn", "watch_gone", "too_late")


class Desk(Lived):
    """The same, judged after each step."""

    def held(self, name: str) -> None:
        """Every query of this id finds nothing."""
        for said, query in ALL.items():
            if said.split()[0] == name:
                assert list(query(self.now)) == [], said

    def sitting(self) -> dict[tuple[UUID, int], set[UUID]]:
        """Who sits where, as the rows say."""
        found: dict[tuple[UUID, int], set[UUID]] = {}
        living = Assignment.objects.filter(withdrawn_at=None)
        for need, number, who in living.values_list("need_id", "shift__number", "responder_id"):
            found.setdefault((need, number), set()).add(who)
        return found

    @invariant()
    def i1_every_number_heard_is_a_request(self) -> None:
        kept = set(ServiceRequest.objects.values_list("received_desk_id", "day", "number"))
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
    def i3_one_seat_one_carer(self) -> None:
        """And each of those who said which; i12: nobody by a doubt."""
        assert self.sitting() == self.plain.picture()
        self.held("I3")

    @invariant()
    def i4_nobody_waits_for_nothing(self) -> None:
        """Whoever waited for an answer a step ago, and lost meanwhile, has a word."""
        lost = Offer.objects.filter(pk__in=list(self.waiting), state__in=("taken", "withdrawn"))
        words = OutboxMessage.objects.filter(template__in=LOST, created_at=self.now)
        told = {(word.phone_index, word.params["reference"]) for word in words}
        assert {self.waiting[pk] for pk in lost.values_list("pk", flat=True)} <= told
        left = OutboxMessage.objects.filter(
            about_kind="offer", about_id=OuterRef("pk"), state="sent"
        )
        asked = Offer.objects.filter(Exists(left), state="open", channel="sms")
        fields = ("pk", "responder__phone_index", "need__request__reference")
        self.waiting = {pk: (index, ref) for pk, index, ref in asked.values_list(*fields)}
        self.held("I4")

    @invariant()
    def i5_every_word_is_owed(self) -> None:
        self.held("I5")

    @invariant()
    def i6_one_owner_one_deadline(self) -> None:
        """At the desk it was last given to."""
        assert dict(ServiceRequest.objects.values_list("pk", "desk_id")) == self.holds
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
    def i12_a_doubt_assigns_nobody(self) -> None:
        """The dicts seat nobody by a doubt: `i3` compares; the words kept say the same."""
        self.held("I12")

    @invariant()
    def i13_given_back_reopens(self) -> None:
        """What is free is searched again, but not of whoever gave it back or does not go on."""
        sorted_ = Need.objects.exclude(state="waiting").values_list("pk", "state")
        assert dict(sorted_) == {pk: self.plain.state(pk) for pk, _ in sorted_}
        for offer in Offer.objects.filter(state="open").select_related("shift"):
            assert self.replaced.get(offer.need_id) != offer.responder_id
            places = self.plain.needs[offer.need_id]
            about = [places[offer.shift.number]] if offer.shift else list(places.values())
            assert any(offer.responder_id not in place.gave for place in about)
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

    @invariant()
    def i20_as_many_requests_as_numbers_given(self) -> None:
        """Counted where they were received, wherever they went."""
        assert ServiceRequest.objects.count() == len(self.heard) == len(set(self.heard))
        self.held("I20")


def test_the_desk_does_what_the_plain_model_says() -> None:
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=int(os.environ.get("MAILLON_MODEL_EXAMPLES", "8")),
            stateful_step_count=int(os.environ.get("MAILLON_MODEL_STEPS", "20")),
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
