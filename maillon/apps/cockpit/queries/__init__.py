"""A coordinator's day: six inboxes, and the circles she holds."""

from maillon.apps.cockpit.queries.caseload import CASE_SORTS, Caseload, CaseRow, caseload
from maillon.apps.cockpit.queries.inboxes import (
    Cockpit,
    Inbox,
    InboxLine,
    cockpit,
    one_inbox,
)

__all__ = [
    "CASE_SORTS",
    "CaseRow",
    "Caseload",
    "Cockpit",
    "Inbox",
    "InboxLine",
    "caseload",
    "cockpit",
    "one_inbox",
]
