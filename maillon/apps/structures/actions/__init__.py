"""Writing a structure: its statutes, who comes, who leaves, a list brought in."""

from maillon.apps.structures.actions.holding import (
    NewHolding,
    add_holding,
    close_holding,
    renew_holding,
)
from maillon.apps.structures.actions.importing import (
    apply_import,
    choose_columns,
    receive_list,
)
from maillon.apps.structures.actions.joining import (
    NewMember,
    add_member,
    cancel_departure,
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
    "NewHolding",
    "NewMember",
    "NewRecord",
    "NewSite",
    "add_holding",
    "add_member",
    "add_record",
    "apply_import",
    "attach_document",
    "cancel_departure",
    "choose_columns",
    "close_holding",
    "correct_member",
    "note_departure",
    "receive_list",
    "renew_holding",
    "withdraw_record",
    "write_statutes",
]
