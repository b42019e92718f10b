"""A real Kannel between Maillon and the telephones, with a fake operator at the far end."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests import databases
from tests.interop.sms import kannel
from tests.interop.sms.deaf import deaf_relay
from tests.interop.sms.kannel import SECRET, USER, Kannel, wait_for
from tests.postgres import spare_port
from tests.processes import Process, answers, start

pytestmark = [
    pytest.mark.faults,
    pytest.mark.slow,
    pytest.mark.skipif(
        not kannel.available() and os.environ.get("CI") != "true", reason=kannel.MISSING
    ),
]
OFFERED = {"reference": "1123-014", "code": "4821", "deadline": "18:30"}


@dataclass
class World:
    """A gateway, Maillon's web server, and Maillon's side of the outbox."""

    gateway: Kannel
    database: str
    folder: Path
    side: "subprocess.Popen[str]" = field(init=False)
    web: Process = field(init=False)

    @property
    def env(self) -> dict[str, str]:
        return {
            "MAILLON_SMS_PROVIDER": "kannel",
            "MAILLON_SMS_URL": self.gateway.address,
            "MAILLON_SMS_SECRET": SECRET,
            "MAILLON_SMS_USER": USER,
            "MAILLON_SMS_CALLBACK": self.gateway.door,
        }

    def open(self) -> None:
        """Start Maillon's web server, always at the same door."""
        door = self.gateway.door
        arguments = ("serve", "--port", door.rpartition(":")[2])
        self.web = start(self.database, self.folder, *arguments, address=door, **self.env)
        wait_for(lambda: answers(door), "the web server did not start")

    @contextmanager
    def asking(self, address: str) -> Iterator[None]:
        """The gateway asked through another address, for a while."""
        self.ask("through", address)
        yield
        self.ask("through", self.gateway.address)

    def ask(self, *words: Any) -> Any:
        assert self.side.stdin
        assert self.side.stdout
        self.side.stdin.write(json.dumps(words) + "\n")
        self.side.stdin.flush()
        return json.loads(self.side.stdout.readline())

    def send(self, key: str, phone: str, template: str = "code_reminder") -> None:
        params = OFFERED if template == "code_reminder" else {"reference": "1123-014"}
        assert self.ask("queue", key, template, params, phone)

    def state(self, key: str) -> str:
        return str(self.ask("message", key)["state"])

    def reaches(self, key: str, state: str) -> None:
        """Wait until a message is in that state, a worker turning meanwhile."""
        wait_for(lambda: self.ask("turn", 0) >= 0 and self.state(key) == state, key)

    def said(self, phone: str) -> list[tuple[str, str]]:
        """Text and outcome of what came from this phone and was applied, not only written down."""
        told = self.ask("inbound")
        return [(text, outcome) for line, text, outcome in told if line == phone and outcome]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    assert kannel.available(), kannel.MISSING
    folder = tmp_path_factory.mktemp("kannel")
    database = databases.copy()
    gateway = Kannel(folder, f"http://127.0.0.1:{spare_port()}")
    opened = World(gateway, database, folder)
    try:
        opened.open()
        opened.side = _side(database, opened.env)
        gateway.start("bearerbox", "smsbox", "line")
        yield opened
    finally:
        gateway.stop()
        opened.side.communicate()
        opened.web.stop()
    assert "Traceback" not in opened.web.said(), opened.web.said()
    databases.drop(database)


def _side(database: str, env: dict[str, str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.interop.sms.maillon_side"],
        env={
            **os.environ, **env,
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "maillon.project.settings",
        },
        text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip


def test_a_message_goes_out_with_its_accents_and_its_receipt_comes_back(world: World) -> None:
    world.send("accents", "+33639980001")
    world.reaches("accents", "delivered")
    [text] = world.gateway.received("+33639980001")
    assert text.startswith("Maillon : pour la demande 1123-014, répondez OUI 4821")


def test_what_seven_bits_cannot_say_leaves_in_sixteen(world: World) -> None:
    phone = "+33639980014"
    world.ask("hand", phone, "Forêt, œuvre, ça ira")
    wait_for(lambda: world.gateway.received(phone), "it never arrived")
    assert world.gateway.received(phone) == ["Forêt, œuvre, ça ira"]


def test_a_reply_comes_in_with_its_accents_and_is_kept_once(world: World) -> None:
    phone = "+33639980002"
    world.send("written-to", phone, "declined")
    world.reaches("written-to", "delivered")
    world.gateway.says(phone, "Non désolée, forêt trop éloignée œ 👍")
    wait_for(lambda: world.said(phone), "the reply never came")
    assert world.said(phone) == [("Non désolée, forêt trop éloignée œ 👍", "unclaimed")]


def test_kannel_never_answers_a_telephone_of_its_own(world: World) -> None:
    world.gateway.says("+33639980003", "Bonjour, qui êtes-vous ?")
    wait_for(lambda: world.said("+33639980003"), "the reply never came")
    assert world.said("+33639980003")[0][1] == "unknown_phone"
    assert world.gateway.received("+33639980003") == []


def test_a_long_reply_in_two_parts_is_one_message(world: World) -> None:
    world.gateway.says(
        "+33639980004",
        "%05%00%03%07%02%01 OUI+4821,+je+passe+demain+",
        "%05%00%03%07%02%02 vers+huit+heures",
        kind="udh",
    )
    wait_for(lambda: world.said("+33639980004"), "the reply never came")
    assert world.said("+33639980004")[0][0] == "OUI 4821, je passe demain vers huit heures"


def test_a_long_message_leaves_in_numbered_parts_and_has_one_receipt(world: World) -> None:
    phone = "+33639980005"
    codes = {"codes": [f"1123-0{n} 482{n - 10}" for n in range(11, 16)]}
    assert world.ask("queue", "long", "ask_reference", codes, phone)
    world.reaches("long", "delivered")
    parts = world.gateway.received(phone)
    assert [part[:6] for part in parts] == ["[0201]", "[0202]"]
    text = "".join(part[6:] for part in parts)
    assert "plusieurs demandes vous attendent" in text
    assert text.endswith("4825 (demande 1123-015).")


def test_sms_3_stop_through_the_gateway_is_obeyed(world: World) -> None:
    phone = "+33639980006"
    world.send("before", phone, "declined")
    world.reaches("before", "delivered")
    world.gateway.says(phone, "STOP SVP")
    wait_for(lambda: world.said(phone), "STOP never came")
    wait_for(lambda: world.ask("turn", 0) >= 0 and len(world.gateway.received(phone)) == 2, "")
    assert "vous ne recevrez plus de SMS" in world.gateway.received(phone)[1]
    assert not world.ask("queue", "after", "declined", {"reference": "1123-014"}, phone)


def test_i11_the_same_words_under_two_ids_are_one_reply(world: World) -> None:
    phone = "+33639980007"
    world.send("twice", phone, "declined")
    world.reaches("twice", "delivered")
    world.gateway.says(phone, "OUI 4821", "OUI 4821")
    wait_for(lambda: len(world.said(phone)) == 2, "one reply is missing")
    assert sorted(outcome for _, outcome in world.said(phone)) == ["duplicate", "unclaimed"]


def test_i14_the_gateway_goes_down_and_the_message_waits_for_it(world: World) -> None:
    phone = "+33639980008"
    world.gateway.stop("smsbox")
    world.send("down", phone, "declined")
    world.ask("turn", 0)
    told = world.ask("message", "down")
    assert (told["state"], told["attempts"]) == ("queued", 1)
    world.gateway.start("smsbox")
    wait_for(lambda: world.ask("turn", 60) >= 0 and world.state("down") == "delivered", "down")
    assert len(world.gateway.received(phone)) == 1


def test_i14_the_operator_goes_down_and_kannel_keeps_the_message(world: World) -> None:
    phone = "+33639980009"
    world.gateway.stop("line")
    world.send("kept", phone, "declined")
    world.ask("turn", 0)
    assert world.state("kept") == "sent"
    world.gateway.start("line")
    world.reaches("kept", "delivered")
    assert len(world.gateway.received(phone)) == 1


def test_i11_a_reply_waits_at_the_gateway_while_maillon_is_down(world: World) -> None:
    phone = "+33639980010"
    world.web.kill()
    world.gateway.says(phone, "NON 4821")
    world.open()
    wait_for(lambda: world.said(phone), "the reply never came")
    assert [text for text, _ in world.said(phone)] == ["NON 4821"]


def test_i14_an_answer_lost_after_it_was_taken_is_settled_by_a_notice(world: World) -> None:
    phone = "+33639980011"
    with deaf_relay(world.gateway.address) as address, world.asking(address):
        world.send("lost", phone, "declined")
        world.ask("turn", 0)
        assert world.state("lost") == "sending"
        wait_for(lambda: world.gateway.received(phone), "it was taken, yet never arrived")
        wait_for(lambda: world.ask("turn", 31) >= 0 and world.state("lost") == "delivered", "lost")
    assert len(world.gateway.received(phone)) == 1


def test_i14_what_nobody_can_know_is_told_and_never_sent_again(world: World) -> None:
    phone = "+33639980013"
    world.gateway.stop("line")  # no notice will come for now
    with deaf_relay(world.gateway.address) as address, world.asking(address):
        world.send("doubt", phone, "declined")
        world.ask("turn", 0)
        world.ask("turn", 31)
    told = world.ask("message", "doubt")
    assert (told["state"], told["error"]) == ("failed", "unknown_outcome")
    # It had been taken: the truth comes later, and wins.
    world.gateway.start("line")
    world.reaches("doubt", "delivered")
    assert len(world.gateway.received(phone)) == 1


def test_neither_numbers_nor_words_are_in_the_logs_of_the_example_we_deploy(world: World) -> None:
    world.send("quiet", "+33639980012", "declined")
    world.reaches("quiet", "delivered")
    logged = world.gateway.logged()
    assert logged
    assert "3998001" not in logged
    assert "1123-014" not in logged
