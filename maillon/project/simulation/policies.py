"""Ways of choosing whom to ask, to be compared on the same callers.

Who may be asked, the windows and the sizes of waves stay the same; only the order differs, and
the person's choice and her usual carers come first in each.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from hashlib import sha256
from typing import Any, Final
from unittest.mock import patch

from maillon.apps.desk import facts
from maillon.engines.dispatch import TIERS, NeedFacts, Ranked, rank

__all__ = ["POLICIES"]

Policy = Callable[[], AbstractContextManager[Any]]
Order = Callable[[NeedFacts, Ranked], str]


def _asked_by(order: Order) -> Policy:
    """Inside a tier, whoever comes first in this order."""

    @contextmanager
    def in_force() -> Iterator[None]:
        def in_order(need: NeedFacts, *given: Any) -> tuple[Ranked, ...]:
            ranked = rank(need, *given)
            first = sorted(ranked, key=lambda one: (TIERS.index(one.tier), order(need, one)))
            return tuple(one._replace(position=n) for n, one in enumerate(first, start=1))

        with patch.object(facts, "rank", in_order):
            yield

    return in_force


def _enrolment(need: NeedFacts, one: Ranked) -> str:
    """The list in the order of enrolment: the same people first, whatever they declared."""
    from maillon.apps.directory.models import Responder

    phone: str = Responder.objects.only("phone").get(pk=one.responder_id).phone
    return phone


def _lots(need: NeedFacts, one: Ranked) -> str:
    """Lots drawn anew for each need, the same at each run."""
    return sha256(
        f"{need.starts_at}|{need.commune}|{need.code}|{one.responder_id}".encode()
    ).hexdigest()


POLICIES: Final[Mapping[str, Policy]] = {
    "maillon": nullcontext,
    "first_come": _asked_by(_enrolment),
    "random": _asked_by(_lots),
}
