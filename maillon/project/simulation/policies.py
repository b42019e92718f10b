"""Ways of choosing whom to ask, to be compared on the same callers."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from typing import Any, Final
from unittest.mock import patch

from maillon.apps.desk import facts
from maillon.engines.dispatch import Ranked, rank

__all__ = ["POLICIES"]

Policy = Callable[[], AbstractContextManager[Any]]


@contextmanager
def _first_come() -> Iterator[None]:
    """The list in the order of enrolment: the same people first, whatever they declared.

    Who may be asked, the windows and the sizes of waves stay the same; only the order differs.
    """

    def in_order(*given: Any) -> tuple[Ranked, ...]:
        first = sorted(rank(*given), key=lambda one: (_tier(one), _enrolment(one)))
        return tuple(replace(one, position=n) for n, one in enumerate(first, start=1))

    with patch.object(facts, "rank", in_order):
        yield


def _tier(one: Ranked) -> int:
    return ("chosen", "usual", "zone", "neighbours").index(one.tier)


def _enrolment(one: Ranked) -> str:
    from maillon.apps.directory.models import Responder

    return Responder.objects.values_list("phone", flat=True).get(pk=one.responder_id)


POLICIES: Final[Mapping[str, Policy]] = {"maillon": nullcontext, "first_come": _first_come}
