"""The circle as one viewer may read it: who stands there, by what part, on what ground."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from maillon.apps.accounts.hearing import still_there
from maillon.apps.care import access
from maillon.apps.care.grounds import Facts, facts_of, facts_of_many, parts_of
from maillon.apps.care.models import CareTeam, CareTeamMember, Consent, Patient
from maillon.apps.care.queries.unread import unread_of
from maillon.apps.care.vocabulary import PARTS, SITUATIONS, THEMES
from maillon.kernel import events
from maillon.kernel.access import AccountViewer, Grant, Relation, Viewer
from maillon.kernel.accesslog import ListedRead, traced_all

__all__ = [
    "Circle",
    "CircleCard",
    "MemberRow",
    "Read",
    "WordRow",
    "circle_names",
    "circle_of",
    "circle_version",
    "may_hear",
    "my_circles",
    "readable_circles",
    "show_circles",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class WordRow:
    """One word of the person: what, about whom, how, when, and its paper."""

    kind: str
    about: str
    means: str
    by: str  # who speaks for her; empty for herself
    said_at: datetime
    proof_id: UUID | None


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One part. ``relation`` and ``why``: the ground on which she reads today, or why not."""

    id: UUID
    name: str
    role: str
    role_label: str
    about: str  # profession and place, or structure
    phone: str
    reason: str
    themes: tuple[str, ...]
    theme_labels: tuple[str, ...]
    relation: str
    why: str
    since: date
    until: date | None
    present: bool
    referent: bool
    represents: bool
    opposed: bool


@dataclass(frozen=True, slots=True)
class Circle:
    """The open circle. ``missing``: parts one would look for in this situation, in words."""

    holder: str
    situation: str
    situation_label: str
    reason: str
    opened_at: datetime
    referent: str
    gp: str
    members: tuple[MemberRow, ...]
    past: tuple[MemberRow, ...]
    missing: tuple[str, ...]
    words: tuple[WordRow, ...]
    representatives: tuple[tuple[UUID, str], ...]
    may_edit: bool
    version: int


@dataclass(frozen=True, slots=True)
class CircleCard:
    """One of the viewer's circles in a list."""

    patient_id: UUID
    name: str
    birth_date: str
    situation_label: str
    part: str
    since: date
    unread: int  # conversations


def circle_of(viewer: Viewer, patient: Patient, grant: Grant, now: datetime) -> Circle | None:
    """The open circle for whoever may read it on this grant; ``None`` where none is open.

    Free words and proofs are for the care team and the person; others see who and what part.
    """
    facts = facts_of(patient.pk, now)
    if facts.team is None:
        return None
    inside = access.holds_proofs(viewer, patient, grant)
    rows = [_row(one, facts, inside, now) for one in _members(patient)]
    rows.sort(key=lambda row: (not row.referent, list(PARTS).index(row.role), row.name))
    present = tuple(row for row in rows if row.present)
    return Circle(
        holder=facts.team.organization.name,
        situation=facts.team.situation,
        situation_label=SITUATIONS[facts.team.situation].label,
        reason=facts.team.reason if inside else "",
        opened_at=facts.team.opened_at,
        referent=next((row.name for row in present if row.referent), ""),
        gp=next((row.name for row in present if row.role == "gp"), ""),
        members=present,
        past=tuple(row for row in rows if not row.present) if inside else (),
        missing=_missing(facts.team, present),
        words=_words(patient, rows) if inside else (),
        representatives=tuple((row.id, row.name) for row in present if row.represents),
        may_edit=access.may_edit_circle(viewer, patient, now),
        version=circle_version(patient.pk),
    )


def circle_version(patient_id: UUID) -> int:
    """The number of the live page: it moves with each change of the circle."""
    topic = f"circle:{patient_id}"
    return events.numbers([topic]).get(topic, 0)


def may_hear(account_id: UUID, session_key: str, patient_id: UUID, *, now: datetime) -> bool:
    """Whether somebody may still hear this person's live line: signed in, and with a ground."""
    viewer = still_there(account_id, session_key, now=now)
    return viewer is not None and any(
        grant.relation in access.KEEPERS for grant in access.grants_on(viewer, patient_id, now)
    )


def _members(patient: Patient) -> list[CareTeamMember]:
    rows = CareTeamMember.objects.filter(patient=patient).select_related(
        "practitioner_role__practitioner", "practitioner_role__commune", "organization__commune",
        "responder__practitioner_role", "responder__commune", "related",
    )  # fmt: skip
    return list(rows)


def _row(one: CareTeamMember, facts: Facts, inside: bool, now: datetime) -> MemberRow:
    regime = facts.regime(one, now)
    name, about, phone = called(one)
    day = now.date()
    return MemberRow(
        id=one.pk,
        name=name,
        role=one.role,
        role_label=one.get_role_display(),
        about=about,
        phone=phone,
        reason=one.reason if inside else "",
        themes=tuple(sorted(regime.themes)),
        theme_labels=tuple(label for code, label in THEMES.items() if code in regime.themes),
        relation=regime.relation,
        why=regime.why,
        since=one.starts_on,
        until=one.ends_on,
        present=one.starts_on <= day and (one.ends_on is None or day < one.ends_on),
        referent=facts.team is not None and facts.team.referent_id == one.pk,
        represents=bool(one.related and one.related.represents),
        opposed=regime.why == "opposed",
    )


_NOBODY = ("", "", "")


def called(one: CareTeamMember) -> tuple[str, str, str]:
    """Name, what she is, and the number to call."""
    if one.related is not None:
        return one.related.name, "représentant légal" * one.related.represents, one.related.phone
    if one.organization is not None:
        town = one.organization.commune.name if one.organization.commune else ""
        return one.organization.name, town, one.organization.phone
    role = one.practitioner_role
    if role is not None:
        about = " · ".join(part for part in (role.profession_label, role.town) if part)
        return role.practitioner.display, about, role.phone
    line = one.responder
    return (line.name, line.commune.name if line.commune else "", line.phone) if line else _NOBODY


def _missing(team: CareTeam, present: Iterable[MemberRow]) -> tuple[str, ...]:
    held = {row.role for row in present}
    if "usual_carer" in held:
        held.add("nurse")
    if "helper" in held:
        held.add("family")
    expected = SITUATIONS[team.situation].expected
    return tuple(PARTS[code].label for code in expected if code not in held)


def _words(patient: Patient, rows: Iterable[MemberRow]) -> tuple[WordRow, ...]:
    names = {row.id: row.name for row in rows}
    said = Consent.objects.filter(patient=patient).select_related("representative", "proof")
    said = said.defer("proof__content").order_by("-said_at", "-recorded_at")
    return tuple(
        WordRow(
            kind=one.kind,
            about=names.get(one.member_id, "") if one.member_id else "",
            means=one.get_means_display(),
            by=one.representative.name if one.representative else "",
            said_at=one.said_at,
            proof_id=one.proof.pk if hasattr(one, "proof") else None,
        )
        for one in said
    )


def my_circles(
    viewer: AccountViewer, *, now: datetime, only: Iterable[UUID] | None = None
) -> tuple[CircleCard, ...]:
    """The open circles where the viewer plays a part that lets her read today, by name; of
    ``only`` these persons where it is given.

    Each person named is traced. As many questions for one circle as for three hundred.
    """
    cards = show_circles(viewer, readable_circles(viewer, now, only=only), now)
    return tuple(sorted(cards, key=lambda card: card.name))


def show_circles(
    viewer: AccountViewer, read: "Mapping[UUID, Read]", now: datetime
) -> tuple[CircleCard, ...]:
    """These circles in words, in the order given; each person named is traced."""
    patients = Patient.objects.in_bulk(read)
    traced_all(
        viewer,
        [
            ListedRead(one.grant, one.team.pk, pk, patients[pk].organization_id)
            for pk, one in read.items()
        ],
        object_type="circle", now=now, fields=["identity"],
    )  # fmt: skip
    unread = unread_of(viewer, {pk: one.themes for pk, one in read.items()})
    return tuple(
        _card(patients[pk], one.team, one.part, unread.get(pk, 0)) for pk, one in read.items()
    )


def circle_names(read: "Mapping[UUID, Read]") -> dict[UUID, str]:
    """Names to look among, by person; whoever shows one of them traces it."""
    rows = Patient.objects.only("given_name", "used_name", "birth_name").in_bulk(read)
    return {pk: _spoken(row) for pk, row in rows.items()}


def _spoken(patient: Patient) -> str:
    return f"{patient.given_name} {patient.used_name or patient.birth_name}"


@dataclass(frozen=True, slots=True)
class Read:
    """An open circle that a viewer may read, by which of her parts, on what ground; the themes
    that all her parts open together.
    """

    team: CareTeam
    part: CareTeamMember
    grant: Grant
    themes: frozenset[str]


def readable_circles(
    viewer: Viewer, now: datetime, *, only: Iterable[UUID] | None = None
) -> dict[UUID, Read]:
    """The open circles where the viewer plays a part that lets her read today, by person.

    Nothing is shown yet: whoever shows one of them traces it.
    """
    parts: dict[UUID, list[CareTeamMember]] = {}
    played = parts_of(viewer).filter(patient__teams__closed_at=None, patient__set_aside_at=None)
    played = played.distinct()
    if only is not None:
        played = played.filter(patient_id__in=list(only))
    for part in played:
        parts.setdefault(part.patient_id, []).append(part)
    facts = facts_of_many(parts, now)
    found = {pk: _best(parts[pk], facts[pk], now) for pk in parts}
    return {
        pk: Read(team, *best) for pk, best in found.items() if best and (team := facts[pk].team)
    }


def _best(
    parts: list[CareTeamMember], facts: Facts, now: datetime
) -> tuple[CareTeamMember, Grant, frozenset[str]] | None:
    """The part that reads, unless she opposes one of them."""
    regimes = [(part, facts.regime(part, now)) for part in parts]
    if facts.team is None or any(regime.why == "opposed" for _, regime in regimes):
        return None
    themes = frozenset(theme for _, r in regimes if r.relation for theme in r.themes)
    found = ((p, Grant(Relation(r.relation), r.why), themes) for p, r in regimes if r.relation)
    return next(found, None)


def _card(patient: Patient, team: CareTeam, part: CareTeamMember, unread: int) -> CircleCard:
    return CircleCard(
        patient.pk, _spoken(patient),
        patient.birth_date, SITUATIONS[team.situation].label, part.get_role_display(),
        part.starts_on, unread,
    )  # fmt: skip
