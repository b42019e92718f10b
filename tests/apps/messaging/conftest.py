from collections.abc import Iterator

import pytest

from maillon.apps.directory.models import Organization
from maillon.apps.messaging import handlers, providers
from tests.apps.messaging import situations
from tests.apps.messaging.gateway import Gateway


@pytest.fixture
def organization(db: None) -> Organization:
    return situations.house()


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    """A gateway of our own in place of the one of the settings."""
    before, own = providers.current(), Gateway()
    providers.use(own)
    yield own
    providers.use(before)


@pytest.fixture(autouse=True)
def _only_our_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    """What higher rooms do with messages is told in their own tests."""
    for name in (
        "reply_handlers",
        "delivered_handlers",
        "failed_handlers",
        "late_handlers",
        "outage_handlers",
        "opt_handlers",
    ):
        monkeypatch.setattr(handlers, name, [])
