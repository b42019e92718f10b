"""Codes of the desk as French words, for every page of this room."""

from maillon.apps.desk.web.wording.calls import Script, script
from maillon.apps.desk.web.wording.moments import moment_words
from maillon.apps.desk.web.wording.people import age, born, living_words, need_words, title
from maillon.apps.desk.web.wording.reasons import (
    rank_words,
    reason_side,
    reason_words,
    spoken,
)
from maillon.apps.desk.web.wording.steps import Next, next_words, wave_words
from maillon.apps.desk.web.wording.story import Told, told

__all__ = [
    "Next",
    "Script",
    "Told",
    "age",
    "born",
    "living_words",
    "moment_words",
    "need_words",
    "next_words",
    "rank_words",
    "reason_side",
    "reason_words",
    "script",
    "spoken",
    "title",
    "told",
    "wave_words",
]
