"""Who comes, when, whom to call at night, what remains to be arranged: for somebody close, and for
whoever writes it down. Never more than the person lets its reader see.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from uuid import UUID

from maillon.apps.care import access, comings
from maillon.apps.care.actions.links import link_hash
from maillon.apps.care.grounds import facts_of
from maillon.apps.care.models import (
    CarePlanRevision,
    CareTeam,
    CareTeamMember,
    FamilyLink,
    NightContact,
    Patient,
    Visit,
)
from maillon.apps.care.queries.circle import called
from maillon.apps.care.queries.plan_cards import Seen, card_of
from maillon.apps.care.vocabulary import THEMES
from maillon.errors import NotFound
from maillon.kernel.access import Grant, LinkViewer, Viewer
from maillon.kernel.accesslog import traced

__all__ = [
    "Bearer", "ComingRow", "Day", "FamilyDesk", "FamilySheet", "RemainRow", "VisitRow",
    "family_desk", "family_link_viewer", "family_paper", "family_sheet",
]  # fmt: skip

DAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
CLOSE: Final = frozenset({"family", "helper", "neighbour", "tutor", "other"})
_PEOPLE: Final = (
    "related", "organization__commune", "responder__commune", "responder__practitioner_role",
    "practitioner_role__practitioner", "practitioner_role__commune",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ComingRow:
    """Somebody who comes. ``when``: hours, or how often; ``what`` is empty where it is not hers
    to read.
    """

    who: str
    part: str
    phone: str
    what: str
    when: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the week and who comes then."""

    name: str
    rows: tuple[ComingRow, ...]


@dataclass(frozen=True, slots=True)
class RemainRow:
    """Something still to be arranged, by whom, for when."""

    text: str
    owner: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class FamilySheet:
    """The page of somebody close, ``bearer``; ``others`` come on no fixed day."""

    given_name: str
    organization: str
    phone: str
    bearer: str
    days: tuple[Day, ...]
    others: tuple[ComingRow, ...]
    remains: tuple[RemainRow, ...]
    night: ComingRow | None
    referent: ComingRow | None
    written: bool  # the person is written to, not called
    until: datetime | None

    @property
    def empty(self) -> bool:
        """Whether nobody comes."""
        return not self.others and not any(day.rows for day in self.days)


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A weekly coming, for whoever writes it."""

    id: UUID
    who: str
    what: str
    days: str
    when: str
    until: date | None


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody close who may have a page of her own, or why not yet."""

    id: UUID
    name: str
    part: str
    themes: tuple[str, ...]
    may_have: bool
    link_until: datetime | None


@dataclass(frozen=True, slots=True)
class FamilyDesk:
    """What whoever holds the circle writes down and gives."""

    id: UUID
    name: str
    visits: tuple[VisitRow, ...]
    night: ComingRow | None
    bearers: tuple[Bearer, ...]
    members: tuple[tuple[str, str], ...]
    themes: tuple[tuple[str, str], ...]


def family_link_viewer(token: str, *, now: datetime, origin: str = "") -> LinkViewer:
    """Who bears this link; ``NotFound`` for one unknown, revoked or too old."""
    link = FamilyLink.objects.filter(
        token_hash=link_hash(token), revoked_at=None, until__gt=now
    ).first()
    if link is None:
        raise NotFound
    return LinkViewer("family", link.pk, None, origin)


def family_sheet(viewer: LinkViewer, *, now: datetime) -> FamilySheet:
    """The page of the link's bearer, as far as the person lets her see today; traced.

    ``NotFound`` once the person no longer agrees, or the member's days are over.
    """
    link = FamilyLink.objects.select_related("patient", "member").filter(
        pk=viewer.object_id
    ).first()  # fmt: skip
    if link is None:
        raise NotFound
    patient = access.resolve(link.patient_id)
    grant = access.require(viewer, patient, "theme:contacts", now)
    themes = access.themes_on(viewer, patient, now)
    _trace(viewer, grant, patient, themes, now)
    return _sheet(patient, link.member, themes, now, link.until)


def family_paper(
    viewer: Viewer, patient_id: UUID, member_id: UUID, *, now: datetime
) -> FamilySheet:
    """The same on paper for one member, from whoever holds the circle: what the person lets that
    member see, and nothing that the one who prints does not read herself. Traced; ``NotFound``.
    """
    patient = _held(viewer, patient_id, now)
    member = CareTeamMember.objects.filter(pk=member_id, patient=patient).first()
    if member is None:
        raise NotFound
    regime = facts_of(patient.pk, now).regime(member, now)
    themes = access.themes_on(viewer, patient, now) & (regime.themes if regime.relation else set())
    if "contacts" not in themes:
        raise NotFound
    _trace(viewer, _grant(viewer, patient, now), patient, themes, now)
    return _sheet(patient, member, themes, now, None)


def family_desk(viewer: Viewer, patient_id: UUID, *, now: datetime) -> FamilyDesk:
    """For whoever holds the circle; traced. ``NotFound`` for anybody else."""
    patient = _held(viewer, patient_id, now)
    themes = access.themes_on(viewer, patient, now)
    _trace(viewer, _grant(viewer, patient, now), patient, themes, now)
    members = _members(patient, now.date())
    return FamilyDesk(
        id=patient.pk,
        name=f"{patient.given_name} {patient.used_name or patient.birth_name}",
        visits=tuple(_visit_row(one) for one in _visits(patient, themes, now.date())),
        night=_night(patient),
        bearers=_bearers(patient, members, now),
        members=tuple(
            (str(one.pk), f"{called(one)[0]}, {one.get_role_display()}") for one in members
        ),
        themes=tuple((code, label) for code, label in THEMES.items() if code in themes),
    )


def _held(viewer: Viewer, patient_id: UUID, now: datetime) -> Patient:
    patient = access.resolve(patient_id)
    if not access.may_edit_circle(viewer, patient, now):
        raise NotFound
    if "contacts" not in access.themes_on(viewer, patient, now):
        raise NotFound
    return patient


def _grant(viewer: Viewer, patient: Patient, now: datetime) -> Grant:
    return access.require(viewer, patient, "theme:contacts", now)


def _members(patient: Patient, day: date) -> list[CareTeamMember]:
    rows = CareTeamMember.objects.present(day).filter(patient=patient).select_related(*_PEOPLE)
    return sorted(rows, key=lambda one: called(one)[0])


def _visits(patient: Patient, themes: Iterable[str], day: date) -> list[Visit]:
    """Those that last; ``what`` is blanked where its theme is not shown."""
    rows = Visit.objects.filter(patient=patient).select_related(
        *(f"member__{name}" for name in _PEOPLE)
    )
    living = [one for one in rows if one.ends_on is None or one.ends_on > day]
    for one in living:
        if one.theme not in themes:
            one.what = ""
    return sorted(living, key=lambda one: (one.from_time is None, one.from_time or _NOON, one.pk))


_NOON: Final = time(12)


def _hours(one: Visit) -> str:
    start = f"{one.from_time:%-H h %M}".removesuffix(" 00") if one.from_time else ""
    end = f"{one.to_time:%-H h %M}".removesuffix(" 00") if one.to_time else ""
    return f"de {start} à {end}" if start and end else f"à {start}" if start else ""


def _visit_row(one: Visit) -> VisitRow:
    days = "tous les jours" if len(one.weekdays) == 7 else ", ".join(DAYS[n] for n in one.weekdays)
    return VisitRow(one.pk, called(one.member)[0], one.what, days, _hours(one), one.ends_on)


def _row(
    member: CareTeamMember, what: str, when: str, since: date, until: date | None
) -> ComingRow:
    name, _, phone = called(member)
    return ComingRow(name, member.get_role_display(), phone, what, when, since, until)


def _night(patient: Patient) -> ComingRow | None:
    rows = NightContact.objects.filter(patient=patient).select_related(
        *(f"member__{name}" for name in _PEOPLE)
    )
    last = rows.order_by("-named_at", "-pk").first()
    if last is None or last.member is None:
        return None
    return _row(last.member, last.note, "", last.member.starts_on, last.member.ends_on)


def _bearers(
    patient: Patient, members: Iterable[CareTeamMember], now: datetime
) -> tuple[Bearer, ...]:
    facts = facts_of(patient.pk, now)
    living = FamilyLink.objects.filter(patient=patient, revoked_at=None, until__gt=now)
    links = {one.member_id: one.until for one in living}
    found = []
    for one in members:
        if one.related_id is None or one.role not in CLOSE:
            continue
        regime = facts.regime(one, now)
        shown = tuple(label for code, label in THEMES.items() if code in regime.themes)
        may = bool(regime.relation) and "contacts" in regime.themes
        found.append(
            Bearer(one.pk, called(one)[0], one.get_role_display(), shown, may, links.get(one.pk))
        )
    return tuple(found)


def _sheet(
    patient: Patient, bearer: CareTeamMember, themes: frozenset[str], now: datetime,
    until: datetime | None,
) -> FamilySheet:  # fmt: skip
    told = comings.told(patient.pk, now)
    team = CareTeam.objects.filter(patient=patient, closed_at=None).select_related(
        *(f"referent__{name}" for name in _PEOPLE)
    ).first()  # fmt: skip
    held = team.referent if team else None
    revision = CarePlanRevision.objects.filter(plan__patient=patient, replaced_at=None).first()
    plan = card_of(revision, Seen(themes, frozenset(), False, now)) if revision else None
    acts = [one for one in plan.activities() if not one.outcome] if plan else []
    return FamilySheet(
        given_name=patient.given_name,
        organization=patient.organization.name,
        phone=patient.organization.phone,
        bearer=called(bearer)[0],
        days=_week(_visits(patient, themes, now.date())),
        others=tuple(_of_told(one, themes) for one in told if one.who),
        remains=(
            *(
                RemainRow(_looked_for(one, themes), "", one.starts_on)
                for one in told
                if not one.who
            ),
            *(RemainRow(one.text, one.owner, one.due_on) for one in acts),
        ),
        night=_night(patient),
        referent=_row(held, "", "", held.starts_on, held.ends_on) if held else None,
        written=bool(plan and plan.written),
        until=until,
    )


def _week(visits: Iterable[Visit]) -> tuple[Day, ...]:
    rows = list(visits)
    return tuple(
        Day(
            name,
            tuple(
                _row(one.member, one.what, _hours(one), one.starts_on, one.ends_on)
                for one in rows
                if number in one.weekdays
            ),
        )
        for number, name in enumerate(DAYS)
    )


def _of_told(one: comings.Told, themes: frozenset[str]) -> ComingRow:
    what = one.what if one.theme in themes else ""
    return ComingRow(one.who, one.trade, one.phone, what, one.how_often, one.starts_on, one.ends_on)


def _looked_for(one: comings.Told, themes: frozenset[str]) -> str:
    what = one.what if one.theme in themes else "un soin à domicile"
    return f"{what[:1].upper()}{what[1:]} : on cherche quelqu’un"


def _trace(
    viewer: Viewer, grant: Grant, patient: Patient, themes: frozenset[str], now: datetime
) -> None:
    traced(
        viewer, grant, object_type="family_page", object_id=patient.pk, now=now,
        patient_id=patient.pk, organization_id=patient.organization_id,
        fields=sorted(f"theme:{one}" for one in themes),
    )  # fmt: skip
