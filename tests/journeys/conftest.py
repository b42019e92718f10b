"""The house of a journey: a database of its own, a web server, a worker, a browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import databases
from tests.journeys import scene
from tests.journeys.house import House
from tests.processes import serving, working

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DEMO = {"MAILLON_DEMO": "1", "MAILLON_SMS_PROVIDER": "simulator"}


@pytest.fixture
def house(chromium: "Browser", tmp_path: Path) -> Iterator[House]:
    """Everything at work, as ``make run`` leaves it, on the scene of the journeys."""
    database = databases.copy(scene.COMMANDS)
    with serving(database, tmp_path, **DEMO) as web:
        public = {"MAILLON_PUBLIC_URL": web.address}
        with working(database, tmp_path, **DEMO, **public) as worker:
            opened = House(web.address, chromium, database)
            yield opened
            opened.leave()
            assert worker.popen.poll() is None, worker.said()
        assert "Traceback" not in web.said(), web.said()
    databases.drop(database)
