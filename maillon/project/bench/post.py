"""A desk of the bench, its agent and its callers: everything after is lived by the real actions."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care.actions import NewPerson
from maillon.apps.desk import actions
from maillon.apps.desk.models import Desk, DeskCommune
from maillon.apps.directory.models import Commune, Organization
from maillon.kernel.access import AccountViewer
from maillon.project.bench.country import SOURCE

__all__ = ["NEED", "new_request", "open_desk"]

NEED: Final = "dressing"
OPEN: Final = {str(day): [["00:00", "24:00"]] for day in range(7)}


def open_desk(served: Iterable[Commune], now: datetime) -> tuple[Desk, AccountViewer]:
    """A desk of these communes, open day and night, never silent; and its agent."""
    communes = list(served)
    house = Organization.objects.create(
        kind="desk", name="Mesure", folded_name="mesure", synthetic=True, source=SOURCE,
        as_of=now.date(),
    )  # fmt: skip
    desk = Desk.objects.create(
        organization=house, name="Poste de mesure", phone="+33199000042", commune=communes[0],
        opening_hours=OPEN, sector="Mesure", synthetic=True,
        policy={"quiet_start": "00:00", "quiet_end": "00:00"},
    )  # fmt: skip
    DeskCommune.objects.bulk_create(DeskCommune(desk=desk, commune=one) for one in communes)
    agent = Account(email=f"agent-{desk.pk.hex}@mesure.example", name="Agent", initials="AM")
    agent.set_unusable_password()
    agent.save(force_insert=True)
    yesterday = now.date() - timedelta(days=1)
    ScopedRole.objects.create(
        account=agent, organization=house, desk_id=desk.pk, code="agent", starts_on=yesterday
    )
    return desk, viewer_of(agent, now=now)


def new_request(desk: Desk, number: int, commune: str, now: datetime) -> actions.NewRequest:
    """A dressing every day from tomorrow, for somebody nobody knows yet."""
    return actions.NewRequest(
        desk_id=desk.pk,
        requester=actions.NewRequester("hospital", f"Service {number}", phone="+33199000014"),
        needs=(actions.NewNeed(NEED, "daily", now.date() + timedelta(days=1)),),
        commune_id=commune,
        urgency="today",
        prescription="held",
        informed_by="requester",
        agreement="agreed",
        gp_wish="none",
        person=NewPerson(
            birth_name=f"Essai {number}", given_name="Suzanne", birth_date="1941-05-04", sex="F"
        ),
        synthetic=True,
    )
