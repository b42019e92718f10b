"""What stands in a coordinator's inboxes, with its planted words."""

from datetime import timedelta
from typing import TYPE_CHECKING

from maillon.apps.cockpit.actions import note_errand
from maillon.kernel.access import AccountViewer
from tests.factories.desk import MORNING, TODAY
from tests.factories.help import asked_for_help

if TYPE_CHECKING:
    from tests.access.cast import Tenant

__all__ = ["asked_and_noted"]


def asked_and_noted(tenant: "Tenant", by: AccountViewer) -> None:
    """A thing to do that names somebody, and help asked for somebody."""
    tenant.errand_id = note_errand(
        organization_id=tenant.world.desk.organization_id, inbox="alert", by=by, now=MORNING,
        text=tenant.words["help_errand"], due_on=TODAY + timedelta(days=3),
    ).pk  # fmt: skip
    tenant.help_id = asked_for_help(
        by, tenant.world.desk.organization_id, MORNING, words=tenant.words["help_words"],
        requester_name=tenant.words["help_requester"], person_name=tenant.words["help_person"],
    ).pk  # fmt: skip
