"""A database as an earlier version left it: ``python -m tests.faults.older``.

``world``             a desk at work, in a database of today
``lay VERSION URL``   the tables of that version in an empty database, and the rows of the
                      database at URL in them, through the models as they were
``rows``              every row of the rooms, as the database holds it
``bare``              the append-only tables that let a row be changed
``killed N``          ``migrate``, struck dead before the N-th statement that changes something
``killed N word``     or before it writes for the N-th time that a migration was done
"""

import json
import os
import signal
import sys
from typing import Any, Final

import django

# The last migration of each room, as the commit named landed them.
VERSIONS: Final[dict[str, dict[str, str]]] = {
    "54321b1": {
        "accounts": "0002_coordinators", "care": "0003_circle", "desk": "0012_scenarios",
        "directory": "0005_when_she_works", "journal": "0001_initial",
        "kernel": "0002_heartbeat", "meetings": "0001_initial", "messaging": "0004_outages",
        "sms": "0001_initial", "tasks": "0002_exactly_one_owner",
    },
    "74d12ab": {
        "accounts": "0005_readers", "care": "0017_merge_referents", "cockpit": "0002_set_aside",
        "contracts": "0007_years_planned", "departures": "0001_departures",
        "desk": "0016_closed_days", "directory": "0007_light_teams",
        "governance": "0001_bodies_votes_commitments", "handover": "0001_successions",
        "journal": "0001_initial", "kernel": "0002_heartbeat",
        "maturity": "0001_self_assessment", "mediation": "0001_mediations",
        "meetings": "0005_presence_corrections", "messaging": "0007_called_off",
        "money": "0002_budget_invoices_shares", "posts": "0004_invitations",
        "projects": "0001_initial", "protocols": "0004_templates_of_teams",
        "sms": "0001_initial", "stages": "0002_filing_words", "structures": "0003_holdings",
        "tasks": "0002_exactly_one_owner", "welcome": "0001_who_asks_for_help",
    },
}  # fmt: skip
# What a column of then is called now, by table.
RENAMED: Final = {"desk_need": {"relieves": "replaces"}}
CHANGES: Final = ("CREATE", "ALTER", "DROP", "INSERT", "UPDATE")
WORD: Final = ('INSERT INTO "django_migrations"',)


def world() -> None:
    """A search, a seat taken in the place of somebody ill, a care that ended, a carer's words, a
    circle.
    """
    from django.db import transaction

    from maillon.apps.desk import actions
    from maillon.apps.desk.models import Need
    from maillon.apps.messaging.actions.inbox import receive
    from maillon.kernel import clock
    from maillon.kernel.chance import new_id
    from maillon.project import worker
    from tests.factories import desk as situations
    from tests.factories.circle import AGREED, circle_world
    from tests.factories.desk import MORNING

    with clock.frozen(MORNING):
        here = situations.saint_chamond()
        with transaction.atomic():
            situations.request_searching(here, duplicate_seen=True)
            found = situations.request_found(here, duplicate_seen=True)
            situations.request_closed(here, duplicate_seen=True)
            actions.save_draft(
                draft_id=new_id(), desk_id=here.desk.pk, payload={"note": ["une note"]}, phone="",
                by=here.by, now=MORNING,
            )  # fmt: skip
        circle_world().join("family", AGREED, name="Sa fille, Lucie", phone="+33199001122")
        receive(
            provider="essai", provider_id="1", phone=here.usual.phone, body="Bonjour à vous",
            received_at=MORNING, now=MORNING,
        )  # fmt: skip
        Need.objects.filter(request=found).update(replaces="ill")
        worker.turn()
        with transaction.atomic():  # acts that no seal has reached yet
            situations.request_closed(here, duplicate_seen=True)


def lay(version: str, rows_of: str) -> None:
    """That version's tables, and those rows in them."""
    from django.apps import apps
    from django.conf import settings
    from django.core.management.color import no_style
    from django.core.management.sql import emit_post_migrate_signal
    from django.db import connection, connections, transaction
    from django.db.migrations.executor import MigrationExecutor

    now = {**settings.DATABASES["default"], "NAME": rows_of}
    connections.databases["now"] = connections.configure_settings({"default": now})["default"]
    executor = MigrationExecutor(connection)
    others = [node for node in executor.loader.graph.leaf_nodes() if not _ours(node[0])]
    then = [*VERSIONS[version].items(), *others]
    executor.migrate(then)
    state = executor.loader.project_state(then).apps
    emit_post_migrate_signal(0, False, "default", apps=state)
    models = [m for m in state.get_models(include_auto_created=True) if _ours(m._meta.app_label)]
    with transaction.atomic():
        for model in models:
            today = apps.get_model(model._meta.app_label, model._meta.model_name)
            names = RENAMED.get(model._meta.db_table, {})
            rows = today._base_manager.using("now").order_by("pk")
            model._base_manager.bulk_create(_as_then(row, model, names) for row in rows)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _ours(room: str) -> bool:
    from django.apps import apps

    return apps.get_app_config(room).name.startswith("maillon.")


def _as_then(row: Any, model: Any, names: dict[str, str]) -> Any:
    kept = [field.attname for field in model._meta.concrete_fields]
    return model(**{one: row.__dict__[names.get(one, one)] for one in kept})


def rows() -> dict[str, dict[str, dict[str, str]]]:
    """By table and key, each column as the database holds it, under its name of today."""
    from django.apps import apps
    from django.db import connection

    found: dict[str, dict[str, dict[str, str]]] = {}
    tables = set(connection.introspection.table_names())
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if not _ours(model._meta.app_label) or table not in tables:
            continue
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  (our own tables)
            columns = [RENAMED.get(table, {}).get(one[0], one[0]) for one in cursor.description]
            told = [dict(zip(columns, map(str, row), strict=True)) for row in cursor]
        found[table] = {row[model._meta.pk.column]: row for row in told}
    return found


def bare() -> list[str]:
    """Which append-only tables hold a row and would let it be written again."""
    from django.db import DatabaseError, connection, transaction

    from maillon.kernel.appendonly import protected_tables

    found = []
    for table in sorted(protected_tables()):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f'UPDATE "{table}" SET id = id')  # noqa: S608  (our own tables)
                if cursor.rowcount:
                    found.append(table)
        except DatabaseError:
            continue
    return found


def killed(statement: int, counted: tuple[str, ...]) -> None:
    """Like a power cut: no transaction is given up, nobody is told."""
    from django.core.management import call_command
    from django.db import connection

    left = statement

    def count(go_on: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        nonlocal left
        if str(sql).lstrip().startswith(counted):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return go_on(sql, params, many, context)

    with connection.execute_wrapper(count):
        call_command("migrate", verbosity=0)
    print(statement - left)


def main() -> None:
    django.setup()
    match sys.argv[1:]:
        case ["world"]:
            world()
        case ["lay", version, url]:
            lay(version, url)
        case ["rows"]:
            print(json.dumps(rows()))
        case ["bare"]:
            print(json.dumps(bare()))
        case ["killed", statement]:
            killed(int(statement), CHANGES)
        case ["killed", statement, "word"]:
            killed(int(statement), WORD)


if __name__ == "__main__":
    main()
