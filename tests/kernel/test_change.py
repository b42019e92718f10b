"""A guarded update resolved once changes what Django's would, and says how many rows."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from maillon.apps.desk.models import ServiceRequest, Sitting
from maillon.kernel import bulk
from maillon.kernel.models import Job, Version
from maillon.kernel.prepared import Change
from tests.factories import desk as situations
from tests.factories.desk import MORNING

HOUR = timedelta(hours=1)
LEASED = Change(
    lambda keys, until, kind: (
        Job.objects.filter(key__in=keys, done_at=None),
        {"leased_until": until, "kind": kind, "attempts": F("attempts") + 1},
    ),
    [str],
    datetime | None,
    str,
)
NUMBERED = Change(
    lambda topic, number: (Version.objects.filter(topic=topic), {"number": number}), str, int
)


def _jobs(count: int) -> list[str]:
    keys = [f"essai:{number}" for number in range(count)]
    bulk.insert([Job(key=key, kind="essai", run_at=MORNING, payload={}) for key in keys])
    return keys


@pytest.mark.django_db
@pytest.mark.parametrize("many", range(6))
def test_those_looked_for_and_no_other(many: int) -> None:
    keys = _jobs(5)
    assert LEASED.done(keys[:many], MORNING, "pris") == min(many, 5)
    taken = Job.objects.filter(kind="pris", leased_until=MORNING, attempts=1)
    assert sorted(taken.values_list("key", flat=True)) == keys[:many]
    assert LEASED.done(keys, None, "rendu") == 5
    assert set(Job.objects.values_list("leased_until", "kind")) == {(None, "rendu")}


@pytest.mark.django_db
def test_who_comes_second_changes_nothing() -> None:
    (key,) = _jobs(1)
    Job.objects.update(done_at=MORNING)
    assert LEASED.done([key], MORNING, "pris") == 0
    assert Job.objects.get().kind == "essai"


@pytest.mark.django_db
def test_one_statement_and_none_for_nobody() -> None:
    NUMBERED.done("essai", 1)
    with CaptureQueriesContext(connection) as sent:
        assert NUMBERED.done("essai", 2) == 0
    assert len(sent) == 1
    with CaptureQueriesContext(connection) as sent:
        assert LEASED.done([], MORNING, "pris") == 0
    assert len(sent) == 0


@pytest.mark.django_db
def test_numbers_and_sealed_keys_of_a_request_are_left_alone() -> None:
    held = situations.request_received(situations.saint_chamond())
    moved = Change(
        lambda pk, lane, deadline: (
            ServiceRequest.objects.filter(pk=pk),
            {"lane": lane, "deadline_at": deadline},
        ),
        UUID,
        str,
        datetime | None,
    )
    assert moved.done(held.pk, "found", MORNING + HOUR) == 1
    after = ServiceRequest.objects.get(pk=held.pk)
    assert (after.lane, after.deadline_at) == ("found", MORNING + HOUR)
    assert (after.patient, after.note) == (held.patient, held.note)
    assert moved.done(uuid4(), "found", None) == 0


@pytest.mark.django_db
def test_what_it_could_not_place_is_refused() -> None:
    silent = Change(lambda _: (Version.objects.filter(topic="essai"), {"number": 1}), str)
    with pytest.raises(LookupError):
        silent.done("essai")
    some = Change(lambda topic: (Version.objects.filter(topic=topic)[:1], {"number": 1}), str)
    with pytest.raises(TypeError):
        some.done("essai")
    for topic, number in (("essai", "1"), ("essai", None), (uuid4(), 1)):
        with pytest.raises(TypeError):
            NUMBERED.done(topic, number)


@transaction.atomic
def _goes_on_after(refused: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError):
        refused()
    Sitting.objects.count()


@pytest.mark.django_db(transaction=True)
def test_what_the_database_refuses_takes_its_transaction_with_it() -> None:
    world = situations.saint_chamond()
    account = situations.account("Karim Benali", world.desk)
    bulk.insert([Sitting(desk=world.desk, account=account, began_at=MORNING, until=MORNING + HOUR)])
    moved = Change(
        lambda pk, until: (Sitting.objects.filter(pk=pk), {"until": until}), int, datetime
    )
    with pytest.raises(TransactionManagementError):
        _goes_on_after(lambda: moved.done(Sitting.objects.get().pk, MORNING - HOUR))
    assert Sitting.objects.get().until == MORNING + HOUR


@pytest.mark.django_db
def test_rows_numbered_by_the_database_are_written_with_their_defaults() -> None:
    first, second = _jobs(2)
    again = [Job(key=key, kind="autre", run_at=MORNING) for key in (second, "essai:2")]
    bulk.insert(again, ignore_known=True)
    rows = Job.objects.order_by("pk").values_list("key", "kind", "payload", "attempts", "done_at")
    assert list(rows) == [
        (first, "essai", {}, 0, None), (second, "essai", {}, 0, None),
        ("essai:2", "autre", {}, 0, None),
    ]  # fmt: skip
