"""What may happen at two desks of one house, a step at a time, told to the plain model as it is
done to the rows. ``test_model.py`` draws the steps and judges after each."""

from collections.abc import Callable, Collection
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from maillon.apps.accounts.queries import viewer_of
from maillon.apps.desk import actions
from maillon.apps.desk.actions import Receiver, Replacement
from maillon.apps.desk.models import Assignment, Callback, Need, Offer, ServiceRequest, Shift
from maillon.apps.directory.models import Responder
from maillon.apps.messaging.actions import receive
from maillon.apps.messaging.models import OutboxMessage
from maillon.errors import NotFound, Refused
from maillon.kernel import jobs
from maillon.kernel.access import AccountViewer
from maillon.kernel.chance import new_id
from tests.apps.desk.plain import Asked, Place, Plain, Said
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY

__all__ = ["Lived"]

WHICH = st.integers(0, 30)
WORDS = {"yes": "OUI", "no": "NON", "back": "je me désiste", "done": "FAIT"}
SAYS = st.sampled_from(list(WORDS))
ANY = ("open", "accepted", "expired", "declined", "taken", "withdrawn")
OFTEN = {"yes": ANY[:3], "back": ANY[1:2], "no": ANY[:2], "done": ANY[1:2]}
NUMBERS = st.sampled_from([(), (), (1,), (2,), (1, 2), (2, 3)])
LATE = timedelta(days=2)


def attempted(act: Callable[[], object]) -> bool:
    """What cannot be done now is refused, and nothing is written."""
    try:
        with transaction.atomic():
            act()
    except (Refused, NotFound):
        return False
    return True


def one(rows: Any, which: int) -> Any:
    found = list(rows.order_by("pk"))
    return found[which % len(found)] if found else None


class World(RuleBasedStateMachine):
    """Calls, drafts and time. What the model remembers is a handful of plain values."""

    @initialize()
    def opens(self) -> None:
        self.block = transaction.atomic()
        self.block.__enter__()
        self.world = situations.saint_chamond()
        other = situations.desk(
            "Poste voisin", "Voisin", ("26107",), organization=self.world.desk.organization
        )
        voice = viewer_of(situations.account("Paul Voisin", other), now=MORNING)
        self.agents = {self.world.desk.pk: self.world.by, other.pk: voice}
        self.now, self.turn = MORNING, count(1)
        self.heard: list[tuple[UUID, object, int]] = []
        self.holds: dict[UUID, UUID] = {}  # request → the desk it is at
        self.drafts: dict[Any, dict[str, Any]] = {}
        self.said: list[Said] = []
        self.plain = Plain()
        self.replaced: dict[UUID, UUID] = {}  # need that goes on → who does not
        self.waiting: dict[UUID, tuple[str, str]] = {}  # offers still unanswered a step ago
        self.calls()
        self.house_calls()

    def teardown(self) -> None:
        if hasattr(self, "block"):
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    def by(self, request_id: UUID) -> AccountViewer:
        """The agent of the desk where that request should be."""
        return self.agents[self.holds[request_id]]

    def learns(self, request: ServiceRequest) -> None:
        """What a request asks for, need by need; where it was received and is."""
        if request.pk not in self.holds:
            self.heard.append((request.received_desk_id, request.day, request.number))
            self.holds[request.pk] = request.desk_id
        for need in request.needs.exclude(pk__in=list(self.plain.needs)):
            self.plain.needs[need.pk] = {
                shift.number: Place(shift.seats, shift.starts_at, shift.ends_at)
                for shift in need.shifts.all()
            }

    @rule(urgency=st.sampled_from(["immediate", "today", "planned"]), usual=st.booleans())
    def calls(self, urgency: str = "today", usual: bool = True) -> None:
        carers = (self.world.usual.pk,) if usual else ()
        self.learns(
            situations.request_received(
                self.world, self.now, duplicate_seen=True, urgency=urgency, usual=carers
            )
        )

    @rule(seats=st.integers(1, 2), nights=st.integers(1, 3), sorted_=st.booleans())
    def house_calls(self, seats: int = 2, nights: int = 2, sorted_: bool = True) -> None:
        """Several carers for several nights; mostly searched at once."""
        first = self.now.date() + timedelta(days=1)
        asked = situations.for_ehpad(
            needs=(situations.nights(seats, nights, first),), duplicate_seen=True
        )
        request = situations.request_received(self.world, self.now, **asked)
        self.learns(request)
        if sorted_:
            actions.triage_for_care(request_id=request.pk, by=self.world.by, now=self.now)

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
        if request := one(ServiceRequest.objects.filter(triaged_at=None), which):
            attempted(
                lambda: actions.triage_for_care(
                    request_id=request.pk, by=self.by(request.pk), now=self.now
                )
            )

    @rule(minutes=st.sampled_from([1, 20, 45, 300, 900]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        while jobs.run_due(self.now, limit=200):
            pass
        OutboxMessage.objects.filter(state="queued").update(
            state="sent", sent_at=self.now, provider="essai", provider_id="essai"
        )


class Spoken(World):
    """What carers type, and when it comes."""

    @rule(which=WHICH, bare=st.booleans(), numbers=NUMBERS)
    def carer_says_yes(self, which: int, bare: bool, numbers: tuple[int, ...]) -> None:
        """She answers at once, by the code of one of her offers or without."""
        if said := self._typed("yes", OFTEN["yes"], which, bare, numbers):
            self._arrives(said, "a")

    @rule(which=WHICH, bare=st.booleans(), numbers=NUMBERS)
    def carer_gives_back(self, which: int, bare: bool, numbers: tuple[int, ...]) -> None:
        if said := self._typed("back", OFTEN["back"], which, bare, numbers):
            self._arrives(said, "a")

    @rule(which=WHICH, intent=st.sampled_from(["no", "done"]), bare=st.booleans(), numbers=NUMBERS)
    def carer_says(self, which: int, intent: str, bare: bool, numbers: tuple[int, ...]) -> None:
        if said := self._typed(intent, OFTEN[intent], which, bare, numbers):
            self._arrives(said, "a")

    @rule(which=WHICH, intent=SAYS, bare=st.booleans(), numbers=NUMBERS)
    def carer_types(self, which: int, intent: str, bare: bool, numbers: tuple[int, ...]) -> None:
        """About any offer, whatever became of it; the network is late."""
        self._typed(intent, ANY, which, bare, numbers)

    def _typed(
        self, intent: str, states: Collection[str], which: int, bare: bool, numbers: tuple[int, ...]
    ) -> Said | None:
        offers = Offer.objects.select_related("responder").filter(state__in=states)
        if (offer := one(offers, which)) is None:
            return None
        numbers, code = () if intent == "no" else numbers, "" if bare else offer.code
        words = " ".join([WORDS[intent], code, " et ".join(map(str, numbers))]).split()
        said = Said(
            next(self.turn), offer.responder_id, offer.responder.phone, intent, " ".join(words),
            self.now, code, frozenset(numbers),
        )  # fmt: skip
        self.said.append(said)
        return said

    @rule(which=WHICH, name=st.sampled_from("ab"))
    def message_arrives(self, which: int, name: str) -> None:
        """Any of them, in any order, again, or under another id."""
        if self.said:
            self._arrives(self.said[which % len(self.said)], name)

    def _arrives(self, said: Said, name: str) -> None:
        asked = self._asked(said.who)
        identifier = f"{said.turn}-{name}"
        self.plain.arrives(said, identifier, asked, self.now)
        outcome = receive(
            provider="essai", provider_id=identifier, phone=said.phone,
            body=said.text, received_at=said.at, now=self.now,
        )  # fmt: skip
        assert outcome != "pending"

    def _asked(self, who: UUID) -> list[Asked]:
        """What her telephone may answer: what is open, else what ended lately; what she holds."""
        hers = Offer.objects.filter(responder=who).select_related("shift").order_by("made_at")
        running = Q(assignments__withdrawn_at=None, assignments__begun_at=None)
        held = hers.filter(running, state="accepted").distinct()
        ended = hers.filter(state="expired", need__state="searching", made_at__gt=self.now - LATE)
        live = list(hers.filter(state="open")) or list(ended)
        return [
            Asked(
                offer.pk, offer.need_id, offer.code, offer in held,
                offer.shift.number if offer.shift else None,
                offer.answered_at if offer.answer_channel == "call" else None,
            )
            for offer in (*live, *held)
        ]  # fmt: skip


class Lived(Spoken):
    """What agents do, on the telephone and on their page."""

    @rule(which=WHICH, numbers=st.sets(st.integers(1, 3), max_size=2))
    def carer_says_yes_on_the_phone(self, which: int, numbers: Collection[int]) -> None:
        """An agent calls whoever was asked, or asks again whoever said no."""
        offers = Offer.objects.filter(state__in=("open", "expired", "declined"))
        if (offer := one(offers.select_related("need", "shift"), which)) is None:
            return
        need, who = offer.need_id, offer.responder_id
        only = offer.shift.number if offer.shift else None
        may = self.plain.may(need, who, self.now, only, again=True)
        wanted = [n for n in may if n in numbers] if numbers else may if len(may) == 1 else []
        shifts = Shift.objects.filter(need=need, number__in=list(numbers))
        named = set(shifts.values_list("pk", flat=True)) if numbers else None
        if attempted(
            lambda: actions.accept_offer(
                offer_id=offer.pk, channel="call", by=self.by(offer.need.request_id),
                now=self.now, shifts=named,
            )
        ) and self.plain.searched(need):  # fmt: skip
            self.plain.sits(need, who, wanted, offer.pk)

    @rule(which=WHICH, carer=WHICH, instead=st.booleans())
    def agent_places(self, which: int, carer: int, instead: bool) -> None:
        """Somebody in a seat of a night, or in that of somebody else."""
        shift = one(Shift.objects.filter(starts_at__isnull=False).select_related("need"), which)
        who = one(Responder.objects.all(), carer)
        if shift is None:
            return
        held = one(shift.assignments.filter(withdrawn_at=None), carer) if instead else None
        placed = attempted(
            lambda: actions.place_carer(
                shift_id=shift.pk, responder_id=who.pk, by=self.by(shift.need.request_id),
                now=self.now, instead_of=held.pk if held else None,
            )
        )  # fmt: skip
        if not placed:
            return
        if held:
            self.plain.leaves(shift.need_id, held.responder_id, [shift.number])
        assert self.plain.needs[shift.need_id][shift.number].free, "one seat, one carer"
        sat = Assignment.objects.get(shift=shift, responder=who, withdrawn_at=None)
        self.plain.sits(shift.need_id, who.pk, [shift.number], sat.offer_id)

    @rule(which=WHICH, partly=st.booleans())
    def agent_gives_up(self, which: int, partly: bool) -> None:
        """The seats still free, or the whole need."""
        if (need := one(Need.objects.all(), which)) is None:
            return
        by = self.by(need.request_id)
        if not partly:
            if attempted(
                lambda: actions.cancel_need(need_id=need.pk, reason="solved", by=by, now=self.now)
            ):
                self.plain.ends(need.pk)
        elif attempted(lambda: actions.give_up_seats(need_id=need.pk, by=by, now=self.now)):
            self.plain.gives_up(need.pk)

    @rule(which=WHICH, day=st.integers(0, 2))
    def carer_is_replaced(self, which: int, day: int) -> None:
        """Who comes already cannot go on."""
        begun = Assignment.objects.filter(begun_at__isnull=False, withdrawn_at=None)
        if (held := one(begun.select_related("need"), which)) is None:
            return
        new = Replacement(
            held.pk, max(self.now.date(), TODAY + timedelta(1)) + timedelta(day), "sick"
        )
        by = self.by(held.need.request_id)
        if attempted(lambda: actions.replace_carer(new=new, by=by, now=self.now)):
            rest = Need.objects.get(renews=held.need_id, replaces="sick", state="searching")
            self.replaced[rest.pk] = held.responder_id
            self.learns(rest.request)

    @rule(which=WHICH)
    def request_goes_to_the_other_desk(self, which: int) -> None:
        """With a word; whoever gave it no longer sees it."""
        if (request := one(ServiceRequest.objects.open(), which)) is None:
            return
        giver = self.by(request.pk)
        (to,) = [desk for desk in self.agents if desk != request.desk_id]
        actions.relay_request(
            request_id=request.pk, to=Receiver(desk_id=to), word="suite", by=giver, now=self.now
        )
        self.holds[request.pk] = to
        assert not attempted(
            lambda: actions.take_request(request_id=request.pk, by=giver, now=self.now)
        )
        actions.take_request(request_id=request.pk, by=self.by(request.pk), now=self.now)

    @rule(which=WHICH, outcome=st.sampled_from(["reached", "no_answer", "begun", "colleague"]))
    def agent_calls(self, which: int, outcome: str) -> None:
        owed = one(
            Callback.objects.filter(closed_at=None).select_related("assignment__shift"), which
        )
        if owed is None:
            return
        told = attempted(
            lambda: actions.record_outcome(
                callback_id=owed.pk, outcome=outcome, by=self.by(owed.request_id), now=self.now
            )
        )
        if told and outcome == "begun":
            place = self.plain.needs[owed.assignment.need_id][owed.assignment.shift.number]
            place.held[owed.assignment.responder_id].begun = True

    @rule(which=WHICH)
    def second_agent_is_too_late(self, which: int) -> None:
        if closed := one(Callback.objects.exclude(closed_at=None), which):
            before = (closed.outcome, closed.closed_at)
            assert not attempted(
                lambda: actions.record_outcome(
                    callback_id=closed.pk, outcome="colleague", by=self.by(closed.request_id),
                    now=self.now,
                )
            )  # fmt: skip
            closed.refresh_from_db()
            assert (closed.outcome, closed.closed_at) == before

    @rule(which=WHICH)
    def agent_is_impatient(self, which: int) -> None:
        if need := one(Need.objects.all(), which):
            by = self.by(need.request_id)
            attempted(lambda: actions.hasten(need_id=need.pk, by=by, now=self.now))
