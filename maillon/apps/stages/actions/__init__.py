"""Moving on the way to a contract: what is sent, what is answered, the territory, the annex."""

from maillon.apps.stages.actions.answering import NewAnswer, answer_step
from maillon.apps.stages.actions.handing_over import answer_received, hand_filing, reply_received
from maillon.apps.stages.actions.mapping import (
    move_mission,
    withdraw_amount,
    write_amount,
    write_territory,
)
from maillon.apps.stages.actions.moving import NewFiling, begin_stage, file_step
from maillon.apps.stages.actions.opening import close_reader, open_reader

__all__ = [
    "NewAnswer",
    "NewFiling",
    "answer_received",
    "answer_step",
    "begin_stage",
    "close_reader",
    "file_step",
    "hand_filing",
    "move_mission",
    "open_reader",
    "reply_received",
    "withdraw_amount",
    "write_amount",
    "write_territory",
]
