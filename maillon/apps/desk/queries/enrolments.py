"""Enrolments: what the desk has to check, and a carer's own page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from maillon.apps.desk import access
from maillon.apps.desk.actions.enrol_declaring import EVERY_DAY, EVERY_PART, Wishes
from maillon.apps.desk.actions.offering import token_hash
from maillon.apps.desk.models import Desk, Enrolment
from maillon.apps.desk.queries.moments import Due, due_words
from maillon.apps.desk.queries.places_shown import Shown, shown
from maillon.apps.desk.vocabulary import ENROLMENT_REFUSALS, NEEDS, PROFESSIONS
from maillon.apps.directory.models import CoverageArea, PractitionerRole, Responder
from maillon.apps.directory.phones import spoken
from maillon.apps.directory.queries import communes
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer, LinkViewer
from maillon.kernel.prepared import Prepared

__all__ = [
    "EnrolmentsPage",
    "MyPage",
    "RoleChoice",
    "Settled",
    "ToVerify",
    "count_to_verify",
    "enrolments",
    "my_page",
    "page_viewer",
]

LATELY = 20
NURSE = "60"


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """A place of work of the practitioner who has this number; ``phone`` as it is dialled."""

    id: UUID
    label: str
    phone: str
    other_line: bool  # asked today on another telephone


@dataclass(frozen=True, slots=True)
class ToVerify:
    """Somebody who enrolled, and who the register says has this number."""

    id: UUID
    phone: str
    number: str
    name: str
    profession: str
    roles: tuple[RoleChoice, ...]
    places: tuple[str, ...]
    since: datetime
    due: Due
    tries: int


@dataclass(frozen=True, slots=True)
class Settled:
    """An enrolment that the desk has ended, one way or the other."""

    name: str
    place: str
    words: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class EnrolmentsPage:
    """Oldest due first; ``begun``: dialogues that wait for the carer's next word."""

    desk: str
    timezone: str
    waiting: tuple[ToVerify, ...]
    begun: int
    settled: tuple[Settled, ...]


_TO_VERIFY: Final = Prepared(
    lambda desks: Enrolment.objects.filter(
        desk_id__in=desks, state=Enrolment.State.TO_VERIFY
    ).values_list("pk"),
    [UUID],
)


def count_to_verify(viewer: AccountViewer) -> int:
    """How many carers wait for a call of the viewer's desks."""
    desks = list(access.desks_of(viewer))
    return len(_TO_VERIFY.rows(desks)) if desks else 0


def enrolments(viewer: AccountViewer, desk_id: UUID, *, now: datetime) -> EnrolmentsPage:
    """The enrolments of a desk; ``NotFound`` where the viewer is no agent."""
    desk = access.require_agent(viewer, desk_id)
    hers = Enrolment.objects.filter(desk=desk).select_related("commune", "responder")
    waiting = list(hers.filter(state=Enrolment.State.TO_VERIFY).order_by("created_at"))
    due = _due([one.pk for one in waiting])
    cards = [_to_verify(viewer, one, desk, due.get(one.pk), now) for one in waiting]
    ended = hers.exclude(settled_at=None).order_by("-settled_at")[:LATELY]
    return EnrolmentsPage(
        desk=desk.name,
        timezone=desk.timezone,
        waiting=tuple(cards),
        begun=hers.filter(state=Enrolment.State.ASKED).count(),
        settled=tuple(_settled(one) for one in ended),
    )


def _due(ids: list[UUID]) -> dict[UUID, datetime]:
    tasks = Task.objects.open().filter(origin_kind="enrolment", origin_id__in=ids)
    return dict(tasks.values_list("origin_id", "due_at"))


def _to_verify(
    viewer: AccountViewer, one: Enrolment, desk: Desk, due_at: datetime | None, now: datetime
) -> ToVerify:
    roles = _roles(one.national_number)
    first = roles[0] if roles else None
    places = communes(viewer, one.communes)
    return ToVerify(
        id=one.pk,
        phone=spoken(one.phone),
        number=one.national_number,
        name=first.practitioner.display if first else "",
        profession=PROFESSIONS.get(first.profession, first.profession_label) if first else "",
        roles=tuple(_choice(role, one.phone_index) for role in roles),
        places=tuple(shown([places[insee] for insee in one.communes if insee in places])),
        since=one.created_at,
        due=due_words(due_at, now, ZoneInfo(desk.timezone)),
        tries=one.tries,
    )


def _roles(number: str) -> list[PractitionerRole]:
    living = PractitionerRole.objects.filter(ended_on=None)
    hers = living.filter(practitioner__national_id=f"8{number}") if number else living.none()
    return list(hers.select_related("practitioner", "commune", "responder").order_by("pk"))


def _choice(role: PractitionerRole, phone_index: str) -> RoleChoice:
    known = Responder.objects.filter(practitioner_role=role).first()
    place = role.commune.name if role.commune else role.town
    label = " · ".join(part for part in (role.site_name, place) if part) or "lieu inconnu"
    other = known is not None and known.phone_index not in ("", phone_index)
    return RoleChoice(role.pk, label, spoken(role.phone) if role.phone else "", other)


def _settled(one: Enrolment) -> Settled:
    words = one.get_state_display()
    if one.refusal:
        words = f"{words} : {ENROLMENT_REFUSALS[one.refusal]}"
    name = one.responder.name if one.responder else one.national_number or "sans numéro"
    return Settled(name, one.commune.name if one.commune else "", words, one.settled_at)


@dataclass(frozen=True, slots=True)
class MyPage:
    """What a carer reads and changes on her own page; nothing of anybody else.

    ``needs``: code and words of what her profession may be asked. ``places``: what is written of
    her zone, and the communes it stands for. ``near``: where she works, or her desk is.
    """

    enrolment_id: UUID
    state: str
    desk: str
    desk_id: UUID | None
    desk_phone: str
    number: str
    places: Shown
    near: tuple[float, float] | None
    wishes: Wishes
    needs: tuple[tuple[str, str], ...]
    paused_until: datetime | None
    stopped: bool


def page_viewer(token: str, *, now: datetime, origin: str = "") -> LinkViewer:
    """Who bears this link; ``NotFound`` for one never given, replaced, refused or too old."""
    hers = (
        Enrolment.objects.living().filter(token_hash=token_hash(token), token_until__gt=now).first()
        if token
        else None
    )
    if hers is None:
        raise NotFound
    return LinkViewer("enrolment", hers.pk, hers.responder_id, origin)


def my_page(viewer: LinkViewer) -> MyPage:
    """Her own page; raises ``NotFound``."""
    hers = (
        Enrolment.objects.living()
        .select_related("desk__commune", "responder__commune")
        .filter(pk=viewer.object_id)
        .first()
    )
    if viewer.purpose != "enrolment" or hers is None:
        raise NotFound
    wishes = _wishes(hers)
    places = communes(viewer, wishes.communes)
    named = [places[insee] for insee in wishes.communes if insee in places]
    line = hers.responder
    return MyPage(
        enrolment_id=hers.pk,
        state=hers.state,
        desk=hers.desk.name if hers.desk else "Maillon",
        desk_id=hers.desk_id,
        desk_phone=hers.desk.phone if hers.desk else "",
        number=hers.national_number,
        places=shown(named),
        near=_near(hers),
        wishes=wishes,
        needs=_needs(hers),
        paused_until=line.paused_until if line else None,
        stopped=line is not None and line.opted_out_at is not None,
    )


def _near(hers: Enrolment) -> tuple[float, float] | None:
    """Longitude and latitude of where she works, else of the desk that asks her."""
    for place in (hers.responder and hers.responder.commune, hers.desk and hers.desk.commune):
        if place and place.longitude is not None and place.latitude is not None:
            return place.longitude, place.latitude
    return None


def _wishes(hers: Enrolment) -> Wishes:
    """What she declared here; else what the desk knows of her; else where she said she works."""
    if hers.wishes:
        return Wishes.read(hers.wishes)
    if hers.responder is None:
        return Wishes(tuple(hers.communes))
    line, works = hers.responder, hers.responder.works or {}
    area = CoverageArea.objects.filter(responder=line, kind="communes").first()
    zone = area.shape["communes"] if area else [line.commune_id] if line.commune_id else []
    return Wishes(
        tuple(zone),
        takes=None if line.takes is None else tuple(line.takes),
        weekly_capacity=line.weekly_capacity or 2,
        live_limit=line.live_limit,
        days=tuple(works.get("days", EVERY_DAY)),
        parts=tuple(works.get("parts", EVERY_PART)),
    )


def _needs(hers: Enrolment) -> tuple[tuple[str, str], ...]:
    """Of her profession, as the register or her responder tells it; a nurse's before that."""
    roles = _roles(hers.national_number)
    told = hers.responder.profession if hers.responder else roles[0].profession if roles else NURSE
    return tuple((kind.code, kind.label) for kind in NEEDS.values() if told in kind.professions)
