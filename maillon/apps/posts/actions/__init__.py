"""Writing coordination time (a click, a timer, a meeting of the journal), and the post."""

from maillon.apps.posts.actions.arranging import (
    NewPost,
    end_post,
    say_load,
    say_presence,
    say_spending,
    write_post,
)
from maillon.apps.posts.actions.dismissing import bring_back_meeting, set_meeting_aside
from maillon.apps.posts.actions.inviting import (
    answer_invitation,
    invite_neighbours,
    withdraw_invitation,
)
from maillon.apps.posts.actions.noting import NewTime, correct_time, note_time, withdraw_time
from maillon.apps.posts.actions.seeking import NewWish, seek_post, stop_seeking
from maillon.apps.posts.actions.taking import take_meeting
from maillon.apps.posts.actions.timing import drop_timer, start_timer, stop_timer

__all__ = [
    "NewPost",
    "NewTime",
    "NewWish",
    "answer_invitation",
    "bring_back_meeting",
    "correct_time",
    "drop_timer",
    "end_post",
    "invite_neighbours",
    "note_time",
    "say_load",
    "say_presence",
    "say_spending",
    "seek_post",
    "set_meeting_aside",
    "start_timer",
    "stop_seeking",
    "stop_timer",
    "take_meeting",
    "withdraw_invitation",
    "withdraw_time",
    "write_post",
]
