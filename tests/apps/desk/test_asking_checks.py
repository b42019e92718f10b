"""Whom the desk asked, and what she was told, as the rows prove it (maillon verify)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from maillon.apps.desk import actions
from maillon.apps.desk.asking_checks import ASKING
from maillon.apps.desk.models import Desk, Offer, ServiceRequest
from maillon.apps.directory.actions import declare_coverage, pause
from maillon.apps.directory.models import CoverageArea, CoverageCommune, Responder
from maillon.apps.messaging.actions import inbox
from maillon.apps.messaging.models import InboundMessage, OptOut, OutboxMessage
from maillon.kernel import jobs
from maillon.kernel.access import SYSTEM
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=3)
REPLIED = MORNING + timedelta(hours=2, minutes=10)
LONG_BEFORE = MORNING - timedelta(days=30)


def left() -> None:
    """Every message has left."""
    OutboxMessage.objects.filter(state="queued").update(
        state="sent", sent_at=LATER, provider="essai", provider_id="essai"
    )


def said(offer: Offer, body: str) -> InboundMessage:
    phone, moment = offer.responder.phone, REPLIED
    inbox.receive(
        provider="essai", provider_id=body, phone=phone, body=body, received_at=moment, now=moment
    )
    return InboundMessage.objects.get(provider_id=body)


@pytest.fixture
def world() -> DeskWorld:
    """The usual carer stayed silent; the zone was asked for two persons, and one said yes."""
    CoverageArea.objects.update(declared_at=LONG_BEFORE)
    world = situations.saint_chamond()
    for _ in range(2):
        situations.request_searching(world, duplicate_seen=True)
    left()
    jobs.run_due(MORNING + timedelta(hours=2, minutes=2))
    left()
    first = asked()
    assert said(first, f"OUI {first.code}").outcome == "accepted"
    left()
    return world


def asked() -> Offer:
    """One offer of the zone among two on the same telephone."""
    zone = Offer.objects.filter(wave__kind="zone", state="open", channel="sms")
    return zone.select_related("responder", "need__request").earliest(
        "need__request__number", "rank"
    )


def lost() -> Offer:
    return Offer.objects.filter(state="taken", channel="sms", wave__kind="zone").earliest("rank")


def a_loser_was_forgotten(world: DeskWorld) -> None:
    OutboxMessage.objects.filter(
        about_kind="offer_ended", phone_index=lost().responder.phone_index
    ).delete()


def her_zone_is_elsewhere(world: DeskWorld) -> None:
    CoverageArea.objects.filter(responder=asked().responder).update(declared_at=LONG_BEFORE)
    CoverageCommune.objects.filter(responder=asked().responder).delete()


def she_had_said_stop(world: DeskWorld) -> None:
    OptOut.objects.create(phone_index=asked().responder.phone_index, since=LONG_BEFORE)


def it_was_night(world: DeskWorld) -> None:
    quiet = {"quiet_start": "00:00", "quiet_end": "23:59"}
    Desk.objects.filter(pk=world.desk.pk).update(policy=quiet)


def nobody_counted_her_offers(world: DeskWorld) -> None:
    offer = asked()
    for reason in offer.reasons:
        if reason["code"] == "fairness":
            reason["data"]["offers"] = 7
    offer.save(update_fields=["reasons"])


def a_bare_yes_chose(world: DeskWorld) -> None:
    inbound = InboundMessage.objects.get(outcome="accepted")
    inbound.body = "Oui"
    inbound.save(update_fields=["body"])


BREACHES: dict[str, Callable[[DeskWorld], None]] = {
    "I4 un mot est parti": a_loser_was_forgotten,
    "I9 jamais hors de sa zone": her_zone_is_elsewhere,
    "I9 jamais après un STOP ou une absence dite": she_had_said_stop,
    "I9 jamais aux heures de repos": it_was_night,
    "I10 sa part de la semaine est comptée": nobody_counted_her_offers,
    "I12 un oui sans référence ne prend rien": a_bare_yes_chose,
}


def broken() -> dict[str, list[str]]:
    return {name: lines for name, check in ASKING.items() if (lines := list(check(LATER)))}


def test_every_check_has_its_breach_here() -> None:
    assert set(BREACHES) == set(ASKING)


@pytest.mark.parametrize("name", BREACHES)
def test_a_breach_is_seen_alone_and_names_nobody(world: DeskWorld, name: str) -> None:
    assert broken() == {}
    BREACHES[name](world)
    found = broken()
    assert set(found) == {name}
    assert not any("Fournier" in line or "Suzanne" in line for line in found[name])


def test_i4_a_word_that_does_not_leave_is_no_word(world: DeskWorld) -> None:
    words = OutboxMessage.objects.filter(
        about_kind="offer_ended", phone_index=lost().responder.phone_index
    )
    words.update(state="queued", created_at=LATER - timedelta(minutes=16), sent_at=None)
    assert set(broken()) == {"I4 un mot est parti"}


def test_i9_an_absence_said_long_before_is_seen_and_one_said_since_is_not(world: DeskWorld) -> None:
    hers = Responder.objects.filter(pk=asked().responder_id)
    hers.update(availability="no", availability_declared_at=LATER)
    assert broken() == {}
    hers.update(availability_declared_at=LONG_BEFORE)
    assert set(broken()) == {"I9 jamais après un STOP ou une absence dite"}


def test_i9_what_she_changes_after_the_offer_is_no_breach(world: DeskWorld) -> None:
    who = asked().responder_id
    situations.commune("42186")
    declare_coverage(
        responder_id=who, kind="communes", shape={"communes": ["42186"]}, by=SYSTEM, now=LATER
    )
    pause(responder_id=who, until=LATER + timedelta(days=3), by=SYSTEM, now=LATER)
    OptOut.objects.create(phone_index=asked().responder.phone_index, since=LATER)
    assert broken() == {}


def test_i12_a_yes_to_the_only_offer_left_is_no_guess(world: DeskWorld) -> None:
    a_bare_yes_chose(world)
    other = ServiceRequest.objects.exclude(needs__state="found").get()
    actions.cancel_need(need_id=other.needs.get().pk, reason="solved", by=world.by, now=LATER)
    assert broken() == {}, "nothing says any more that it was open then"


def test_i4_who_lost_the_one_night_she_was_asked_about_is_told_though_others_are_searched(
    world: DeskWorld,
) -> None:
    Responder.objects.update(live_limit=9)
    nights = situations.nights(1, 2)
    request = situations.request_searching(world, LATER, **situations.for_ehpad(needs=(nights,)))
    left()
    first, *others = Offer.objects.filter(need__request=request, state="open").order_by("rank")
    night = first.need.shifts.get(number=1)
    Offer.objects.filter(pk__in=[one.pk for one in others]).update(shift=night)
    actions.accept_offer(offer_id=first.pk, channel="link", by=SYSTEM, now=LATER, shifts={night.pk})
    left()
    words = OutboxMessage.objects.filter(template="taken", params__reference=request.reference)
    assert words.exists()
    assert broken() == {}
    words.update(state="cancelled")
    assert set(broken()) == {"I4 un mot est parti"}


def test_i4_who_was_told_on_the_page_that_nothing_is_left_for_her_waits_for_no_word(
    world: DeskWorld,
) -> None:
    Responder.objects.update(live_limit=9)
    asked = situations.for_ehpad(needs=(situations.nights(1, 1),), duplicate_seen=True)
    here, there = (situations.request_searching(world, LATER, **asked) for _ in range(2))
    left()
    nurse = world.zone[0]
    offers = Offer.objects.filter(responder=nurse, state="open")
    for request, expected in ((here, "accepted"), (there, "taken")):
        offer = offers.get(need__request=request)
        said = actions.accept_offer(offer_id=offer.pk, channel="link", by=SYSTEM, now=LATER)
        assert said.kind == expected, "the same night, in two houses"
    other = Offer.objects.get(need__request=there, responder=world.zone[1])
    actions.accept_offer(offer_id=other.pk, channel="link", by=SYSTEM, now=LATER)
    left()
    assert broken() == {}
