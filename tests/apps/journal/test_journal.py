"""The journal: declared acts, corrections that keep what they correct, one chain per structure."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from maillon.apps.directory.models import Organization
from maillon.apps.journal import acts
from maillon.apps.journal.actions import cancel, find_unsealed, record, seal_pending
from maillon.apps.journal.chain import GENESIS, digest
from maillon.apps.journal.invariants import chain_is_whole
from maillon.apps.journal.models import Entry, Seal, Unsealed
from maillon.apps.journal.queries import story
from maillon.errors import NotFound, Refused, RuleError
from maillon.kernel.access import SYSTEM
from tests.factories import desk as situations
from tests.factories.desk import MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Organization:
    return situations.organization("Maison d’essai")


@pytest.fixture
def neighbour() -> Organization:
    return situations.organization("Maison d’à côté")


def written(house: Organization, minute: int = 0, **more: Any) -> Entry:
    given = {"subjects": [("request", uuid4())], **more}
    return record(
        act="desk.received", organization_id=house.pk, by=SYSTEM,
        now=MORNING + timedelta(minutes=minute), **given,
    )  # fmt: skip


def test_an_act_that_no_room_declared_cannot_be_written(house: Organization) -> None:
    with pytest.raises(RuleError, match=r"desk\.invented"):
        record(act="desk.invented", organization_id=house.pk, by=SYSTEM, now=MORNING, subjects=[])
    assert not Entry.objects.exists()


def test_every_declared_act_says_its_kind_in_french() -> None:
    for act in acts.declared():
        assert act.kind in {"team", "project", "pathway"}
        assert act.label


def test_an_entry_credits_its_own_structure_and_those_named(
    house: Organization, neighbour: Organization
) -> None:
    entry = written(
        house, credits=[neighbour.pk], minutes=Decimal("12.5"),
        participants=[("account", uuid4(), Decimal("12.5"))], documents=["ab" * 32],
    )  # fmt: skip
    credited = set(entry.credits.values_list("organization_id", flat=True))
    assert credited == {house.pk, neighbour.pk}
    assert (entry.kind, entry.documents) == ("pathway", ["ab" * 32])


def test_a_correction_keeps_what_it_corrects(house: Organization, neighbour: Organization) -> None:
    subject = uuid4()
    first = written(house, subjects=[("request", subject)], credits=[neighbour.pk])
    second = cancel(entry_id=first.pk, by=SYSTEM, now=MORNING, reason="mistake")
    assert (second.cancels_id, second.data) == (first.pk, {"reason": "mistake"})
    assert second.credits.count() == 2
    (told,) = story(SYSTEM, "request", subject)
    assert (told.id, told.cancelled) == (first.pk, True)


def test_an_act_is_corrected_once_and_a_correction_never(house: Organization) -> None:
    first = written(house)
    second = cancel(entry_id=first.pk, by=SYSTEM, now=MORNING, reason="mistake")
    for entry_id in (first.pk, second.pk):
        with pytest.raises(Refused, match="already_cancelled"):
            cancel(entry_id=entry_id, by=SYSTEM, now=MORNING, reason="again")
    with pytest.raises(NotFound):
        cancel(entry_id=uuid4(), by=SYSTEM, now=MORNING, reason="nothing")


def chain(house: Organization) -> list[Seal]:
    return list(Seal.objects.filter(organization=house).order_by("number"))


def test_each_structure_has_a_chain_of_its_own_in_the_order_of_writing(
    house: Organization, neighbour: Organization
) -> None:
    mine = [written(house, minute) for minute in (0, 2, 4)]
    theirs = [written(neighbour, minute) for minute in (1, 3)]
    assert seal_pending(MORNING) == 5
    for organization, entries in ((house, mine), (neighbour, theirs)):
        seals = chain(organization)
        assert [s.entry_id for s in seals] == [e.pk for e in entries]
        assert [s.number for s in seals] == list(range(1, len(entries) + 1))
        assert [s.previous for s in seals] == [GENESIS, *[s.digest for s in seals[:-1]]]


def test_sealing_again_adds_only_what_is_new(house: Organization) -> None:
    written(house)
    assert [seal_pending(MORNING), seal_pending(MORNING)] == [1, 0]
    before = chain(house)
    written(house, 1)
    assert seal_pending(MORNING) == 1
    assert [s.digest for s in chain(house)][:1] == [s.digest for s in before]
    assert list(chain_is_whole()) == []


def test_the_sealer_reads_none_of_what_is_sealed(house: Organization) -> None:
    sealed(house)
    with CaptureQueriesContext(connection) as sent:
        assert seal_pending(MORNING) == 0
    assert [query["sql"] for query in sent if "journal_entry" in query["sql"]] == []


def test_an_act_that_no_seal_waits_for_is_named_and_found_again(house: Organization) -> None:
    sealed(house)
    lost = written(house, 4)
    Unsealed.objects.all().delete()  # as one written by a version that knew no queue
    assert seal_pending(MORNING) == 0
    assert list(chain_is_whole()) == [f"acte {lost.pk} qu’aucun sceau n’attend"]
    assert [find_unsealed(), find_unsealed()] == [1, 0]
    assert seal_pending(MORNING) == 1
    assert list(chain_is_whole()) == []


def bypassing(sql: str, *values: Any) -> None:
    """As somebody who owns the server could: the triggers go first."""
    with connection.cursor() as cursor:
        for table in ("journal_entry", "journal_seal", "journal_subject"):
            if connection.vendor == "sqlite":
                cursor.execute(f'DROP TRIGGER "{table}_no_update"')
                cursor.execute(f'DROP TRIGGER "{table}_no_delete"')
            else:
                cursor.execute(f'DROP TRIGGER "{table}_append_only" ON "{table}"')
        cursor.execute(sql, values)


def stored(pk: UUID) -> str:
    """How this database writes an id."""
    return pk.hex if connection.vendor == "sqlite" else str(pk)


def sealed(house: Organization) -> list[Entry]:
    entries = [written(house, minute) for minute in range(3)]
    seal_pending(MORNING)
    return entries


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal_entry SET act = 'desk.receiveD' WHERE id = %s",
        "UPDATE journal_entry SET author_id = 'somebody' WHERE id = %s",
        "UPDATE journal_entry SET data = '{\"needs\": 2}' WHERE id = %s",
        "UPDATE journal_entry SET occurred_at = '2026-11-24 08:00:00+00:00' WHERE id = %s",
        "UPDATE journal_subject SET kind = 'requesT' WHERE entry_id = %s",
    ],
)
def test_a_flipped_byte_is_found_and_named(
    house: Organization, change: str, capsys: pytest.CaptureFixture[str]
) -> None:
    altered = sealed(house)[1]
    bypassing(change, stored(altered.pk))
    assert [line for line in chain_is_whole() if str(altered.pk) in line]
    with pytest.raises(SystemExit) as stopped:
        call_command("verify")
    assert stopped.value.code == 1
    said = capsys.readouterr().out
    assert "✗ AUD-2" in said
    assert f"acte {altered.pk} altéré (n° 2" in said


def test_an_act_taken_out_breaks_the_chain_at_its_place(house: Organization) -> None:
    removed = sealed(house)[1]
    bypassing("DELETE FROM journal_seal WHERE entry_id = %s", stored(removed.pk))
    assert list(chain_is_whole()) == [
        f"chaîne rompue au n° 3 de la structure {house.pk}",
        f"acte {removed.pk} qu’aucun sceau n’attend",
    ]


@given(st.text(max_size=20), st.integers(min_value=1, max_value=9))
def test_a_digest_depends_on_its_place_its_past_and_its_content(text: str, number: int) -> None:
    entry = Entry(act="desk.received", organization_id=uuid4(), data={"note": text},
                  occurred_at=MORNING, recorded_at=MORNING, kind="pathway")  # fmt: skip
    entry._prefetched_objects_cache = {"subjects": [], "credits": [], "participants": []}  # type: ignore[attr-defined]
    here = digest(entry, number, GENESIS)
    assert here == digest(entry, number, GENESIS)
    assert here != digest(entry, number + 1, GENESIS)
    assert here != digest(entry, number, "1" * 64)
    entry.data = {"note": text + "."}
    assert here != digest(entry, number, GENESIS)
