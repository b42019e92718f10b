"""A professional in words: each fact with where it comes from and how old it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone

from maillon.apps.directory.phones import spoken
from maillon.apps.directory.queries import (
    MailboxCard,
    PractitionerCard,
    ResponderCard,
    RoleCard,
)
from maillon.kernel.days import written

__all__ = [
    "Fact", "Site", "day", "extract", "identity", "mailboxes", "name_with_title", "sites",
]  # fmt: skip

OLD_EXTRACT: Final = timedelta(days=45)
OLD_WORD: Final = timedelta(days=7)  # what somebody said about her availability
CIVILITIES: Final = {"M": "M.", "MME": "Mme", "DR": "Dr", "PR": "Pr"}
MODES: Final = {"L": "libéral", "S": "salarié", "B": "bénévole"}
REGISTERS: Final = frozenset({"RPPS", "FINESS", "MSSanté"})
SHOWN: Final = 40  # communes named before the others are counted


@dataclass(frozen=True, slots=True)
class Fact:
    """A label, its value, and its source with its day; ``stale`` asks to check again."""

    label: str
    text: str
    origin: str = ""
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """One place of practice, and what she declared there."""

    title: str
    place: str
    ended: str
    facts: tuple[Fact, ...]
    askable: bool
    declared: tuple[Fact, ...]
    covered: tuple[str, ...]
    covered_more: int
    near: tuple[str, ...]
    near_more: int


def day(moment: date | datetime) -> str:
    """« 14 nov. 2026 », in the local day of a moment."""
    here = timezone.get_current_timezone()
    local = moment.astimezone(here) if isinstance(moment, datetime) else moment
    return written(local, "j N Y")


def name_with_title(card: PractitionerCard) -> str:
    """« Mme Clémence VIOLETTE »."""
    title = CIVILITIES.get(card.civility.upper(), card.civility)
    return f"{title} {card.name}".strip()


def identity(card: PractitionerCard, now: datetime) -> tuple[Fact, ...]:
    """Who she is for the register."""
    origin, stale = extract(card.source, card.as_of, now)
    number = card.national_id[1:] if card.national_id[:1] == card.id_type else card.national_id
    kind = {"8": "Numéro RPPS", "0": "Numéro ADELI"}.get(card.id_type, "Identifiant")
    doubt = "" if card.check_digit_ok else " (clé de contrôle fausse)"
    return (Fact(kind, f"{number}{doubt}", origin, stale or not card.check_digit_ok),)


def mailboxes(cards: Iterable[MailboxCard], now: datetime) -> tuple[Fact, ...]:
    """Secure addresses, each under the service or the kind it serves."""
    told = []
    for card in cards:
        origin, stale = extract(card.source, card.as_of, now)
        refuses = "" if card.paperless else " (n’a pas dit accepter le sans-papier)"
        told.append(
            Fact(
                card.service or f"Boîte {card.kind_label}",
                f"{card.address}{refuses}",
                origin,
                stale,
            )
        )
    return tuple(told)


def sites(card: PractitionerCard, now: datetime) -> tuple[Site, ...]:
    """Her places of practice, living ones first."""
    return tuple(_site(role, now) for role in card.roles)


def extract(source: str, as_of: date, now: datetime) -> tuple[str, bool]:
    """Where a fact was read and when; whether that is long ago."""
    drawn = "extrait du " if source in REGISTERS else ""
    return f"{source}, {drawn}{day(as_of)}", now.date() - as_of > OLD_EXTRACT


def _site(role: RoleCard, now: datetime) -> Site:
    origin, stale = extract(role.source, role.as_of, now)
    told = (
        ("Profession", role.profession_label),
        ("Savoir-faire", ", ".join(role.skills)),
        ("Mode d’exercice", MODES.get(role.mode, role.mode)),
        ("Adresse", ", ".join(p for p in (role.address, _town(role)) if p)),
        ("Commune", role.commune_name or "non reconnue"),
        ("Téléphone", spoken(role.phone)),
        ("Secteur", role.sector),
    )
    responder = role.responder
    areas = responder.areas if responder else ()
    covered = tuple(name for area in areas for name in area.covered)
    near = tuple(name for area in areas for name in area.near)
    return Site(
        title=role.site_name or "Lieu d’exercice",
        place=role.commune_name or role.town,
        ended=day(role.ended_on) if role.ended_on else "",
        facts=tuple(Fact(label, text, origin, stale) for label, text in told if text),
        askable=responder is not None,
        declared=tuple(_declared(responder, now)) if responder else (),
        covered=covered[:SHOWN],
        covered_more=len(covered[SHOWN:]),
        near=near[:SHOWN],
        near_more=len(near[SHOWN:]),
    )


def _town(role: RoleCard) -> str:
    return f"{role.postal_code} {role.town}".strip()


def _declared(card: ResponderCard, now: datetime) -> list[Fact]:
    facts = [_availability(card, now)]
    if card.weekly_capacity:
        facts.append(_said("Places / semaine", str(card.weekly_capacity), card, now))
    if card.paused_until and card.paused_until > now:
        facts.append(Fact("Pause", f"jusqu’au {day(card.paused_until)}"))
    if card.opted_out_at:
        facts.append(Fact("SMS", "ne veut plus de SMS", f"STOP reçu le {day(card.opted_out_at)}"))
    elif card.sms_ok:
        facts.append(Fact("SMS", "accepte les demandes par SMS"))
    else:
        facts.append(Fact("SMS", "à appeler : pas de SMS"))
    if card.phone:
        when = f" le {day(card.enrolled_at)}" if card.enrolled_at else ""
        facts.append(Fact("Sa ligne", spoken(card.phone), f"donnée à l’inscription{when}"))
    return facts


def _availability(card: ResponderCard, now: datetime) -> Fact:
    if card.availability_declared_at is None:
        return Fact("Disponibilité", card.availability_label)
    return _said("Disponibilité", card.availability_label, card, now)


def _said(label: str, text: str, card: ResponderCard, now: datetime) -> Fact:
    said = card.availability_declared_at
    if said is None:
        return Fact(label, text)
    words = f"déclaré {card.availability_origin} le".replace("  ", " ")
    return Fact(label, text, f"{words} {day(said)}", now - said > OLD_WORD)
