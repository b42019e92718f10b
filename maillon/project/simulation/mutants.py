"""One fault per invariant, put into the real code for the length of a simulated week.

A judge that never condemned proves nothing: ``maillon simulate desk-week --mutate I3`` must
turn I3 false, and I3 alone. Nothing of this exists outside the simulator's own process.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any, Final

from maillon.project.simulation import mutants_desk, mutants_messages, mutants_search

__all__ = ["MUTANTS", "broken"]

Mutant = Callable[[], AbstractContextManager[Any]]

MUTANTS: Final[Mapping[str, Mutant]] = {
    "I1": mutants_desk.a_number_is_skipped,
    "I2": mutants_desk.drafts_keep_nothing,
    "I3": mutants_desk.a_naive_seat,
    "I4": mutants_messages.losers_hear_nothing,
    "I5": mutants_desk.found_is_not_owed,
    "I6": mutants_desk.no_deadline,
    "I7": mutants_search.a_timer_sleeps,
    "I8": mutants_search.widened_early,
    "I9": mutants_search.whoever_does_it_or_not,
    "I10": mutants_search.no_limit,
    "I11": mutants_messages.each_copy_counts,
    "I12": mutants_messages.a_guess,
    "I13": mutants_search.withdrawn_and_forgotten,
    "I14": mutants_messages.rows_get_lost,
    "I15": mutants_messages.undelivered_is_ignored,
    "I16": mutants_search.timers_ring_twice,
    "I17": mutants_desk.the_last_writer_wins,
    "I18": mutants_desk.triage_leaves_no_trace,
    "I19": mutants_desk.shifts_end_early,
    "I20": mutants_desk.the_journal_forgets,
}


@contextmanager
def broken(invariant: str) -> Iterator[None]:
    """The code, with the fault that breaks this invariant."""
    with ExitStack() as stack:
        stack.enter_context(MUTANTS[invariant]())
        yield
