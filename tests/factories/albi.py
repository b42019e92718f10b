"""The geriatric number of Albi as a situation: a desk held by hospital clinicians. Invented."""

from typing import Any

from maillon.apps.desk import actions
from maillon.apps.desk.models import ServiceRequest
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY, DeskWorld

__all__ = ["albi", "opinion_wanted"]


def albi() -> DeskWorld:
    """The mobile geriatric unit answers; its neighbours are those of Saint-Chamond."""
    return situations.saint_chamond(kind="clinical")


def opinion_wanted(world: DeskWorld, *more: actions.NewNeed, **changes: Any) -> ServiceRequest:
    """A GP asks for an opinion, and perhaps for care too."""
    needs = (actions.NewNeed("advice", "once", TODAY), *more)
    caller = actions.NewRequester(kind="gp", name="Docteur Gonin", phone="+33199000015")
    return situations.request_received(
        world, MORNING, **{"needs": needs, "requester": caller, **changes}
    )
