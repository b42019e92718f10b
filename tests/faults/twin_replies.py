"""Processes that receive the same text at the same moment under as many ids.

``python -m tests.faults.twin_replies``: four processes, twenty telephones; every process
receives one reply from each telephone, all at once.
"""

import os
import time
from datetime import UTC, datetime

import django

PROCESSES, PHONES = 4, 20


def receive_from_all(name: str, start: float) -> None:
    from maillon.apps.messaging import actions

    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    for number in range(PHONES):
        while time.monotonic() < start + number * 0.05:
            pass
        actions.receive(
            provider="essai", provider_id=f"{name}-{number}", phone=f"+336399800{number:02}",
            body="OUI 4821", received_at=now, now=now,
        )  # fmt: skip


def prepare() -> None:
    """Telephones that are known, and nobody behind them."""
    from django.db import connections

    from tests.apps.messaging.situations import carer

    for number in range(PHONES):
        carer(f"+336399800{number:02}", f"Cabinet {number}")
    connections.close_all()
    if hasattr(connections["default"], "close_pool"):
        connections["default"].close_pool()


def main() -> None:
    django.setup()
    prepare()
    start = time.monotonic() + 0.3
    for number in range(PROCESSES - 1):
        if not os.fork():
            receive_from_all(f"p{number}", start)
            os._exit(0)
    receive_from_all("p", start)
    while _a_child_is_left():
        pass


def _a_child_is_left() -> bool:
    try:
        os.wait()
    except ChildProcessError:
        return False
    return True


if __name__ == "__main__":
    main()
