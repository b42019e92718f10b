from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from maillon.apps.accounts.house import roles_there, works_there
from maillon.apps.departures import access
from maillon.apps.departures.models import Departure
from maillon.apps.handover import actions as handover
from maillon.apps.projects import actions as projects
from maillon.apps.structures import actions as structures
from maillon.apps.structures.models import Member
from maillon.errors import Refused
from maillon.kernel import jobs
from maillon.kernel.access import SYSTEM, AccountViewer, Viewer

__all__ = ["DAY", "NewDeparture", "depart", "job_key", "pass_rest"]

DAY: Final = "departures.day"
PARIS: Final = ZoneInfo("Europe/Paris")


@dataclass(frozen=True, slots=True)
class NewDeparture:
    """From which day, why, and who takes over what she holds."""

    left_on: date
    leaving: str
    successor_id: UUID | None = None


def depart(*, member_id: UUID, new: NewDeparture, by: AccountViewer, now: datetime) -> Departure:
    """She leaves: her line is dated, her access ends that day, what is due from that day on is her
    successor's at once, the rest on the day itself if it is still open.

    Raises ``NotFound`` for who does not write the structure, ``Refused``: ``departure_successor``
    (something is hers and nobody takes it), ``departure_stranger`` (who takes over does not work
    there then), and as ``structures.note_departure``.
    """
    member = access.require_member(by, member_id)
    heir = _heir(member, new)
    with transaction.atomic():
        structures.note_departure(
            member_id=member.pk, left_on=new.left_on, leaving=new.leaving, by=by, now=now
        )
        made = Departure(
            organization_id=member.organization_id, member=member, successor=heir,
            day=new.left_on, noted_by_id=by.account_id, noted_at=now,
        )  # fmt: skip
        since = new.left_on if new.left_on > now.astimezone(PARIS).date() else None
        made.kept = {"actions": [], "successions": [], "roles": []}
        if heir is not None:
            _pass(made, heir, since, by, now)
        elif access.holds(member):
            raise Refused("departure_successor")
        _close(made, by, now)
        made.save(force_insert=True)
        if since is not None and heir is not None:
            start = datetime.combine(new.left_on, time(0, 5), PARIS)
            jobs.enqueue(DAY, key=job_key(made.pk), run_at=start, payload={"id": str(made.pk)})
    return made


def pass_rest(payload: dict[str, Any], now: datetime) -> None:
    """On her first day away: what is still open is her successor's. Nothing if it was undone, or
    if the successor has left too: the hand-over file then says that the tasks are nobody's.
    """
    rows = Departure.objects.select_for_update(of=("self",)).select_related("member", "successor")
    made = rows.filter(pk=payload["id"], undone_at=None).first()
    heir = made.successor if made is not None else None
    if made is None or heir is None or not _works(heir, now.astimezone(PARIS).date()):
        return
    _pass(made, heir, None, SYSTEM, now)
    made.save(update_fields=["kept"])


def job_key(departure_id: UUID) -> str:
    """The timer of a departure's day."""
    return f"{DAY}:{departure_id}"


def _heir(member: Member, new: NewDeparture) -> Member | None:
    if new.successor_id is None:
        return None
    rows = Member.objects.of(member.organization_id).exclude(pk=member.pk)
    heir = rows.filter(pk=new.successor_id).first()
    if heir is None or not _works(heir, new.left_on):
        raise Refused("departure_stranger")
    return heir


def _works(heir: Member, day: date) -> bool:
    """Whether she is of the team that day, with an account that opens the structure."""
    still = heir.left_on is None or heir.left_on > day
    return still and heir.account_id is not None and works_there(
        heir.account_id, heir.organization_id, day=day
    )  # fmt: skip


def _pass(made: Departure, heir: Member, since: date | None, by: Viewer, now: datetime) -> None:
    """Her actions, then her other tasks: all of them, or what is due from a day on."""
    member, house = made.member, made.organization_id
    moved = projects.hand_actions(
        organization_id=house, from_id=member.pk, to_id=heir.pk, since=since, by=by, now=now
    )
    made.kept["actions"] += [str(one) for one in moved]
    if member.account_id is None or heir.account_id is None or access.stays(member, made.day):
        return
    passed = handover.pass_owned(
        organization_id=house, from_id=member.account_id, to_id=heir.account_id,
        passed_by=made.noted_by_id, since=since, by=by, now=now,
    )  # fmt: skip
    if passed is not None:
        made.kept["successions"].append(str(passed.pk))


def _close(made: Departure, by: AccountViewer, now: datetime) -> None:
    """Her roles end, but of who notes it, of an administrator, and of who stays as another."""
    account = made.member.account_id
    if account is None or not access.closes(made.member, made.day, by):
        return
    made.kept["roles"] = roles_there(account, made.organization_id, day=made.day)
    handover.end_access(
        organization_id=made.organization_id, account_id=account, last=made.day, by=by, now=now
    )
