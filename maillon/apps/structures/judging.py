"""A list of members judged line by line, before anything is written.

Pure: the same lines, columns and members give the same verdicts.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from maillon.apps.structures.vocabulary import profession_of, status_of
from maillon.kernel.crypto import fold

__all__ = ["FIELDS", "Known", "Verdict", "guess", "judge", "lacking"]

FIELDS: Final = {
    "name": "prénom et nom",
    "family_name": "nom",
    "given_name": "prénom",
    "profession": "métier",
    "status": "statut",
    "joined_on": "arrivée",
    "email": "courriel",
    "phone": "téléphone",
    "national_id": "RPPS",
}
_TITLES: Final = {
    "name": "nom complet, nom et prenom, nom prenom, prenom nom, professionnel, membre",
    "family_name": "nom, nom de famille, nom d exercice",
    "given_name": "prenom",
    "profession": "profession, metier, specialite, fonction, qualification",
    "status": "statut, statut dans la structure, lien",
    "joined_on": "arrivee, date d arrivee, date d entree, entree, depuis, date d adhesion",
    "email": "mail, e mail, email, courriel, adresse mail, adresse electronique",
    "phone": "telephone, tel, portable, mobile, numero de telephone",
    "national_id": "rpps, numero rpps, n rpps, rpps adeli, identifiant national",
}
_GUESSES: Final = {one.strip(): field for field, row in _TITLES.items() for one in row.split(",")}
_DAY: Final = re.compile(r"^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$")
_MAIL: Final = re.compile(r"^[^\s@]+@[^\s@]+\.[^\s@]+$")


@dataclass(frozen=True, slots=True)
class Known:
    """A member who is there, as a list could tell her."""

    profession: str
    status: str
    joined_on: date
    email: str
    phone: str
    national_id: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a line: ``new``, ``changed``, ``same`` or ``refused``, and why."""

    number: int
    kind: str
    name: str
    words: str
    told: Known | None = None


def guess(titles: Sequence[str], remembered: Mapping[str, str]) -> dict[str, int]:
    """Where each field stands: as this structure named its columns last time, else by the usual
    names; one column a field, the first of them.
    """
    found: dict[str, int] = {}
    for place, title in enumerate(titles):
        words = fold(title)
        field = remembered.get(words, _GUESSES.get(words, ""))
        if field and field not in found:
            found[field] = place
    return found


def lacking(columns: Mapping[str, int]) -> tuple[str, ...]:
    """What a list cannot do without, and that no column is said to hold."""
    lacks = [] if {"name", "family_name"} & set(columns) else [FIELDS["family_name"]]
    return tuple(lacks + ([] if "profession" in columns else [FIELDS["profession"]]))


def judge(
    lines: Sequence[Sequence[str]],
    columns: Mapping[str, int],
    known: Mapping[tuple[str, str], Known],
    today: date,
) -> tuple[Verdict, ...]:
    """A verdict for each line, numbered as in the sheet (its titles are line 1).

    ``known``: who is there, by folded name and profession. A person told twice is refused the
    second time; an empty line is left out.
    """
    verdicts: list[Verdict] = []
    seen: dict[tuple[str, str], int] = {}
    for number, line in enumerate(lines, 2):
        cells = {
            field: line[place].strip() if place < len(line) else ""
            for field, place in columns.items()
        }
        if any(cells.values()):
            verdicts.append(_one(number, cells, known, seen, today))
    return tuple(verdicts)


def _one(
    number: int, cells: Mapping[str, str], known: Mapping[tuple[str, str], Known],
    seen: dict[tuple[str, str], int], today: date,
) -> Verdict:  # fmt: skip
    family = f"{cells.get('given_name', '')} {cells.get('family_name', '')}"
    name = " ".join((cells.get("name") or family).split())[:120]
    profession = profession_of(cells.get("profession", ""))
    key = (fold(name), profession)
    flaw = _flaw(cells, name, profession) or (
        f"Déjà dite à la ligne {seen[key]} : gardez une seule des deux." if key in seen else ""
    )
    if flaw:
        return Verdict(number, "refused", name, flaw)
    seen[key] = number
    before = known.get(key)
    told = _told(cells, profession, before, today)
    if before is None:
        return Verdict(number, "new", name, f"Arrive le {told.joined_on:%d/%m/%Y}.", told)
    changes = _changes(before, told)
    if not changes:
        return Verdict(number, "same", name, "Déjà là, rien à changer.", told)
    return Verdict(number, "changed", name, f"Déjà là ; change : {', '.join(changes)}.", told)


def _flaw(cells: Mapping[str, str], name: str, profession: str) -> str:
    said = cells.get("profession", "")
    if not name:
        return "Sans nom : écrivez-le, ou retirez la ligne."
    if not profession:
        asked = f"« {said} » n’est pas un métier connu ici" if said else "Sans métier"
        return f"{asked} : écrivez par exemple infirmier, médecin ou coordinateur."
    if cells.get("status") and not status_of(cells["status"]):
        return f"« {cells['status']} » n’est pas un statut : associé, salarié, vacataire."
    if cells.get("joined_on") and _day(cells["joined_on"]) is None:
        return f"« {cells['joined_on']} » n’est pas une date : écrivez 01/09/2025."
    if cells.get("email") and not _MAIL.match(cells["email"]):
        return f"« {cells['email']} » n’est pas une adresse : corrigez-la ou videz la case."
    return "" if _is_rpps(cells.get("national_id", "")) else (
        "Ce numéro RPPS n’a pas 11 chiffres ou sa clé est fausse : corrigez-le ou videz la case."
    )  # fmt: skip


def _told(cells: Mapping[str, str], profession: str, before: Known | None, today: date) -> Known:
    """What the line says; what it does not say stays as it was."""
    return Known(
        profession=profession,
        status=status_of(cells.get("status", "")) or (before.status if before else "associate"),
        joined_on=_day(cells.get("joined_on", "")) or (before.joined_on if before else today),
        email=cells.get("email") or (before.email if before else ""),
        phone=cells.get("phone") or (before.phone if before else ""),
        national_id=_digits(cells.get("national_id", "")) or (before.national_id if before else ""),
    )


def _changes(before: Known, told: Known) -> list[str]:
    fields = ("status", "joined_on", "email", "phone", "national_id")
    return [FIELDS[one] for one in fields if getattr(before, one) != getattr(told, one)]


def _day(text: str) -> date | None:
    spoken = _DAY.match(text)
    try:
        if spoken:
            return date(int(spoken[3]), int(spoken[2]), int(spoken[1]))
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _is_rpps(text: str) -> bool:
    """Nothing told, or eleven figures that pass their key (Luhn)."""
    told = _digits(text)
    if not text:
        return True
    if len(told) != 11:
        return False
    doubled = [int(c) * (2 if place % 2 else 1) for place, c in enumerate(reversed(told))]
    return sum(sum(divmod(one, 10)) for one in doubled) % 10 == 0
