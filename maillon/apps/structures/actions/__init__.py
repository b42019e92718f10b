"""Writing a structure: its statutes, who comes, who leaves, a list brought in."""

from maillon.apps.structures.actions.importing import (
    apply_import,
    choose_columns,
    receive_list,
)
from maillon.apps.structures.actions.joining import (
    NewMember,
    add_member,
    correct_member,
    note_departure,
)
from maillon.apps.structures.actions.recording import (
    NewRecord,
    add_record,
    attach_document,
    withdraw_record,
)
from maillon.apps.structures.actions.statutes import NewSite, write_statutes

__all__ = [
    "NewMember",
    "NewRecord",
    "NewSite",
    "add_member",
    "add_record",
    "apply_import",
    "attach_document",
    "choose_columns",
    "correct_member",
    "note_departure",
    "receive_list",
    "withdraw_record",
    "write_statutes",
]
