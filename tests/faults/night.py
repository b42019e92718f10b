"""A desk whose processes are killed: ``python -m tests.faults.night evening`` or ``morning``.

Django is loaded once; each line read on the input forks a child that works for ever and
whose number is printed. Every child, and the gateway, share one fast clock. ``evening``
lays the desk down; ``morning`` finds it as it was left.

``worker``      ``maillon worker``
``agent``       takes requests and starts their search, one in three answered at once, and
                writes each reference to the file of promises once the commit has come back
``cling``       takes requests as a page does: what the base did not answer is sent again
``reap``        forgets the children that died
"""

import os
import sys
import time
from dataclasses import replace
from itertools import count
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import InterfaceError, OperationalError, connections  # noqa: E402

from maillon.apps.desk import actions  # noqa: E402
from maillon.apps.desk.actions import NewRequest  # noqa: E402
from maillon.apps.desk.models import Offer, ServiceRequest  # noqa: E402
from maillon.apps.directory.models import Responder  # noqa: E402
from maillon.errors import Refused  # noqa: E402
from maillon.kernel import clock  # noqa: E402
from maillon.kernel.access import SYSTEM  # noqa: E402
from maillon.kernel.chance import new_id  # noqa: E402
from tests.factories import desk as situations  # noqa: E402
from tests.factories.desk import DeskWorld  # noqa: E402
from tests.faults import fast_clock  # noqa: E402
from tests.faults.nursery import reap  # noqa: E402
from tests.faults.rush import part_ways  # noqa: E402

POLICY = {
    **{
        name: {"immediate": 1, "today": 1, "within_48h": 1, "planned": 1}
        for name in ("exclusive_window", "zone_window", "neighbour_window")
    },
    "zone_wave_sizes": [2],
    "neighbour_wave_sizes": [2],
    "quiet_start": "00:00",
    "quiet_end": "00:00",
}


def lay() -> DeskWorld:
    """One desk that never closes, whose waves last a minute."""
    world = situations.saint_chamond()
    world.desk.policy = POLICY
    world.desk.opening_hours = {str(day): [["00:00", "24:00"]] for day in range(7)}
    world.desk.save()
    Responder.objects.update(live_limit=30000)
    return world


def work_for_ever() -> None:
    call_command("worker", "--every", "0.05")


def take_for_ever(world: DeskWorld) -> None:
    promises = Path(os.environ["PROMISES"])
    for number in count():
        reference = take(world, number)
        with promises.open("a", encoding="utf-8") as lines:
            lines.write(f"{reference}\n")
        time.sleep(0.01)


def take(world: DeskWorld, number: int) -> str:
    now = clock.now()
    new = situations.intake(world, on=now.date(), duplicate_seen=True, urgency="immediate")
    request = actions.receive_request(new=new, by=world.by, now=now)
    actions.triage_for_care(request_id=request.pk, by=world.by, now=now)
    if number % 3 == 0:
        offer = Offer.objects.filter(need__request=request, state="open").earliest("rank")
        actions.accept_offer(offer_id=offer.pk, channel="sms", by=SYSTEM, now=clock.now())
    return request.reference


def cling_for_ever(world: DeskWorld) -> None:
    """Each draft again and again until somebody says that it is kept."""
    promises = Path(os.environ["PROMISES"])
    while True:
        new = situations.intake(world, on=clock.now().date(), duplicate_seen=True)
        call = replace(new, draft_id=new_id())
        reference = ""
        while not reference:
            try:
                reference = kept(call, world)
            except (OperationalError, InterfaceError):
                connections.close_all()
                time.sleep(0.05)
        with promises.open("a", encoding="utf-8") as lines:
            lines.write(f"{reference}\n")


def kept(call: NewRequest, world: DeskWorld) -> str:
    now = clock.now()
    try:
        request = actions.receive_request(new=call, by=world.by, now=now)
    except Refused as refused:
        if refused.code != "draft_already_sent":
            raise
        request = ServiceRequest.objects.get(pk=refused.data["id"])
    if request.triaged_at is None:
        actions.triage_for_care(request_id=request.pk, by=world.by, now=now)
    return request.reference


def bear(word: str, world: DeskWorld | None) -> int:
    child = os.fork()
    if child:
        return child
    try:
        if world is None or word == "worker":
            work_for_ever()
        elif word == "cling":
            cling_for_ever(world)
        else:
            take_for_ever(world)
    finally:
        os._exit(1)


def main() -> None:
    fast_clock.keep()
    world = lay() if sys.argv[1] == "evening" else None
    part_ways()
    for line in sys.stdin:
        word = line.strip()
        print(reap() if word == "reap" else bear(word, world), flush=True)


if __name__ == "__main__":
    main()
