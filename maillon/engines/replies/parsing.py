"""The grammar of replies: a total function from any text to what it certainly means.

    reply     = { phrase | figure | word }
    phrase    = longest phrase of the vocabulary starting at a word      → one signal
    figure    = telephone | reference | time | code                      → see ``figures``
    word      = anything else: a filler, or ``extra`` for a person to read

Order does not count, only which signals are there; the first line that applies decides:

    stop                    unless with yes, done or start                   stop
    doubt                                                                    ambiguous
    enrol                   with nothing else                                enrol
    unchanged               with nothing else                                unchanged
    withdraw, change + no   unless with yes or done                          withdraw
    pause                   unless with yes, done or start                   pause
    start                   with nothing else, not even a day                start
    done                    unless with no, a negation or a question         confirm
    yes                     unless with no, a negation, a condition or
                            a question                                       yes
    able ("je peux")        as yes, and neither a day nor an unknown word    yes
    no                                                                       no
    hindered (a reason)     unless with a question                           no
    negation, condition, question                                            ambiguous
    nothing known                                                            unknown

A line whose "unless" is not held to is ambiguous. A reason counts as a no wherever "no" is said.
Two codes in one message are ambiguous too, since the answer has one place for a code. A wrong
yes sends nobody to a person who waits; a question asked again costs one message: whatever is not
certain is ambiguous.
"""

from collections.abc import Iterator
from typing import Final

from maillon.engines.replies.figures import read_figures
from maillon.engines.replies.folding import fold
from maillon.engines.replies.reply import Intent, Reply
from maillon.engines.replies.signals import Signals, read_signals
from maillon.engines.replies.vocabulary import Signal

__all__ = ["parse"]

_AGREES: Final[frozenset[Signal]] = frozenset({"yes", "able", "done"})
_REFUSES: Final[frozenset[Signal]] = frozenset({"no", "hindered"})
_SPOILS_DONE: Final[frozenset[Signal]] = _REFUSES | {"negation", "question"}
_SPOILS_YES: Final[frozenset[Signal]] = _SPOILS_DONE | {"condition"}
_UNFINISHED: Final[frozenset[Signal]] = frozenset({"negation", "condition", "question"})
_ABOUT_ONE_OFFER: Final[frozenset[Intent]] = frozenset({"yes", "no", "confirm", "withdraw"})


def parse(text: str, open_codes: frozenset[str] = frozenset()) -> Reply:
    """What the message means; ``open_codes`` are those of the offers this phone may answer.

    Total: any text has an answer, in time linear in its length. Case, accents and outer spaces
    change nothing. An empty text is ``unknown``.
    """
    figures = read_figures(fold(text), open_codes)
    signals = read_signals(figures)
    intent: Intent = next(_readings(signals), "unknown")
    if figures.too_many_codes and intent in _ABOUT_ONE_OFFER:
        intent = "ambiguous"
    return Reply(
        intent=intent,
        code=figures.code,
        reference=figures.reference,
        reason=signals.reason,
        pause_days=figures.length_days if intent == "pause" else None,
        conditional="condition" in signals.found,
        extra=signals.unknown_words,
        time_text=signals.time_text,
    )


def _readings(signals: Signals) -> Iterator[Intent]:
    """The lines of the grammar that apply, in order; the first one counts."""
    found = signals.found
    agrees, refuses = not found.isdisjoint(_AGREES), not found.isdisjoint(_REFUSES)
    if "stop" in found:
        yield "ambiguous" if agrees or "start" in found else "stop"
    if "doubt" in found:
        yield "ambiguous"
    if "enrol" in found:
        yield "enrol" if found <= {"enrol", "time"} else "ambiguous"
    if found and found <= {"unchanged", "time"} and "unchanged" in found:
        yield "unchanged"
    if "withdraw" in found or ("change" in found and refuses):
        yield "ambiguous" if agrees else "withdraw"
    if "pause" in found:
        yield "ambiguous" if agrees or "start" in found else "pause"
    if "start" in found:
        yield "start" if found == {"start"} else "ambiguous"
    if "done" in found:
        yield "confirm" if found.isdisjoint(_SPOILS_DONE) else "ambiguous"
    if agrees:
        yield "yes" if _is_firm(signals) else "ambiguous"
    if refuses:
        yield "no" if "no" in found or "question" not in found else "ambiguous"
    if not found.isdisjoint(_UNFINISHED):
        yield "ambiguous"


def _is_firm(signals: Signals) -> bool:
    """A yes with nothing against it; "je peux lundi", "je peux savoir" are not one yet."""
    open_ended = "time" in signals.found or signals.unknown_words
    weak = "yes" not in signals.found and open_ended
    return signals.found.isdisjoint(_SPOILS_YES) and not weak
