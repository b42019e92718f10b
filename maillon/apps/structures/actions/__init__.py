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
from maillon.apps.structures.actions.statutes import NewSite, write_statutes

__all__ = [
    "NewMember",
    "NewSite",
    "add_member",
    "apply_import",
    "choose_columns",
    "correct_member",
    "note_departure",
    "receive_list",
    "write_statutes",
]
