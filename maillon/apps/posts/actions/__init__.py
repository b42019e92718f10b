"""Writing coordination time: by a click, by a timer, from a meeting of the journal."""

from maillon.apps.posts.actions.noting import NewTime, correct_time, note_time, withdraw_time
from maillon.apps.posts.actions.taking import take_meeting
from maillon.apps.posts.actions.timing import drop_timer, start_timer, stop_timer

__all__ = [
    "NewTime",
    "correct_time",
    "drop_timer",
    "note_time",
    "start_timer",
    "stop_timer",
    "take_meeting",
    "withdraw_time",
]
