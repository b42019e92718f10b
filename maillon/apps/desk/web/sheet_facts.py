"""What is known of a request, as lines of label and words."""

from collections.abc import Iterable

from maillon.apps.desk.queries.sheet import Sheet
from maillon.apps.desk.web import wording
from maillon.apps.desk.web.wording.moments import phone, typeset
from maillon.apps.desk.web.wording.people import capital

__all__ = ["facts_of"]


def facts_of(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    """What is known of the request, in words; of an establishment, only what it has."""
    place = f"{sheet.place}, {sheet.quarter}" if sheet.quarter else sheet.place
    if sheet.establishment:
        where = ", ".join(part for part in (sheet.establishment_address, place) if part)
        rows = [
            ("Établissement", sheet.establishment),
            ("Numéro FINESS", sheet.establishment_number),
            ("Lieu", where),
            ("Urgence", sheet.urgency_label),
            ("Consignes", sheet.note),
        ]
        return _said(rows)
    rows = [
        ("Lieu", place),
        ("Chez elle", wording.living_words(sheet.living)),
        ("Urgence", sheet.urgency_label),
        ("Prescription", sheet.prescription_label),
        ("Son accord", f"{capital(sheet.informed_label)}, {sheet.agreement_label}"),
        ("Médecin", _gp(sheet)),
        ("À savoir", sheet.note),
    ]
    return _said(rows)


def _said(rows: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((label, typeset(capital(text))) for label, text in rows if text)


def _gp(sheet: Sheet) -> str:
    name = f"Dr {sheet.gp.name}" if sheet.gp.name else ""
    called = f"{name}, {phone(sheet.gp.phone)}" if name and sheet.gp.phone else name
    wish = {
        "tell": "prévenu" if _gp_told(sheet) else "à prévenir quand ce sera trouvé",
        "refused": "la personne ne veut pas qu’il soit prévenu",
        "none": "pas de médecin traitant",
    }.get(sheet.gp.wish, sheet.gp.wish_label)
    return f"{called} : {wish}" if called else wish


def _gp_told(sheet: Sheet) -> bool:
    """Somebody at the doctor's heard it, for every need where a word to him was owed."""
    owed = any(call.kind == "tell_gp" for call in sheet.calls)
    called = (line.data for line in sheet.story if line.act == "desk.called")
    heard = [d for d in called if d.get("kind") == "tell_gp" and d.get("outcome") != "unreachable"]
    return bool(heard) and not owed
