"""What one register must say of itself to be brought in like the others."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Protocol, TypeVar

from django.db.models import QuerySet

from maillon.apps.directory.actions.importing.ledger import Key, Ledger
from maillon.apps.directory.actions.report import Report
from maillon.apps.directory.extract import Row
from maillon.apps.directory.models import ImportRun

__all__ = ["Kind"]

R = TypeVar("R", bound=Row, contravariant=True)


class Kind(Protocol[R]):
    """One register: what its lines are about, what they change, and what was brought in before.

    Its table has ``source``, ``as_of``, ``last_run`` and ``ended_on``; ``key_columns`` are the
    columns whose values make the key of an object, in the order of ``key``.
    """

    code: ClassVar[str]  # of its runs; its refusals begin with it
    key_columns: ClassVar[tuple[str, ...]]

    def key(self, row: R) -> Key:
        """Which object a line is about."""
        ...

    def told(self, row: R) -> str:
        """Everything that, changed, changes the object."""
        ...

    def doubts(self, row: R) -> Iterable[str]:
        """Warnings about a line that is kept."""
        ...

    def save(self, rows: Sequence[R], run: ImportRun, ledger: Ledger, report: Report) -> None:
        """Write the objects of these lines, inside the transaction that moves the run's mark."""
        ...

    def living(self) -> QuerySet[Any]:
        """What this register brought in and has not ended."""
        ...

    def end(self, absent: QuerySet[Any], run: ImportRun) -> None:
        """What becomes of what the file no longer holds."""
        ...

    def refresh(self, older: QuerySet[Any], run: ImportRun) -> None:
        """What else takes the date of the extract with the objects of ``older``, met again."""
        ...
