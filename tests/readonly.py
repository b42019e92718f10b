"""Asking changes nothing: a GET that writes is stopped at the connection itself.

Two tables apart: sessions, and the access log, since tracing a read is part of reading.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import connections

__all__ = ["WriteWhileReading", "reading"]

# A machine that has no other verb, and shows an account (ADR 0018).
MACHINES = frozenset({"/webhooks/kannel/accuse/"})
READS = frozenset({"GET", "HEAD", "OPTIONS"})
APART = frozenset({"django_session", "kernel_accesslogentry"})
WRITE = re.compile(
    r"""^\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM
        |TRUNCATE(?:\s+TABLE)?|CREATE\s+\w+|DROP\s+\w+|ALTER\s+\w+)\s+"?(?P<table>\w+)""",
    re.IGNORECASE | re.VERBOSE,
)

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


class WriteWhileReading(AssertionError):
    """A page that was only asked for changed something."""


def refuse_writes(
    execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """An execution wrapper of Django's connections."""
    written = WRITE.match(sql)
    if written and written["table"] not in APART:
        raise WriteWhileReading(f"a GET wrote in {written['table']}: {sql[:200]}")
    return execute(sql, params, many, context)


@contextmanager
def reading(method: str, path: str) -> Iterator[None]:
    """For the length of one request, refuse writes if its method only reads."""
    with ExitStack() as stack:
        if method in READS and path not in MACHINES:
            for connection in connections.all(initialized_only=True):
                stack.enter_context(connection.execute_wrapper(refuse_writes))
        yield
