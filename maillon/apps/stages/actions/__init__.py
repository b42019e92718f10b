"""Moving on the way to a contract: what is sent, what is answered, the territory, the annex."""

from maillon.apps.stages.actions.answering import NewAnswer, answer_step
from maillon.apps.stages.actions.mapping import (
    move_mission,
    withdraw_amount,
    write_amount,
    write_territory,
)
from maillon.apps.stages.actions.moving import NewFiling, begin_stage, file_step

__all__ = [
    "NewAnswer",
    "NewFiling",
    "answer_step",
    "begin_stage",
    "file_step",
    "move_mission",
    "withdraw_amount",
    "write_amount",
    "write_territory",
]
