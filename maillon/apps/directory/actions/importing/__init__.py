"""Registers brought in: two passes, committed batches, resumable; each register is a ``Kind``."""

from maillon.apps.directory.actions.importing.passes import (
    BATCH,
    Import,
    Progress,
    import_extract,
    silent,
)

__all__ = ["BATCH", "Import", "Progress", "import_extract", "silent"]
