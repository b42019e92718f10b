"""Replies: what a carer's short message means, and which offer it answers.

``parse`` reads the words, ``resolve`` looks at the offers open on that phone, ``numbers_named``
and ``who_comes`` which places and whose name, ``read_pause`` until when she pauses,
``read_enrolment`` who enrols and where. None guesses: what is not certain is asked again.
"""

from maillon.engines.replies.choosing import who_comes
from maillon.engines.replies.enrolling import EnrolmentFacts, read_enrolment
from maillon.engines.replies.numbering import figures_unread, numbers_named, speaks_of_numbers
from maillon.engines.replies.parsing import parse
from maillon.engines.replies.pausing import LONGEST_PAUSE, Pause, read_pause
from maillon.engines.replies.reply import Intent, RefusalReason, Reply
from maillon.engines.replies.resolving import OpenOffer, Resolution, ResolutionKind, resolve

__all__ = [
    "LONGEST_PAUSE",
    "EnrolmentFacts",
    "Intent",
    "OpenOffer",
    "Pause",
    "RefusalReason",
    "Reply",
    "Resolution",
    "ResolutionKind",
    "figures_unread",
    "numbers_named",
    "parse",
    "read_enrolment",
    "read_pause",
    "resolve",
    "speaks_of_numbers",
    "who_comes",
]
