"""A meeting, who is asked to it, what it speaks of, what it decides, what was corrected of it."""

from maillon.apps.meetings.models.agenda import AgendaItem, Decision
from maillon.apps.meetings.models.correction import PresenceCorrection
from maillon.apps.meetings.models.guest import DateAnswer, DateOption, Guest
from maillon.apps.meetings.models.meeting import Meeting

__all__ = [
    "AgendaItem",
    "DateAnswer",
    "DateOption",
    "Decision",
    "Guest",
    "Meeting",
    "PresenceCorrection",
]
