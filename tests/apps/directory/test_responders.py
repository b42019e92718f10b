from datetime import timedelta

import pytest

from maillon.apps.directory.actions import (
    declare_availability,
    enrol,
    opt_in,
    opt_out,
    pause,
)
from maillon.apps.directory.models import Responder
from maillon.apps.directory.queries import responder as card_of
from maillon.apps.directory.queries import responders_behind
from maillon.errors import NotAllowed, NotFound, Refused
from maillon.kernel.access import SYSTEM, AccountViewer, LinkViewer, Role
from maillon.kernel.chance import new_id
from maillon.kernel.crypto import blind_index
from tests.apps.directory.ground import GIER, NOW, bring_in, responder, role

pytestmark = pytest.mark.django_db
AGENT = AccountViewer(new_id(), roles=(Role("agent", new_id()),))
STRANGER = AccountViewer(new_id(), roles=(Role("practitioner", new_id()),))


def test_enrolling_makes_a_role_askable_on_its_line() -> None:
    bring_in(GIER)
    there = role()
    pk = enrol(role_id=there.pk, phone="06 12 34 56 78", takes=["dressing"], by=AGENT, now=NOW)
    told = card_of(AGENT, pk)
    assert (told.phone, told.takes, told.enrolled_at) == ("+33612345678", ("dressing",), NOW)
    assert (told.profession, told.commune_insee) == (there.profession, there.commune_id)
    found = responders_behind(SYSTEM, blind_index("phone", "+33612345678"))
    assert [one.id for one in found] == [pk]


def test_enrolling_again_renews_the_line_and_keeps_the_rest() -> None:
    bring_in(GIER)
    there = role()
    first = enrol(role_id=there.pk, phone="0612345678", takes=None, by=AGENT, now=NOW)
    opt_out(phone_index=blind_index("phone", "+33612345678"), by=SYSTEM, now=NOW)
    later = NOW + timedelta(days=3)
    assert enrol(role_id=there.pk, phone="0698765432", takes=None, by=AGENT, now=later) == first
    told = card_of(AGENT, first)
    assert (told.phone, told.enrolled_at, told.opted_out_at) == ("+33698765432", NOW, NOW)


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("06.12.34.56.78", "+33612345678"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("0033612345678", "+33612345678"),
        ("0692 12 34 56", "+262692123456"),
        ("06 39 98 01 66", "+33639980166"),  # a range for films and demonstrations
        ("+32 470 12 34 56", "+32470123456"),
        ("", ""),
    ],
)
def test_a_line_has_one_spelling(written: str, stored: str) -> None:
    bring_in(GIER)
    pk = enrol(role_id=role().pk, phone=written, takes=None, by=AGENT, now=NOW)
    told = card_of(AGENT, pk)
    assert (told.phone, told.sms_ok) == (stored, bool(stored))


@pytest.mark.parametrize("written", ["12", "06 12 34", "numéro", "0612345678901"])
def test_what_is_no_telephone_is_refused(written: str) -> None:
    bring_in(GIER)
    with pytest.raises(Refused, match="phone_unreadable"):
        enrol(role_id=role().pk, phone=written, takes=None, by=AGENT, now=NOW)
    assert not Responder.objects.exists()


def test_an_ended_practice_cannot_be_enrolled() -> None:
    bring_in(GIER)
    there = role()
    there.ended_on = NOW.date()
    there.save()
    with pytest.raises(Refused, match="role_ended"):
        enrol(role_id=there.pk, phone="", takes=None, by=AGENT, now=NOW)


def test_only_desks_and_administrators_enrol() -> None:
    bring_in(GIER)
    there = role()
    for other in (STRANGER, LinkViewer("offer", new_id(), new_id())):
        with pytest.raises(NotAllowed):
            enrol(role_id=there.pk, phone="", takes=None, by=other, now=NOW)
    with pytest.raises(NotFound):
        enrol(role_id=new_id(), phone="", takes=None, by=AGENT, now=NOW)


def test_availability_keeps_its_day_and_the_way_it_came() -> None:
    bring_in(GIER)
    who = responder()
    herself = AccountViewer(new_id(), responder_ids=frozenset({who.pk}))
    ways = (
        (SYSTEM, "par SMS"),
        (LinkViewer("offer", new_id(), who.pk), "en un geste sur son téléphone"),
        (herself, "depuis son compte"),
        (AGENT, "au téléphone, noté par le poste"),
    )
    for by, words in ways:
        declare_availability(
            responder_id=who.pk, availability="yes", weekly_capacity=3, by=by, now=NOW
        )
        told = card_of(SYSTEM, who.pk)
        assert (told.availability, told.availability_declared_at) == ("yes", NOW)
        assert (told.availability_origin, told.weekly_capacity) == (words, 3)


def test_an_impossible_availability_is_refused() -> None:
    bring_in(GIER)
    who = responder()
    with pytest.raises(Refused, match="availability_unknown"):
        declare_availability(responder_id=who.pk, availability="peut-être", by=SYSTEM, now=NOW)
    with pytest.raises(Refused, match="capacity_out_of_range"):
        declare_availability(
            responder_id=who.pk, availability="yes", weekly_capacity=-1, by=SYSTEM, now=NOW
        )


def test_a_pause_ends_in_the_future_or_at_once() -> None:
    bring_in(GIER)
    who = responder()
    until = NOW + timedelta(days=2)
    pause(responder_id=who.pk, until=until, by=SYSTEM, now=NOW)
    assert card_of(SYSTEM, who.pk).paused_until == until
    with pytest.raises(Refused, match="pause_in_the_past"):
        pause(responder_id=who.pk, until=NOW, by=SYSTEM, now=NOW)
    pause(responder_id=who.pk, until=None, by=SYSTEM, now=NOW)
    assert card_of(SYSTEM, who.pk).paused_until is None


def test_nobody_declares_for_a_stranger() -> None:
    bring_in(GIER)
    who, other = responder(1), responder(2)
    hers = AccountViewer(new_id(), responder_ids=frozenset({other.pk}))
    with pytest.raises(NotFound):
        declare_availability(responder_id=who.pk, availability="no", by=hers, now=NOW)
    with pytest.raises(NotFound):
        pause(responder_id=who.pk, until=None, by=LinkViewer("offer", new_id(), other.pk), now=NOW)


def test_stop_holds_for_everybody_behind_the_line_until_it_is_taken_back() -> None:
    bring_in(GIER)
    responder(1), responder(2)
    assert opt_out(phone_index="index-of-a-line", by=SYSTEM, now=NOW) == 2
    later = NOW + timedelta(hours=1)
    assert opt_out(phone_index="index-of-a-line", by=SYSTEM, now=later) == 0
    assert set(Responder.objects.values_list("opted_out_at", flat=True)) == {NOW}
    assert opt_in(phone_index="index-of-a-line", by=SYSTEM, now=later) == 2
    assert opt_out(phone_index="", by=SYSTEM, now=NOW) == 0


def test_a_line_is_shown_to_its_owner_and_to_desks_only() -> None:
    bring_in(GIER)
    who, other = responder(1), responder(2)
    herself = AccountViewer(new_id(), responder_ids=frozenset({who.pk}))
    another = AccountViewer(new_id(), responder_ids=frozenset({other.pk}))
    assert card_of(herself, who.pk).phone == card_of(AGENT, who.pk).phone == "+33612345678"
    assert card_of(another, who.pk).phone == card_of(STRANGER, who.pk).phone == ""
    with pytest.raises(NotFound):
        card_of(AGENT, new_id())
