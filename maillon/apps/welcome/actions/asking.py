"""A request for help, from the public page or by telephone: written once, and owed an answer."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction

from maillon.apps.directory.phones import e164
from maillon.apps.directory.queries import communes_matching
from maillon.apps.directory.vocabulary import NEEDS
from maillon.apps.journal import actions as journal
from maillon.apps.tasks import actions as tasks
from maillon.apps.tasks.actions import Owner
from maillon.apps.welcome import access
from maillon.apps.welcome.models import HelpRequest, WelcomeDoor
from maillon.apps.welcome.timing import working_days_after
from maillon.apps.welcome.vocabulary import AGREED, REQUESTERS
from maillon.errors import NotFound, Refused
from maillon.kernel import chance
from maillon.kernel.access import AccountViewer, LinkViewer
from maillon.kernel.crypto import blind_index

__all__ = ["NewHelp", "ask_for_help"]

ALPHABET: Final = "BCDFGHJKMPQRTVWXY346789"  # nothing that is read as another
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# An estate or a hospital shares an address; a household, a telephone.
LIMITS: Final = (("origin_index", HOUR, 8), ("origin_index", DAY, 30), ("phone_index", DAY, 3))
ANSWER_DAYS: Final = 3


@dataclass(frozen=True, slots=True)
class NewHelp:
    """What is asked, as typed; ``id`` is that of the page it was typed on."""

    requester_kind: str
    requester_name: str
    requester_phone: str
    need: str
    words: str = ""
    person_name: str = ""
    person_phone: str = ""
    place: str = ""
    agreed: str = ""
    id: UUID = field(default_factory=chance.new_id)


def ask_for_help(
    *, organization_id: UUID, new: NewHelp, by: AccountViewer | LinkViewer, now: datetime,
    synthetic: bool = False,
) -> HelpRequest:  # fmt: skip
    """Write the request and the task that answers for it; the same page sent twice is one request.

    From the public page ``by`` is a visitor of an open door (``LinkViewer("door", …)``), counted
    by address and by telephone; from the telephone, a coordinator of the structure. Raises
    ``NotFound``, ``Refused``: ``help_incomplete``, ``help_too_many``.
    """
    door = _door(organization_id, by)
    row = _row(organization_id, new, by, now, synthetic)
    before = HelpRequest.objects.filter(pk=new.id).first()
    if before is not None:
        return _same(before, organization_id)
    if isinstance(by, LinkViewer):
        _refuse_crowd(row, now)
    try:
        with transaction.atomic():
            return _written(row, door, by, now)
    except IntegrityError:
        return _same(HelpRequest.objects.filter(pk=new.id).first(), organization_id)


def _door(organization_id: UUID, by: AccountViewer | LinkViewer) -> WelcomeDoor | None:
    if isinstance(by, AccountViewer):
        access.require_house(by, organization_id)
        return access.door_of(organization_id)
    door = WelcomeDoor.objects.filter(organization_id=organization_id, open=True).first()
    if door is None or by.purpose != "door" or by.object_id != door.pk:
        raise NotFound
    return door


def _same(found: HelpRequest | None, organization_id: UUID) -> HelpRequest:
    if found is None or found.organization_id != organization_id:
        raise NotFound
    return found


def _row(
    organization_id: UUID, new: NewHelp, by: AccountViewer | LinkViewer, now: datetime,
    synthetic: bool,
) -> HelpRequest:  # fmt: skip
    public, phone = isinstance(by, LinkViewer), e164(new.requester_phone)
    known = communes_matching(by, new.place, limit=1) if new.place else ()
    for missing, what in (
        (new.requester_kind not in REQUESTERS, "qui vous êtes"),
        (new.need not in NEEDS, "ce qu’il faudrait"),
        (not new.requester_name.strip(), "votre nom"),
        (not phone, "un numéro de téléphone complet"),
        (new.agreed not in AGREED and new.requester_kind != "person",
         "ce que la personne en pense"),
    ):  # fmt: skip
        if missing:
            raise Refused("help_incomplete", what=what)
    return HelpRequest(
        pk=new.id, organization_id=organization_id, reference=_reference(),
        channel="public" if public else "phone", requester_kind=new.requester_kind,
        requester_name=new.requester_name.strip(), requester_phone=phone,
        phone_index=blind_index("phone", phone),
        origin_index=blind_index("origin", by.origin) if public and by.origin else "",
        person_name=new.person_name.strip(), person_phone=e164(new.person_phone),
        place=new.place.strip(), commune_id=known[0].insee if known else None, need=new.need,
        words=new.words.strip(), agreed="" if new.requester_kind == "person" else new.agreed,
        received_at=now, synthetic=synthetic,
    )  # fmt: skip


def _reference() -> str:
    drawn = [ALPHABET[chance.below(len(ALPHABET))] for _ in range(8)]
    return f"{''.join(drawn[:4])}-{''.join(drawn[4:])}"


def _refuse_crowd(row: HelpRequest, now: datetime) -> None:
    """Addresses are forgotten after a day: they serve to count, nothing else."""
    old = HelpRequest.objects.exclude(origin_index="").filter(received_at__lte=now - DAY)
    old.update(origin_index="")
    for name, since, most in LIMITS:
        value: Any = getattr(row, name)
        recent = HelpRequest.objects.filter(**{name: value}, received_at__gt=now - since)
        if value and recent.filter(channel="public").count() >= most:
            raise Refused("help_too_many")


def _written(
    row: HelpRequest, door: WelcomeDoor | None, by: AccountViewer | LinkViewer, now: datetime
) -> HelpRequest:
    row.task = tasks.open_task(
        kind="welcome.request", organization_id=row.organization_id,
        owner=Owner(group="organization", group_id=row.organization_id),
        origin=("help_request", row.pk),
        due_at=working_days_after(now, door.answer_days if door else ANSWER_DAYS),
        by=by, now=now,
    )  # fmt: skip
    row.save(force_insert=True)
    journal.record(
        act="welcome.asked", organization_id=row.organization_id, by=by, now=now,
        subjects=[("help_request", row.pk)],
        data={"kind": row.requester_kind, "channel": row.channel},
    )  # fmt: skip
    return row
