"""A migration and the word that it was done, in one transaction.

Django writes that word after the commit wherever keys or indexes are laid last: killed in
between, the tables are there, nobody knows it, and running it again fails on the first of them.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

__all__ = ["WholeOrNothing"]


class WholeOrNothing(MigrationExecutor):
    """Lays keys and indexes with the rest, so that the word is written in the transaction."""

    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False,
        fake_initial: bool = False,
    ) -> ProjectState:  # fmt: skip
        """Django's; of a migration that is atomic, nothing is left for after the commit."""
        plain: Any = migration.apply

        def whole(
            project_state: ProjectState, editor: BaseDatabaseSchemaEditor, *given: Any
        ) -> ProjectState:
            after: ProjectState = plain(project_state, editor, *given)
            if migration.atomic:
                for statement in editor.deferred_sql:
                    editor.execute(statement)
                editor.deferred_sql.clear()
            return after

        migration.apply = whole  # type: ignore[method-assign, assignment]
        try:
            return super().apply_migration(state, migration, fake, fake_initial)
        finally:
            del migration.apply
