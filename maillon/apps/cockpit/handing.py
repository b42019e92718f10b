"""The open tasks of a structure, as its hand-over file tells them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from maillon.apps.accounts.queries import account_cards
from maillon.apps.cockpit.opening import VERBS, about
from maillon.apps.handover.sections import Line
from maillon.apps.tasks.inboxes import INBOXES
from maillon.apps.tasks.queries import HouseTask, house_tasks
from maillon.kernel.access import AccountViewer

__all__ = ["open_tasks", "owned_tasks"]

# Whose words are the team's own: of any other kind the verb alone, which names nobody.
SPOKEN: Final = (
    "contracts.", "governance.", "structures.", "projects.", "protocols.", "money.", "stages.",
)  # fmt: skip
NOTED: Final = {f"cockpit.{code}": f"Une chose notée, {label.lower()}"
                for code, label in INBOXES.items()}  # fmt: skip


def open_tasks(viewer: AccountViewer, organization_id: UUID, now: datetime) -> Iterator[Line]:
    """Every open task, who owes it, until when; about a person, neither name nor words."""
    return _told(viewer, house_tasks(viewer, organization_id), now)


def owned_tasks(
    viewer: AccountViewer, organization_id: UUID, account_id: UUID, now: datetime
) -> Iterator[Line]:
    """The same, those that one account owes."""
    rows = house_tasks(viewer, organization_id)
    return _told(viewer, [one for one in rows if one.account_id == account_id], now)


def _told(viewer: AccountViewer, found: Sequence[HouseTask], now: datetime) -> Iterator[Line]:
    told = about(viewer, [one.row for one in found if one.row.kind.startswith(SPOKEN)], now)
    names = account_cards({one.account_id for one in found if one.account_id})
    for one in found:
        words = told.get((one.row.kind, one.row.origin_id))
        late = one.row.due_at <= now
        yield Line(
            words.title if words else _verb(one),
            names[one.account_id].name if one.account_id in names else one.group,
            one.row.due_at.date(), "en retard" if late else "", "late" if late else "plain",
            words.url if words else "",
        )  # fmt: skip


def _verb(one: HouseTask) -> str:
    kind = one.row.kind
    return VERBS.get(kind) or NOTED.get(kind) or "Une chose à faire, à ouvrir dans Maillon"
