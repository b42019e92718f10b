from datetime import datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.accounts.house import give_back_roles
from maillon.apps.departures import access
from maillon.apps.departures.actions.leaving import job_key
from maillon.apps.departures.models import Departure
from maillon.apps.handover import actions as handover
from maillon.apps.projects import actions as projects
from maillon.apps.structures import actions as structures
from maillon.errors import NotFound, Refused
from maillon.kernel import jobs
from maillon.kernel.access import AccountViewer

__all__ = ["undo_departure"]


def undo_departure(*, departure_id: UUID, by: AccountViewer, now: datetime) -> Departure:
    """She stays after all: her line, her roles, and what is still open and still her successor's
    are hers again. What was done meanwhile is done.

    Raises ``NotFound``, ``Refused``: ``departure_undone``, ``member_there`` (she came back by a
    line of her own since).
    """
    with transaction.atomic():
        rows = Departure.objects.select_for_update(of=("self",)).select_related("member")
        made = rows.filter(pk=departure_id).first()
        if made is None:
            raise NotFound
        access.require_member(by, made.member_id)
        if made.undone_at is not None:
            raise Refused("departure_undone")
        structures.cancel_departure(member_id=made.member_id, by=by, now=now)
        if made.kept["roles"] and made.member.account_id:
            give_back_roles(made.member.account_id, made.organization_id, made.kept["roles"],
                            by=by, now=now)  # fmt: skip
        _bring_back(made, by, now)
        jobs.forget(job_key(made.pk))
        made.undone_at = now
        made.save(update_fields=["undone_at"])
    return made


def _bring_back(made: Departure, by: AccountViewer, now: datetime) -> None:
    if made.successor_id is not None:
        projects.return_actions(
            organization_id=made.organization_id, from_id=made.successor_id,
            action_ids=[UUID(one) for one in made.kept["actions"]], to_id=made.member_id,
            by=by, now=now,
        )  # fmt: skip
    for one in made.kept["successions"]:
        try:
            handover.return_tasks(succession_id=UUID(one), by=by, now=now)
        except Refused as refused:
            if refused.code != "handover_returned":  # given back by hand since: nothing to do
                raise
