"""A structure in words: each fact with where it comes from and how old it is."""

from datetime import datetime

from maillon.apps.directory.queries import FoundOrganization, OrganizationCard
from maillon.apps.directory.web.presenting import Fact, day, extract

__all__ = ["TITLES", "facts", "line", "proposed", "services"]

TITLES = (
    "Nom", "Nature", "Catégorie", "Numéro FINESS", "Adresse", "Code postal", "Ville",
    "Commune (INSEE)", "Commune", "Téléphone", "Fictif", "Source", "Date de l’extrait",
)  # fmt: skip


def facts(card: OrganizationCard, now: datetime) -> tuple[Fact, ...]:
    """What it is, where, and whose."""
    found = card.found
    origin, stale = extract(found.source, found.as_of, now)
    doubt = "" if card.check_digit_ok else " (clé de contrôle fausse)"
    number = found.identifier if found.identifier_system == "FINESS" else ""
    town = f"{found.postal_code} {found.town}".strip()
    legal = " · ".join(part for part in (card.legal_name, card.legal_identifier) if part)
    told = (
        ("Nature", found.kind_label),
        ("Catégorie", found.category_label),
        ("Adresse", ", ".join(part for part in (found.address, town) if part)),
        ("Commune", found.commune_name or "non reconnue"),
        ("Téléphone", found.phone),
        ("Numéro FINESS", f"{number}{doubt}" if number else ""),
        ("SIRET", card.siret),
        ("Entité juridique", legal),
        ("Ouvert le", day(card.opened_on) if card.opened_on else ""),
    )
    doubtful = stale or not card.check_digit_ok
    return tuple(
        Fact(label, text, origin, doubtful if label == "Numéro FINESS" else stale)
        for label, text in told
        if text
    )


def services(card: OrganizationCard, now: datetime) -> tuple[Fact, ...]:
    """Its activities, with the places that are counted."""
    told = []
    for one in card.services:
        origin, stale = extract(one.source, one.as_of, now)
        places = f"{one.capacity} places ou lits" if one.capacity else ""
        told.append(Fact(one.label, places, origin, stale))
    return tuple(told)


def line(found: FoundOrganization) -> tuple[str, ...]:
    """One line of a sheet, under ``TITLES``."""
    return (
        found.name,
        found.kind_label,
        found.category_label,
        found.identifier if found.identifier_system == "FINESS" else "",
        found.address,
        found.postal_code,
        found.town,
        found.commune_insee or "",
        found.commune_name,
        found.phone,
        "oui" if found.synthetic else "",
        found.source,
        found.as_of.isoformat(),
    )


def proposed(found: FoundOrganization) -> dict[str, str]:
    """A structure as a combobox proposes it; its address is for the field beside."""
    town = f"{found.postal_code} {found.town}".strip()
    number = found.identifier if found.identifier_system == "FINESS" else ""
    told = f"FINESS {number}" if number else found.source
    said = (found.category_label or found.kind_label, town, told)
    return {
        "value": number,
        "label": found.name,
        "hint": " · ".join(part for part in said if part),
        "address": found.address,
    }
