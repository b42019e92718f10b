"""Calling a meeting, choosing its date, writing its minutes, closing it."""

from maillon.apps.meetings.actions.asking import (
    INVITE,
    add_guest,
    drop_guest,
    invite,
    new_link,
    send_invitation,
)
from maillon.apps.meetings.actions.closing import close_minutes, follow_up, settle_decision
from maillon.apps.meetings.actions.coming_out import come_out
from maillon.apps.meetings.actions.correcting import correct_presence
from maillon.apps.meetings.actions.dating import answer_dates, choose_date, say_coming
from maillon.apps.meetings.actions.forgetting import forget_words
from maillon.apps.meetings.actions.planning import (
    NewGuest,
    NewMeeting,
    call_meeting,
    cancel_meeting,
)
from maillon.apps.meetings.actions.sitting import (
    add_case,
    add_item,
    decide,
    drop_decision,
    drop_item,
    move_item,
    note_presence,
    write_notes,
)

__all__ = [
    "INVITE",
    "NewGuest",
    "NewMeeting",
    "add_case",
    "add_guest",
    "add_item",
    "answer_dates",
    "call_meeting",
    "cancel_meeting",
    "choose_date",
    "close_minutes",
    "come_out",
    "correct_presence",
    "decide",
    "drop_decision",
    "drop_guest",
    "drop_item",
    "follow_up",
    "forget_words",
    "invite",
    "move_item",
    "new_link",
    "note_presence",
    "say_coming",
    "send_invitation",
    "settle_decision",
    "write_notes",
]
