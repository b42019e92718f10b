"""Two sealers at once lay one chain: who comes second finds her place taken, and does nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from maillon.apps.directory.models import Organization
from maillon.apps.journal.actions import record, seal_pending, sealing
from maillon.apps.journal.chain import Parts
from maillon.apps.journal.invariants import chain_is_whole
from maillon.apps.journal.models import Entry, Seal, Unsealed
from maillon.kernel.access import SYSTEM
from tests.factories import desk as situations
from tests.factories.desk import MORNING


def written(house: Organization, minute: int) -> None:
    record(
        act="desk.received", organization_id=house.pk, by=SYSTEM, subjects=[],
        now=MORNING + timedelta(minutes=minute),
    )  # fmt: skip


def another() -> int:
    """A second worker's turn, on a connection of its own."""
    try:
        return seal_pending(MORNING)
    finally:
        connections.close_all()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_second_of_two_sealers_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    house = situations.organization("Poste d’essai", "desk")
    for minute in range(3):
        written(house, minute)
    plain, laid = sealing._parts, list[int]()

    def overtaken(entries: list[Entry]) -> "dict[object, Parts]":
        """Between its reading and its writing, somebody else seals the same acts."""
        if not laid:
            laid.append(0)
            with ThreadPoolExecutor(1) as pool:
                laid[0] = pool.submit(another).result(timeout=20)
        return plain(entries)  # type: ignore[return-value]

    monkeypatch.setattr(sealing, "_parts", overtaken)
    assert (seal_pending(MORNING), laid) == (0, [3])
    assert [seal.number for seal in Seal.objects.order_by("number")] == [1, 2, 3]
    assert not Unsealed.objects.exists()
    assert list(chain_is_whole()) == []
