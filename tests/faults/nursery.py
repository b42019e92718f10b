"""Bears processes that are about to be killed: ``python -m tests.faults.nursery``.

Django is loaded once; each line read on the input forks a child that works until it is killed and
whose number is printed.

``worker``            delivers what is due
``producer NAME``     queues messages NAME-0, NAME-1… and writes each key to its file of
                      promises only once the commit has come back
``reap``              forgets the children that died
"""

import os
import sys
import time
import uuid
from datetime import date
from itertools import count
from pathlib import Path

import django

from tests.faults import fast_clock

PHONE = "+33639987654"
NURSERY = os.getpid()  # a child works as long as it lives, not for ever after a test cut short


def deliver_for_ever() -> None:
    from maillon.apps.messaging import actions
    from maillon.kernel import clock

    while os.getppid() == NURSERY:
        if not actions.deliver_due(clock.now(), limit=12):
            time.sleep(0.01)


def produce_for_ever(name: str) -> None:
    from django.db import transaction

    from maillon.apps.directory.models import Organization
    from maillon.apps.messaging import actions
    from maillon.kernel import clock

    house = Organization.objects.get()
    promises = Path(os.environ["PROMISES"])
    for number in count():
        if os.getppid() != NURSERY:
            return
        key = f"{name}-{number}"
        with transaction.atomic():
            actions.queue(
                template="taken", params={"reference": f"1123-{number % 900 + 100}"}, phone=PHONE,
                organization_id=house.id, key=key, about=("offer", uuid.uuid4()),
                now=clock.now(),
            )  # fmt: skip
        with promises.open("a", encoding="utf-8") as lines:
            lines.write(f"{key}\n")
        time.sleep(0.02)


def prepare() -> None:
    """One house to send from."""
    from maillon.apps.directory.models import Organization

    Organization.objects.create(
        kind="desk", name="Essai", folded_name="essai", source="essai", as_of=date(2026, 11, 1)
    )


def bear(words: list[str]) -> int:
    child = os.fork()
    if child:
        return child
    try:
        deliver_for_ever() if words[0] == "worker" else produce_for_ever(words[1])
    finally:
        os._exit(1)


def reap() -> int:
    """How many children are gone."""
    gone = 0
    while True:
        try:
            child, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return gone
        if not child:
            return gone
        gone += 1


def main() -> None:
    django.setup()
    from django.db import connections

    fast_clock.keep()
    prepare()
    connections.close_all()
    if hasattr(connections["default"], "close_pool"):
        connections["default"].close_pool()
    for line in sys.stdin:
        words = line.split()
        print(reap() if words[0] == "reap" else bear(words), flush=True)


if __name__ == "__main__":
    main()
