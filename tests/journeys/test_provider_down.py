"""Provider down: the call list takes over, the desk reads it, and messages leave again (I15)."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests import databases
from tests.interop.sms.peer import SECRET, Peer, server
from tests.journeys import scene
from tests.journeys.house import House, usable
from tests.journeys.steps import Call, take
from tests.postgres import spare_port
from tests.processes import serving, working

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.journeys, pytest.mark.faults, pytest.mark.slow]
SEVERAL_TRIES = 180_000  # milliseconds: the worker waits longer between two tries each time


@pytest.fixture
def gateway() -> int:
    """The port where nobody listens yet."""
    return spare_port()


@pytest.fixture
def house(chromium: "Browser", tmp_path: Path, gateway: int) -> Iterator[House]:
    """A desk whose only gateway cannot be reached."""
    database = databases.copy(scene.COMMANDS)
    sms = {
        "MAILLON_SMS_PROVIDER": "http",
        "MAILLON_SMS_URL": f"http://127.0.0.1:{gateway}/messages",
        "MAILLON_SMS_SECRET": SECRET,
    }
    with serving(database, tmp_path, **sms) as web, working(database, tmp_path, **sms):
        opened = House(web.address, chromium)
        yield opened
        opened.leave()
    databases.drop(database)


@contextmanager
def listening(port: int) -> Iterator[Peer]:
    """The gateway is back."""
    peer = Peer()
    door = server(peer, port)
    thread = threading.Thread(target=door.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield peer
    finally:
        door.shutdown()
        door.server_close()
        thread.join()


def test_provider_down_the_call_list_takes_over(house: House, gateway: int) -> None:
    # Given a gateway that nobody can reach
    desk = house.signed_in()
    # When a need is searched by SMS
    number = take(desk, Call(usual=""))
    desk.goto("/demandes/")
    # Then the board says that nothing leaves, and the desk goes on
    banner = desk.locator(".banner").filter(has_text="Les SMS ne partent plus depuis")
    expect(banner).to_be_visible(timeout=SEVERAL_TRIES)
    expect(banner).to_contain_text("la liste d’appel prend le relais")
    usable(desk, dark=True)
    # And whoever could not be reached is on the call list, her telephone beside her name
    desk.get_by_role("link", name="Pansement").click()
    expect(desk.get_by_text(number).first).to_be_visible()
    calls = desk.get_by_role("region", name="Liste d’appel")
    expect(calls.get_by_role("listitem").first).to_be_visible(timeout=SEVERAL_TRIES)
    usable(desk)
    # When one of them says yes on the telephone
    calls.get_by_role("button", name="Oui", exact=True).first.click()
    # Then it is found, without a single SMS
    expect(desk.locator("#lane-to_call_back .card")).to_have_count(1)
    # And once the gateway is back, what waited leaves by itself and the banner says so
    with listening(gateway) as peer:
        take(desk, Call(usual="", born="6/7/1938", name="Lambert", given="Odile"))
        desk.goto("/demandes/")
        back = desk.locator(".banner").filter(has_text="Les SMS repartent depuis")
        expect(back).to_be_visible(timeout=SEVERAL_TRIES)
        expect(banner).to_have_count(0)
        usable(desk, dark=True)
        assert peer.taken
