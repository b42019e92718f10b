"""Replies: what a carer's short message means, and which offer it answers.

``parse`` reads the words, ``resolve`` looks at the offers open on that phone. Neither guesses:
what is not certain is asked again.
"""

from maillon.engines.replies.parsing import parse
from maillon.engines.replies.reply import Intent, RefusalReason, Reply
from maillon.engines.replies.resolving import OpenOffer, Resolution, ResolutionKind, resolve

__all__ = [
    "Intent",
    "OpenOffer",
    "RefusalReason",
    "Reply",
    "Resolution",
    "ResolutionKind",
    "parse",
    "resolve",
]
