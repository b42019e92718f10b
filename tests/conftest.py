"""The strict world: what would pass in silence elsewhere is an error here."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.template import engines
from django.test.client import AsyncClient, Client
from hypothesis import settings
from whitenoise.middleware import WhiteNoiseMiddleware  # type: ignore[import-untyped]

from maillon.kernel import appendonly
from tests import browser, databases
from tests.readonly import reading
from tests.undefined import Undefined
from tests.world import on_postgresql

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# A busy machine is no counter-example; the build machine replays the same examples.
settings.register_profile("house", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("house")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each database runs what can be said of it; a missing browser is said aloud."""
    for item in items:
        if item.get_closest_marker("postgres") and not on_postgresql():
            item.add_marker(pytest.mark.skip(reason="only PostgreSQL can show it"))
        if item.get_closest_marker("sqlite") and on_postgresql():
            item.add_marker(pytest.mark.skip(reason="only SQLite can show it"))
        if item.get_closest_marker("journeys") and not browser.available():
            if os.environ.get("CI") == "true":
                pytest.exit(browser.MISSING, returncode=1)
            item.add_marker(pytest.mark.skip(reason=browser.MISSING))


@pytest.fixture(autouse=True, scope="session")
def _undefined_variables_are_fatal() -> None:
    engines["django"].engine.string_if_invalid = Undefined("%s")  # type: ignore[attr-defined]


@pytest.fixture(autouse=True, scope="session")
def _static_files_are_listed_once() -> Iterator[None]:
    """Each test client builds the middleware anew, and WhiteNoise would look at every style and
    script again: half the time of a request. The files do not change while tests run.
    """
    plain, listed = WhiteNoiseMiddleware.add_files_from_finders, dict[str, Any]()

    def add_files_from_finders(self: Any) -> None:
        if not listed:
            plain(self)
            listed.update(self.files)
        self.files.update(listed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", add_files_from_finders)
        yield


@pytest.fixture(autouse=True)
def _asking_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    plain, plain_async = Client.request, AsyncClient.request

    def request(self: Client, **given: Any) -> Any:
        with reading(given["REQUEST_METHOD"], given["PATH_INFO"]):
            return plain(self, **given)

    async def async_request(self: AsyncClient, **given: Any) -> Any:
        with reading(given["method"], given["path"]):
            return await plain_async(self, **given)

    monkeypatch.setattr(Client, "request", request)
    monkeypatch.setattr(AsyncClient, "request", async_request)


@pytest.fixture(autouse=True, scope="session")
def _append_only_tables_can_be_emptied_between_tests() -> Iterator[None]:
    """A flush ends with ``post_migrate``, which lays the triggers again."""
    operations = DatabaseWrapper.ops_class
    plain = operations.sql_flush

    def sql_flush(self: Any, *given: Any, **named: Any) -> list[str]:
        drops = [
            f'DROP TRIGGER IF EXISTS "{table}_no_{verb}"'
            for table in sorted(appendonly.protected_tables())
            for verb in ("update", "delete")
        ]
        return drops + plain(self, *given, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "sql_flush", sql_flush)
        yield


@pytest.fixture
def own_database() -> Iterator[str]:
    """The URL of a migrated database that this test shares with real processes."""
    url = databases.copy()
    yield url
    databases.drop(url)


@pytest.fixture(scope="module")
def chromium() -> "Iterator[Browser]":
    """A browser for the journeys of one module.

    Not for the whole session: while Playwright runs, Django takes this thread for an
    asynchronous one and refuses the database to every other test.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = browser.launch(playwright)
        yield opened
        opened.close()
