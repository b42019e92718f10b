"""What changes hands: a request goes to a colleague, a shift or a desk; a carer is replaced."""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from maillon.apps.desk import actions
from maillon.apps.desk.models import ServiceRequest
from maillon.errors import Refused
from maillon.kernel.access import AccountViewer
from maillon.project.simulation.draws import Draws
from maillon.project.simulation.world import World

__all__ = ["pass_on", "replace_carer"]


def pass_on(
    world: World, draws: Draws, request: ServiceRequest, by: AccountViewer, now: datetime
) -> None:
    """To a colleague, to the next shift or, with everything it owes, to the desk beside."""
    draw = draws.of("passed to", request.reference)
    to = draw.choice((
        actions.Receiver(desk_id=world.beside.pk),
        actions.Receiver(account_id=draw.choice(world.agents).account_id),
        actions.Receiver(shift="next"),
    ))  # fmt: skip
    actions.relay_request(request_id=request.pk, to=to, word="suite", by=by, now=now)


def replace_carer(world: World, assignment_id: UUID, by: AccountViewer, now: datetime) -> None:
    """Who came is ill: somebody else from tomorrow, where the care goes on (I13)."""
    tomorrow = now.astimezone(ZoneInfo(world.desk.timezone)).date() + timedelta(days=1)
    gone = actions.Replacement(assignment_id, tomorrow, "sick")
    with suppress(Refused):
        actions.replace_carer(new=gone, by=by, now=now)
