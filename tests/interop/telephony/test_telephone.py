"""D9: a switchboard's words are signed, fresh, written once, and shown to the right desk."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from maillon.apps.desk.models import Call, Extension, Presence
from maillon.interop.telephony import incoming
from maillon.kernel import clock, signing
from maillon.kernel.chance import new_id
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
SECRET = "un secret entre machines"
CALLER = "+33477000001"


@pytest.fixture(autouse=True)
def _with_a_secret(settings: Any) -> None:
    settings.MAILLON_PHONE_SECRET = SECRET


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def notice(world: DeskWorld, kind: str = "started", **more: Any) -> dict[str, Any]:
    known = {"type": kind, "desk": str(world.desk.pk), "call": "c-1", "at": MORNING.isoformat()}
    return {**known, "from": CALLER, **more}


def post(
    told: Any, *, secret: str = SECRET, signed_at: datetime = MORNING, body: bytes | None = None
) -> tuple[int, dict[str, str]]:
    """What the switchboard gets when it posts this in the morning."""
    sent = json.dumps(told).encode()
    with clock.frozen(MORNING):
        answer = Client().post(
            reverse("phone-webhook"), sent if body is None else body,
            content_type="application/json", headers=signing.headers(secret, sent, signed_at),
        )  # fmt: skip
    return answer.status_code, answer.json()


def shown(account: Any, at: datetime = MORNING) -> str:
    """What rings on the pages of this agent."""
    client = Client()
    client.force_login(account)
    with clock.frozen(at):
        return client.get(reverse("calls")).content.decode()


def test_a_call_is_written_without_its_number_in_clear(world: DeskWorld) -> None:
    assert post(notice(world)) == (200, {"outcome": "recorded"})
    call = Call.objects.get()
    assert (call.started_at, call.caller_phone) == (MORNING, CALLER)
    stored = Call.objects.values_list("caller_phone", "caller_index").get()
    assert CALLER not in "".join(stored)


@pytest.mark.parametrize(
    "how",
    [
        {"secret": "un autre"},
        {"signed_at": MORNING - timedelta(minutes=6)},
        {"signed_at": MORNING + timedelta(minutes=6)},
        {"body": b'{"type": "started"}'},
    ],
)
def test_a_bad_or_stale_signature_is_refused(world: DeskWorld, how: Mapping[str, Any]) -> None:
    assert post(notice(world), **how)[0] == 401
    assert not Call.objects.exists()


def test_without_a_secret_nothing_is_heard(world: DeskWorld, settings: Any) -> None:
    settings.MAILLON_PHONE_SECRET = ""
    assert post(notice(world), secret="x")[0] == 401


def test_a_replay_changes_nothing(world: DeskWorld) -> None:
    post(notice(world))
    later = notice(
        world, at=(MORNING - timedelta(minutes=1)).isoformat(), **{"from": "+33477000002"}
    )
    assert post(later) == (200, {"outcome": "known"})
    call = Call.objects.get()
    assert (call.started_at, call.caller_phone) == (MORNING, CALLER)


@pytest.mark.parametrize("order", list(permutations(("started", "answered", "ended"))))
def test_words_in_any_order_make_the_same_call(world: DeskWorld, order: tuple[str, ...]) -> None:
    moments = {"started": 0, "answered": 12, "ended": 90}
    for kind in order:
        at = MORNING - timedelta(minutes=5) + timedelta(seconds=moments[kind])
        assert post(notice(world, kind, at=at.isoformat()))[0] == 200
    call = Call.objects.get()
    assert call.started_at
    assert call.answered_at
    assert call.ended_at
    assert (call.answered_at - call.started_at).total_seconds() == 12
    assert shown(world.agent).count("<form") == 0


def test_two_calls_at_once_are_two(world: DeskWorld) -> None:
    post(notice(world))
    post(notice(world, call="c-2", **{"from": "anonymous"}))
    page = shown(world.agent)
    assert page.count("Ouvrir la demande") == 2
    assert "04 77 00 00 01" in page
    assert "numéro masqué" in page


def test_an_unknown_desk_is_not_found(world: DeskWorld) -> None:
    assert post(notice(world, desk=str(new_id()))) == (404, {"error": "desk"})


@pytest.mark.parametrize(
    ("wrong", "part"),
    [
        ({"type": "sung"}, "type"),
        ({"call": ""}, "call"),
        ({"call": "x" * 81}, "call"),
        ({"call": ["c"]}, "call"),
        ({"desk": "poste"}, "desk"),
        ({"at": "hier"}, "at"),
        ({"at": "2026-11-24T09:00:00"}, "at"),
        ({"at": (MORNING - timedelta(days=2)).isoformat()}, "at"),
        ({"from": "\x00"}, "from"),
        ({"extension": 21}, "extension"),
    ],
)
def test_a_malformed_notice_names_its_part_and_writes_nothing(
    world: DeskWorld, wrong: Mapping[str, Any], part: str
) -> None:
    assert post({**notice(world), **wrong}) == (400, {"error": part})
    assert not Call.objects.exists()


@given(st.one_of(st.binary(max_size=200), st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["type", "desk", "call", "at", "from"]), inner, max_size=5),
).map(lambda value: json.dumps(value).encode())))  # fmt: skip
def test_hostile_bodies_are_malformed_and_no_fault(body: bytes) -> None:
    with pytest.raises(incoming.Malformed):
        incoming.parse(body, MORNING)


def test_it_rings_for_everybody_until_somebody_takes_it(world: DeskWorld) -> None:
    post(notice(world))
    assert "Ouvrir la demande" in shown(world.colleague)
    client = Client()
    client.force_login(world.agent)
    with clock.frozen(MORNING):
        taken = client.post(reverse("call-take", args=[Call.objects.get().pk]))
        page = client.get(taken.headers["Location"])
    assert "04 77 00 00 01" in page.content.decode()
    assert "Ouvrir la demande" not in shown(world.colleague)


def test_the_second_hand_is_told_who_was_first(world: DeskWorld) -> None:
    post(notice(world))
    address = reverse("call-take", args=[Call.objects.get().pk])
    first, second = Client(), Client()
    first.force_login(world.agent)
    second.force_login(world.colleague)
    with clock.frozen(MORNING):
        first.post(address)
        said = second.post(address, follow=True).content.decode()
    assert f"déjà pris par {world.agent.name}" in said


def test_a_call_at_a_telephone_of_hers_is_hers_alone(world: DeskWorld) -> None:
    Extension.objects.create(desk=world.desk, account=world.agent, number="21", position=0)
    post(notice(world))
    post(notice(world, "answered", extension="21"))
    assert "vous êtes en ligne" in shown(world.agent)
    assert "Ouvrir la demande" not in shown(world.colleague)


def test_a_stranger_desk_never_sees_nor_takes_the_call(world: DeskWorld) -> None:
    other = situations.elsewhere()
    post(notice(world))
    assert CALLER[-4:] not in shown(other.agent).replace(" ", "")
    client = Client()
    client.force_login(other.agent)
    with clock.frozen(MORNING):
        assert client.post(reverse("call-take", args=[Call.objects.get().pk])).status_code == 404
    assert Call.objects.get().taken_at is None


def test_a_caller_who_hung_up_rings_no_more(world: DeskWorld) -> None:
    post(notice(world))
    post(notice(world, "ended"))
    assert "Ouvrir la demande" not in shown(world.agent)


def test_a_number_is_forgotten_after_thirty_days(world: DeskWorld) -> None:
    post(notice(world))
    Call.objects.update(heard_at=MORNING - timedelta(days=31))
    post(notice(world, call="c-2"))
    assert not Call.objects.get(key="c-1").caller_phone
    assert Call.objects.get(key="c-2").caller_phone == CALLER


def duty(desk_id: str, *, signed: str = "", at: datetime = MORNING) -> tuple[int, dict[str, Any]]:
    given = signing.headers(SECRET, (signed or desk_id).encode(), at)
    with clock.frozen(at):
        answer = Client().get(reverse("phone-duty"), {"poste": desk_id}, headers=given)
    return answer.status_code, answer.json()


def test_who_is_on_duty_in_the_order_they_ring(world: DeskWorld) -> None:
    for place, (account, number) in enumerate(((world.colleague, "22"), (world.agent, "21"))):
        Extension.objects.create(desk=world.desk, account=account, number=number, position=place)
    status, told = duty(str(world.desk.pk))
    assert (status, told["open"], told["ring"]) == (200, True, ["22", "21"])


def test_whoever_has_a_page_open_is_told_apart_and_rings_first(world: DeskWorld) -> None:
    for place, (account, number) in enumerate(((world.colleague, "22"), (world.agent, "21"))):
        Extension.objects.create(desk=world.desk, account=account, number=number, position=place)
    told = duty(str(world.desk.pk))[1]
    assert (told["present"], told["ring"]) == ([], ["22", "21"]), "nobody there: everybody rings"
    here = Presence.objects.create(desk=world.desk, account=world.agent, seen_at=MORNING)
    told = duty(str(world.desk.pk))[1]
    assert (told["present"], told["ring"]) == (["21"], ["21", "22"])
    here.seen_at = MORNING - timedelta(minutes=5)  # she has left
    here.save()
    assert duty(str(world.desk.pk))[1]["present"] == []


def test_at_night_the_switchboard_hears_who_answers(world: DeskWorld) -> None:
    Extension.objects.create(desk=world.desk, account=world.agent, number="21", position=0)
    type(world.desk).objects.update(closed_notice="la permanence", fallback_phone="+33199000043")
    told = duty(str(world.desk.pk), at=MORNING.replace(hour=22))[1]
    assert (told["open"], told["ring"]) == (False, [])
    assert told["fallback"] == {"notice": "la permanence", "number": "+33199000043"}
    assert told["opens_at"]


def test_duty_is_told_only_to_whoever_signed_for_this_desk(world: DeskWorld) -> None:
    assert duty(str(world.desk.pk), signed=str(new_id()))[0] == 401
    assert duty(str(new_id()))[0] == 404
    assert duty("poste")[0] == 404
