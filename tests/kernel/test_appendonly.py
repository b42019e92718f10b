"""AUD-2: the database itself refuses to change or remove what was written down."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import CharField, ProtectedError

from maillon.apps.care.models import Consent
from maillon.apps.journal.actions import seal_pending
from maillon.apps.journal.models import Entry, Subject
from maillon.apps.meetings import actions as meetings
from maillon.apps.money.models import PaidLine, PaidQuarter
from maillon.apps.projects import actions as projects
from maillon.kernel import appendonly
from maillon.kernel.access import SYSTEM, Grant, Relation
from maillon.kernel.accesslog import traced
from maillon.kernel.chance import new_id
from maillon.kernel.models import AccessLogEntry
from tests.factories import desk as situations
from tests.factories.circle import AGREED, circle_world
from tests.factories.desk import MORNING, TODAY, DeskWorld
from tests.factories.meetings import AFTER, around_a_table, held
from tests.factories.money import paid_quarter
from tests.factories.projects import written
from tests.factories.structures import coordinator, member

LATER = MORNING + timedelta(days=1)
TABLES = sorted(appendonly.protected_tables())


def fill() -> None:
    """At least one row in every protected table."""
    world = situations.saint_chamond()
    request = situations.request_found(world)
    _of_a_team(world)
    seal_pending(MORNING)
    grant = Grant(Relation.DESK, "desk_request", frozenset({"identity"}))
    traced(SYSTEM, grant, object_type="request", object_id=request.pk, now=MORNING)


def _of_a_team(world: DeskWorld) -> None:
    house, by = world.desk.organization_id, coordinator(world)
    made = written(by, house)
    projects.settle_conflict(version_id=made.aside_id, seen=1, text="Un seul", by=by, now=MORNING)
    projects.adopt_project(
        project_id=made.project_id, body="assemblée", adopted_on=TODAY, by=by, now=MORNING
    )
    paid = PaidQuarter.objects.get(pk=paid_quarter(by, house))
    PaidLine.objects.create(
        quarter=paid, position=1, member=member(by, house), profession="60", about=new_id(),
        act="meetings.team_held", act_id=new_id(), day=TODAY, counted=60, euros=40,
    )  # fmt: skip
    table = held(around_a_table(world))
    meetings.correct_presence(
        meeting_id=table.meeting.pk, presences={table.outsider.pk: "absent"}, reason="mistaken",
        by=table.by, now=AFTER,
    )  # fmt: skip


def refused(sql: str) -> bool:
    """Whether the database refuses this statement."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as error:
        return "append-only" in str(error)
    return False


def counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608  (our own tables)
            found[table] = cursor.fetchone()[0]
    return found


def test_what_is_proof_is_protected() -> None:
    assert set(TABLES) == {
        "journal_entry", "journal_subject", "journal_credit", "journal_participant",
        "journal_seal", "kernel_accesslogentry", "meetings_presencecorrection", "money_paidline",
        "projects_projectadoption", "projects_sectionversion",
    }  # fmt: skip


@pytest.mark.django_db
def test_no_row_is_changed_or_removed_by_sql() -> None:
    fill()
    before = counts()
    assert min(before.values()) > 0
    for table in TABLES:
        assert refused(f"UPDATE {table} SET id = id"), table  # noqa: S608
        assert refused(f"DELETE FROM {table}"), table  # noqa: S608
    assert counts() == before


@pytest.mark.django_db
def test_no_row_is_changed_or_removed_through_the_models() -> None:
    fill()
    entry, read = Entry.objects.earliest("recorded_at"), AccessLogEntry.objects.earliest("at")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.update(act="desk.closed")
    with pytest.raises(ProtectedError):
        entry.delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        read.delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        read.save()


@pytest.mark.django_db
def test_what_a_person_said_is_not_said_otherwise_but_goes_with_her() -> None:
    world = circle_world()
    world.join("family", AGREED, name="Sa fille, Lucie", phone="+33199001122")
    words = Consent.objects.all()
    assert words.update(patient=world.patient) == words.count() > 0
    words[0].save()  # as it was: keys may turn
    for other in ({"kind": "opposed"}, {"themes": ["x"]}, {"means": "paper"}, {"said_at": LATER},
                  {"recorded_by_id": "x"}):  # fmt: skip
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            words.update(**other)
    words.delete()
    assert not words.exists()


def rebuilt(length: int) -> None:
    """What a migration of that column does; SQLite makes the table anew and drops its triggers."""
    old = Subject._meta.get_field("kind")
    new = CharField(max_length=length)
    new.set_attributes_from_name("kind")
    new.model = Subject
    with connection.schema_editor() as editor:
        editor.alter_field(Subject, old, new)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_table_rebuilt_by_a_migration_is_protected_again() -> None:
    fill()
    rebuilt(41)
    bare = not refused("UPDATE journal_subject SET kind = kind")
    assert bare == (connection.vendor == "sqlite")
    call_command("migrate", verbosity=0)
    assert refused("UPDATE journal_subject SET kind = kind")
    assert refused("DELETE FROM journal_subject")
    rebuilt(40)
    call_command("migrate", verbosity=0)
