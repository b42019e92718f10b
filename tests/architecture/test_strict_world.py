"""The strict world is itself held to its word."""

import socket
import warnings
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.template import engines

from maillon.kernel.models import AccessLogEntry
from tests import databases
from tests.network import OutsideWorld, is_here
from tests.readonly import WriteWhileReading, reading
from tests.undefined import Undefined


def test_nothing_outside_this_machine_can_be_reached() -> None:
    with socket.socket() as leaving, pytest.raises(OutsideWorld):
        leaving.connect(("192.0.2.1", 80))
    with pytest.raises(OutsideWorld):
        socket.getaddrinfo("exemple.test", 80)


@pytest.mark.parametrize(
    ("host", "here"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), (None, True), ("10.0.0.1", False)],
)
def test_only_loopback_is_here(host: str | None, here: bool) -> None:
    assert is_here(host) is here


def test_a_warning_is_an_error() -> None:
    with pytest.raises(UserWarning, match="anything"):
        warnings.warn("anything", stacklevel=1)


def test_a_name_nobody_gave_to_a_template_reaches_the_guard() -> None:
    engine = engines["django"].engine  # type: ignore[attr-defined]
    assert isinstance(engine.string_if_invalid, Undefined)
    assert "%s" in engine.string_if_invalid


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO kernel_version (topic, number) VALUES ('x', 1)",
        'UPDATE "kernel_version" SET number = 2',
        "DELETE FROM kernel_version",
    ],
)
def test_a_write_during_a_get_is_stopped_at_the_connection(sql: str) -> None:
    with connection.cursor() as cursor, reading("GET", "/"), pytest.raises(WriteWhileReading):
        cursor.execute(sql)


@pytest.mark.django_db
def test_a_post_writes_and_a_get_may_refresh_the_session() -> None:
    with connection.cursor() as cursor:
        with reading("POST", "/"):
            cursor.execute("INSERT INTO kernel_version (topic, number) VALUES ('x', 1)")
        with reading("GET", "/"):
            cursor.execute("DELETE FROM django_session")
            cursor.execute("SELECT number FROM kernel_version WHERE topic = 'x'")
            assert cursor.fetchone() == (1,)


@pytest.mark.django_db(transaction=True)
def test_append_only_tables_are_emptied_between_tests_and_protected_again() -> None:
    row = AccessLogEntry(at=datetime(2026, 1, 1, tzinfo=UTC), viewer_kind="account")
    row.save(force_insert=True)
    call_command("flush", interactive=False, verbosity=0)
    assert AccessLogEntry.objects.count() == 0
    row.save(force_insert=True)
    with pytest.raises(DatabaseError, match="append-only"):
        AccessLogEntry.objects.all().delete()


def test_a_database_of_its_own_is_migrated_and_alone(own_database: str) -> None:
    other = databases.copy()
    try:
        assert other != own_database
        assert "[ ]" not in databases.run(other, "showmigrations", "kernel")
    finally:
        databases.drop(other)
