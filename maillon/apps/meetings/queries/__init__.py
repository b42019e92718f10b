"""Meetings as their readers see them."""

from maillon.apps.meetings.cases import offered
from maillon.apps.meetings.queries.correcting import (
    CorrectionLine,
    CorrectionPage,
    correction_page,
    may_correct,
)
from maillon.apps.meetings.queries.listing import (
    MeetingRow,
    OwedDecision,
    my_meetings,
    next_case_meetings,
    owed_decisions,
    places,
)
from maillon.apps.meetings.queries.page import (
    DecisionLine,
    GuestLine,
    ItemLine,
    MeetingPage,
    OptionLine,
    link_page,
    link_viewer,
    meeting_page,
)

__all__ = [
    "CorrectionLine",
    "CorrectionPage",
    "DecisionLine",
    "GuestLine",
    "ItemLine",
    "MeetingPage",
    "MeetingRow",
    "OptionLine",
    "OwedDecision",
    "correction_page",
    "link_page",
    "link_viewer",
    "may_correct",
    "meeting_page",
    "my_meetings",
    "next_case_meetings",
    "offered",
    "owed_decisions",
    "places",
]
