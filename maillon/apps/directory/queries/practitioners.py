"""Finding a professional, and everything known about her with its source and date."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from maillon.apps.directory.models import Practitioner, PractitionerRole
from maillon.apps.directory.queries.mailboxes import MailboxCard, mailboxes_of_person
from maillon.apps.directory.queries.responders import ResponderCard, responder
from maillon.apps.directory.queries.words import answering
from maillon.errors import NotFound
from maillon.kernel.access import Viewer
from maillon.kernel.crypto import fold

__all__ = [
    "PAGE", "FoundPractitioner", "FoundPractitioners", "PractitionerCard", "RoleCard",
    "exported_practitioners", "practitioner", "professions", "search_practitioners",
]  # fmt: skip

PAGE: Final = 30
SORTED: Final = 500  # beyond, putting all of them in order costs more than it tells
EXPORTED: Final = 5000


@dataclass(frozen=True, slots=True)
class FoundPractitioner:
    """One practitioner at one site, as a line of results."""

    role_id: UUID
    practitioner_id: UUID
    name: str
    profession: str
    profession_label: str
    skills: tuple[str, ...]
    site_name: str
    postal_code: str
    town: str
    responder_id: UUID | None
    synthetic: bool
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class FoundPractitioners:
    """One page of results; ``more``: another follows; ``broad``: too many to put in order."""

    results: tuple[FoundPractitioner, ...]
    page: int
    more: bool
    broad: bool


@dataclass(frozen=True, slots=True)
class RoleCard:
    """One site of practice, with the extract it was read in."""

    id: UUID
    profession: str
    profession_label: str
    skills: tuple[str, ...]
    mode: str
    site_name: str
    address: str
    postal_code: str
    town: str
    commune_insee: str | None
    commune_name: str
    phone: str
    sector: str
    source: str
    as_of: date
    ended_on: date | None
    responder: ResponderCard | None


@dataclass(frozen=True, slots=True)
class PractitionerCard:
    """A professional and her sites, living ones first."""

    id: UUID
    name: str
    civility: str
    national_id: str
    id_type: str
    check_digit_ok: bool
    synthetic: bool
    source: str
    as_of: date
    roles: tuple[RoleCard, ...]
    mailboxes: tuple[MailboxCard, ...]


def practitioner(viewer: Viewer, practitioner_id: UUID) -> PractitionerCard:
    """The practitioner with each site and what she declared there; raises ``NotFound``."""
    row = Practitioner.objects.filter(pk=practitioner_id).first()
    if row is None:
        raise NotFound
    roles = row.roles.select_related("commune", "responder").order_by("ended_on", "town", "pk")
    living_first = sorted(roles, key=lambda role: role.ended_on is not None)
    return PractitionerCard(
        id=row.pk,
        name=row.display,
        civility=row.civility,
        national_id=row.national_id,
        id_type=row.id_type,
        check_digit_ok=row.check_digit_ok,
        synthetic=row.synthetic,
        source=row.source,
        as_of=row.as_of,
        roles=tuple(_role(viewer, role) for role in living_first),
        mailboxes=mailboxes_of_person(viewer, row.national_id),
    )


def search_practitioners(
    viewer: Viewer,
    text: str = "",
    *,
    profession: str = "",
    commune: str = "",
    askable: bool = False,
    page: int = 1,
) -> FoundPractitioners:
    """Living roles whose every typed word is a name, profession, skill, site or town.

    Accents, œ, plurals and feminines do not matter; a word may be only begun. ``profession`` is
    a code, ``commune`` an INSEE code; ``askable`` keeps those whom desks may ask. Pages of
    ``PAGE`` lines, in the order of names unless more than ``SORTED`` answer.
    """
    rows, broad = _answers(text, profession, commune, askable)
    start = (max(page, 1) - 1) * PAGE
    found = list(rows[start : start + PAGE + 1])
    return FoundPractitioners(
        results=tuple(_found(role) for role in found[:PAGE]),
        page=max(page, 1),
        more=len(found) > PAGE,
        broad=broad,
    )


def exported_practitioners(
    viewer: Viewer,
    text: str = "",
    *,
    profession: str = "",
    commune: str = "",
    askable: bool = False,
) -> Iterator[FoundPractitioner]:
    """The same answers one after the other, ``EXPORTED`` at most."""
    rows, _ = _answers(text, profession, commune, askable)
    return (_found(role) for role in rows[:EXPORTED].iterator(chunk_size=500))


def _answers(
    text: str, profession: str, commune: str, askable: bool
) -> tuple[QuerySet[PractitionerRole], bool]:
    rows = _living().order_by("pk").filter(**_narrowed(profession, commune))
    if askable:
        rows = rows.filter(responder__isnull=False)
    rows = answering(rows, text)
    first = list(rows.order_by().values_list("pk", flat=True)[: SORTED + 1])
    broad = len(first) > SORTED
    return (rows if broad else _living().filter(pk__in=first)), broad


def professions(viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """Codes and labels of the professions present, by label.

    From one code to the next along the index: a few seeks, however many practise each.
    """
    rows = PractitionerRole.objects.filter(ended_on=None).order_by("profession")
    columns = rows.values_list("profession", "profession_label")
    found: list[tuple[str, str]] = []
    while following := columns.filter(profession__gt=found[-1][0] if found else "").first():
        found.append(following)
    return tuple(sorted(found, key=lambda told: fold(told[1])))


def _living() -> QuerySet[PractitionerRole]:
    return (
        PractitionerRole.objects.filter(ended_on=None)
        .select_related("practitioner", "responder")
        .order_by("practitioner__folded_name", "practitioner_id", "pk")
    )


def _narrowed(profession: str, commune: str) -> dict[str, str]:
    narrowed = {"profession": profession, "commune_id": commune}
    return {name: value for name, value in narrowed.items() if value}


def _skills(role: PractitionerRole) -> tuple[str, ...]:
    return tuple(skill["label"] for skill in role.skills if skill.get("label"))


def _found(role: PractitionerRole) -> FoundPractitioner:
    asked_there = getattr(role, "responder", None)
    return FoundPractitioner(
        role_id=role.pk,
        practitioner_id=role.practitioner_id,
        name=role.practitioner.display,
        profession=role.profession,
        profession_label=role.profession_label,
        skills=_skills(role),
        site_name=role.site_name,
        postal_code=role.postal_code,
        town=role.town,
        responder_id=asked_there.pk if asked_there else None,
        synthetic=role.practitioner.synthetic,
        source=role.source,
        as_of=role.as_of,
    )


def _role(viewer: Viewer, role: PractitionerRole) -> RoleCard:
    asked_there = getattr(role, "responder", None)
    return RoleCard(
        id=role.pk,
        profession=role.profession,
        profession_label=role.profession_label,
        skills=_skills(role),
        mode=role.mode,
        site_name=role.site_name,
        address=role.address,
        postal_code=role.postal_code,
        town=role.town,
        commune_insee=role.commune_id,
        commune_name=role.commune.name if role.commune else "",
        phone=role.phone,
        sector=role.sector,
        source=role.source,
        as_of=role.as_of,
        ended_on=role.ended_on,
        responder=responder(viewer, asked_there.pk) if asked_there else None,
    )
