"""I11, I12, SMS-3: a reply is applied at most once; STOP is obeyed."""

from datetime import datetime

import pytest

from maillon.apps.directory.models import Organization
from maillon.apps.messaging import actions, handlers, phones
from maillon.apps.messaging.models import InboundMessage, OptOut, OutboxMessage
from maillon.errors import Refused
from maillon.kernel import jobs
from tests.apps.messaging.gateway import Gateway
from tests.apps.messaging.situations import (
    NOW,
    OTHER_PHONE,
    PHONE,
    after,
    carer,
    inbound,
    queued,
    said,
    state_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.faults]


@pytest.fixture
def heard() -> list[str]:
    """Bodies that reached the desk, in order."""
    bodies: list[str] = []

    def desk(reply: handlers.InboundReply, now: datetime) -> str:
        bodies.append(reply.body)
        return "accepted"

    handlers.on_reply(desk)
    return bodies


def test_a_reply_reaches_the_desk_with_its_words_and_moment() -> None:
    carer()
    replies: list[handlers.InboundReply] = []
    handlers.on_reply(lambda reply, now: replies.append(reply))
    handlers.on_reply(lambda reply, now: "accepted")
    assert said("OUI 4821") == "accepted"
    [reply] = replies
    assert (reply.body, reply.phone, reply.received_at) == ("OUI 4821", PHONE, NOW)
    assert PHONE not in repr(reply)
    assert "OUI" not in repr(reply)


def test_the_same_message_three_times_is_applied_once(heard: list[str]) -> None:
    carer()
    outcomes = [said("OUI 4821", "m1", at=after(s)) for s in (0, 5, 86_400)]
    assert (outcomes, heard) == (["accepted"] * 3, ["OUI 4821"])
    assert InboundMessage.objects.count() == 1


def test_the_same_text_under_two_ids_is_applied_once(heard: list[str]) -> None:
    carer()
    said("OUI 4821", "m1")
    assert said(" oui  4821 ", "m2", at=after(119)) == "duplicate"
    assert said("oui 4821", "m2", at=after(119)) == "duplicate"
    assert heard == ["OUI 4821"]
    assert inbound() == ["accepted", "duplicate"]


@pytest.fixture
def asked(organization: Organization) -> list[str]:
    """Every word is in doubt, and the desk asks which offer it answers."""
    heard: list[str] = []

    def desk(reply: handlers.InboundReply, now: datetime) -> str:
        heard.append(reply.body)
        actions.queue(
            template="ask_reference", params={"codes": ["1123-014 4821", "1123-015 5930"]},
            phone=PHONE, organization_id=organization.id, key=f"ask:{reply.inbound_id}",
            now=now, about=("inbound", reply.inbound_id),
        )  # fmt: skip
        return "ask_reference"

    handlers.on_reply(desk)
    carer()
    return heard


def test_she_who_repeats_her_word_after_our_question_is_answered_again(
    gateway: Gateway, asked: list[str]
) -> None:
    said("oui", "m1")
    actions.deliver_due(after(2))
    assert said("oui", "m2", at=after(40)) == "duplicate"
    actions.deliver_due(after(42))
    texts = [text for _, text, _ in gateway.accepted]
    assert len(texts) == 2
    assert texts[0] == texts[1]
    assert asked == ["oui"]  # applied once all the same: an offer left alone since is not taken
    said("oui", "m3", at=after(80))
    actions.deliver_due(after(82))
    assert len(gateway.accepted) == 3


def test_a_twin_that_comes_before_our_question_left_asks_nothing_more(
    gateway: Gateway, asked: list[str]
) -> None:
    said("oui", "m1")
    assert said("oui", "m2", at=after(1)) == "duplicate"
    actions.deliver_due(after(2))
    assert len(gateway.accepted) == 1


def test_a_word_taken_back_and_said_again_at_once_is_not_guessed_and_she_is_told(
    gateway: Gateway, asked: list[str]
) -> None:
    for number, words in enumerate(("oui 4821", "non 4821", "oui 4821", "oui 4821")):
        said(words, f"m{number}", at=after(10 * number))
        actions.deliver_due(after(10 * number + 5))
    assert inbound() == ["ask_reference", "ask_reference", "duplicate", "duplicate"]
    assert asked == ["oui 4821", "non 4821"]
    told = [text for _, text, _ in gateway.accepted if "pas compté deux fois" in text]
    assert len(told) == 1, "a twin more tells nothing more"


def test_the_same_text_later_or_from_another_phone_is_another_reply(heard: list[str]) -> None:
    carer()
    carer(OTHER_PHONE, "Cabinet du Pilat")
    said("OUI 4821")
    assert said("OUI 4821", phone=OTHER_PHONE) == "accepted"
    assert said("OUI 4821", at=after(121)) == "accepted"
    assert len(heard) == 3


def test_a_phone_nobody_knows_is_written_down_and_not_applied(heard: list[str]) -> None:
    assert said("OUI 4821") == "unknown_phone"
    assert (heard, inbound()) == ([], ["unknown_phone"])


def test_a_phone_we_wrote_to_is_known(organization: Organization, heard: list[str]) -> None:
    queued(organization)
    assert said("OUI 4821") == "accepted"


def test_a_reply_no_room_claims_is_kept_as_such() -> None:
    carer()
    assert said("bonjour") == "unclaimed"


def test_a_sender_that_is_no_telephone_is_refused() -> None:
    with pytest.raises(Refused, match="sms_phone"):
        said("OUI", phone="Maillon")


def test_a_reply_that_could_not_be_applied_is_applied_later_and_once() -> None:
    carer()
    tries: list[datetime] = []

    def unready(reply: handlers.InboundReply, now: datetime) -> str:
        tries.append(now)
        if len(tries) == 1:
            raise RuntimeError
        return "accepted"

    handlers.on_reply(unready)
    assert said("OUI 4821", "m1") == "pending"
    assert said("OUI 4821", "m1") == "pending"
    assert jobs.run_due(after(21)) == 1
    assert jobs.run_due(after(3600)) == 0
    assert (tries, inbound()) == ([NOW, after(21)], ["accepted"])


def test_once_applied_nothing_is_left_to_do(heard: list[str]) -> None:
    carer()
    said("OUI 4821")
    assert jobs.run_due(after(3600)) == 0
    assert len(heard) == 1


def test_stop_takes_back_what_waits_and_is_confirmed(
    organization: Organization, gateway: Gateway, heard: list[str]
) -> None:
    changes: list[handlers.OptChange] = []
    failed: list[str] = []
    handlers.on_opt_change(lambda change, now: changes.append(change))
    handlers.on_failed(lambda delivery, now: failed.append(delivery.error))
    waiting = queued(organization, not_before=after(3600))
    assert said("Stop.") == "stop"
    actions.deliver_due(after(1))
    [(phone, text, _)] = gateway.accepted
    assert phone == PHONE
    assert "vous ne recevrez plus de SMS" in text
    assert (state_of(waiting), failed) == ("failed", ["opted_out"])
    assert changes == [handlers.OptChange(phones.index(PHONE), True)]
    assert heard == []


def test_start_opens_again(organization: Organization, gateway: Gateway) -> None:
    queued(organization)
    said("STOP")
    assert said("START") == "start"
    assert not OptOut.objects.exists()
    actions.deliver_due(after(1))
    assert len(gateway.accepted) == 2


def test_stop_from_a_phone_nobody_wrote_to_is_obeyed_without_a_word() -> None:
    assert said("STOP") == "stop"
    assert OptOut.objects.get().phone_index == phones.index(PHONE)
    assert not OutboxMessage.objects.exists()


def test_stop_from_a_carer_never_written_to_is_confirmed_by_her_own_house() -> None:
    line = carer()
    said("STOP")
    assert OutboxMessage.objects.get().organization_id == line.organization_id


def test_stop_twice_is_one_opt_out_and_stop_start_stop_is_closed() -> None:
    carer()
    for second, word in enumerate(("STOP", "START", "arrêt")):
        said(word, at=after(second))
    assert OptOut.objects.count() == 1
