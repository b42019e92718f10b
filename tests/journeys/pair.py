"""What stands before a cabinet is called: nights for two nurses, and a line that two share."""

from datetime import timedelta
from typing import Final

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.desk import actions
from maillon.kernel import clock
from tests.factories import desk as situations
from tests.journeys import scene

__all__ = ["CABINET", "HOUSE", "lay"]

CABINET: Final = "Cabinet fictif du Creux"
HOUSE: Final = "EHPAD fictif des Deux Nuits"


def lay() -> None:
    """Two nights of two nurses, asked of the cabinet among others."""
    now = clock.now()
    by = viewer_of(Account.objects.get(email=scene.AGENT), now=now)
    line = situations.cabinet(
        CABINET, "42207", "+33639980041", ("Julie", "Roux"), ("Paul", "Martel")
    )
    line.availability, line.availability_declared_at = "yes", now
    line.save()
    need = situations.nights(2, 2, now.date() + timedelta(days=20))
    desk_id = next(one.desk_id for one in by.roles if one.code == "agent" and one.desk_id)
    told = situations.for_ehpad(needs=(need,), establishment=HOUSE)
    new = actions.NewRequest(
        desk_id=desk_id,
        commune_id="42207",
        urgency="planned",
        prescription="none",
        informed_by="",
        agreement="",
        gp_wish="none",
        synthetic=True,
        duplicate_seen=True,
        **{name: told[name] for name in ("requester", "needs", "establishment")},
    )
    request = actions.receive_request(new=new, by=by, now=now)
    actions.triage_for_care(request_id=request.pk, by=by, now=now)
