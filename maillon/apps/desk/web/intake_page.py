"""What stands on the intake page: the form, its steps, and the help beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms

from maillon.apps.care.identity import parse_birth_date
from maillon.apps.care.queries import FoundPerson
from maillon.apps.desk import rules
from maillon.apps.desk.queries import intake as reading
from maillon.apps.desk.queries.intake import CallerCard, Counter
from maillon.apps.desk.queries.rules import in_force
from maillon.apps.desk.queries.standing import PastRequest, standing_house, standing_requests
from maillon.apps.desk.standing import House
from maillon.apps.desk.vocabulary import (
    AGREEMENTS,
    INFORMED_BY,
    LIVING,
    NEEDS,
    REQUESTER_KINDS,
)
from maillon.apps.desk.web.intake_forms import (
    GP_WISHES,
    PRESCRIPTIONS,
    SEXES,
    URGENCIES,
    USUAL_FREQUENCY,
    IntakeForm,
    NeedForm,
    Typed,
    template_form,
    uuid_in,
)
from maillon.apps.desk.web.intake_watches import (
    Line,
    Series,
    for_house,
    grid_of,
    lines_of,
    series_forms,
    skipped,
)
from maillon.apps.directory.phones import e164
from maillon.errors import Refused
from maillon.kernel.access import AccountViewer

__all__ = ["Sheet", "context", "filled", "lines", "name_carers", "one", "person_found", "watches"]

NOT_TILES = frozenset({"floor", "helper_until"})  # they carry a value: fields of their own
CARERS = (
    ("usual", "Intervenants habituels", "sollicités d’abord, seuls"),
    ("chosen", "Choisis par la personne", "passent avant tout autre"),
    ("refused", "Refusés par la personne", "jamais sollicités"),
)
TRAITS = ("birth_date", "birth_name", "given_name")
SECTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("caller", "Qui appelle", ("phone", "kind", "caller_name")),
    ("needs", "Le besoin", ("need", "urgency", "prescription")),
    ("place", "Le lieu", ("commune",)),
    ("person", "La personne", (*TRAITS, "informed_by", "agreement")),
)
FOR_HOUSE: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    SECTIONS[0],
    ("needs", "Le besoin", ("need", "urgency")),
    ("watches", "Les gardes", ("s1-seats", "s1-first", "s1-last", "s1-start", "s1-end")),
    ("place", "Le lieu", ("commune",)),
)
AT_HOME = ("living", "floor", "helper_until", "usual", "chosen", "refused", "gp", "note")
TARGETS = {
    "hospital_line": "ligne hospitalière personnes âgées",
    "snp": "soins non programmés",
    "dac": "dispositif d’appui (DAC)",
    "social": "service social",
    "specialist": "équipe spécialisée",
    "other": "autre service",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One intake in progress."""

    viewer: AccountViewer
    counter: Counter
    draft_id: UUID
    typed: Typed
    now: datetime
    saved: str = ""

    @property
    def phone(self) -> str:
        return e164(one(self.typed, "phone"), self.counter.region)


def one(typed: Typed, name: str) -> str:
    """The single value typed under a name, or nothing."""
    return (typed.get(name) or [""])[-1].strip()


def watches(sheet: Sheet, *, bound: bool = False) -> list[Series]:
    """The series of watches as typed."""
    return series_forms(sheet.typed, sheet.counter.today, bound=bound)


def lines(sheet: Sheet) -> tuple[Line, ...]:
    """The grid as far as it can be read."""
    return lines_of(watches(sheet, bound=True), skipped(sheet.typed), sheet.counter.timezone)


def context(
    sheet: Sheet, form: IntakeForm, needs: list[NeedForm], refused: Refused | None = None
) -> dict[str, Any]:
    """Everything the page shows."""
    found = person_found(sheet)
    series = watches(sheet, bound=form.is_bound and form.asks_watches)
    return {
        "form": form,
        "need_forms": needs,
        "draft_id": sheet.draft_id,
        "counter": sheet.counter,
        "saved": sheet.saved,
        "answered": " ".join(code for code, kind in NEEDS.items() if kind.answer),
        "usual_frequency": " ".join(f"{c}={f}" for c, f in USUAL_FREQUENCY.items()),
        "today": sheet.counter.today.isoformat(),
        "errors": [
            *_errors(form),
            *(line for row in (*needs, *series) for line in _errors(row)),
        ],
        "series": series,
        "house": for_house(sheet.typed),
        **grid_of(lines(sheet)),
        "refused": refused.code if refused else "",
        **tiles(sheet.typed),
        **caller_help(sheet),
        **person_help(sheet, found),
        **duplicate_help(sheet, found),
        **reminder_help(sheet, form, needs),
        **carer_help(sheet, form),
        "need_template": template_form(sheet.counter.today),
        "communes": _communes(sheet),
        "fragment": False,
        "targets": TARGETS.items(),
    }


def _communes(sheet: Sheet) -> list[dict[str, Any]]:
    typed = one(sheet.typed, "commune")
    return [
        {"value": c.value, "label": c.label, "hint": c.hint, "selected": c.value == typed}
        for c in sheet.counter.communes
    ]


def filled(sheet: Sheet) -> Typed:
    """What was typed, and what the caller's card says where nothing was: without scripts."""
    known = caller_help(sheet)
    card = next((c for c in known["cards"] if str(c.id) == known["requester"]), None)
    if card is None or one(sheet.typed, "kind"):
        return sheet.typed
    said = {"kind": card.kind, "caller_name": card.name, "house": card.house}
    return {**{name: [words] for name, words in said.items() if words}, **sheet.typed}


def _errors(form: forms.Form) -> list[str]:
    if not form.is_bound:
        return []
    return [str(line) for lines in form.errors.values() for line in lines]


def tiles(typed: Typed) -> dict[str, Any]:
    """The closed vocabularies as tiles, those typed already taken."""
    kinds = REQUESTER_KINDS.values()
    care = ((n.code, n.label) for n in NEEDS.values() if not (n.daily or n.house or n.answer))
    answer = ((n.code, n.label) for n in NEEDS.values() if n.answer)
    house = ((n.code, n.label) for n in NEEDS.values() if n.house)
    daily = ((n.code, n.label) for n in NEEDS.values() if n.daily)
    return {
        "kinds_pro": _tiles(((k.code, k.label) for k in kinds if k.professional), typed, "kind"),
        "kinds_other": _tiles(
            ((k.code, k.label) for k in kinds if not k.professional), typed, "kind"
        ),
        "needs_answer": _tiles(answer, typed, "need"),
        "needs_care": _tiles(care, typed, "need"),
        "needs_daily": _tiles(daily, typed, "need"),
        "needs_house": _tiles(house, typed, "need"),
        "urgencies": _tiles(URGENCIES.items(), typed, "urgency"),
        "prescriptions": _tiles(PRESCRIPTIONS.items(), typed, "prescription"),
        "sexes": _tiles(SEXES.items(), typed, "sex"),
        "informers": _tiles(INFORMED_BY.items(), typed, "informed_by"),
        "agreements": _tiles(AGREEMENTS.items(), typed, "agreement"),
        "gp_wishes": _tiles(GP_WISHES.items(), {"gp_wish": ["tell"], **typed}, "gp_wish"),
        "livings": _tiles(
            ((c, w) for c, w in LIVING.items() if c not in NOT_TILES), typed, "living"
        ),
    }


def _tiles(pairs: Iterable[tuple[str, str]], typed: Typed, name: str) -> list[dict[str, Any]]:
    taken = typed.get(name, ())
    return [{"value": code, "label": words, "checked": code in taken} for code, words in pairs]


def caller_help(sheet: Sheet) -> dict[str, Any]:
    """Who is known at this number; a single card is taken at once, and can be refused."""
    phone, raw = sheet.phone, one(sheet.typed, "phone")
    cards = reading.callers(sheet.viewer, sheet.counter.id, phone, now=sheet.now)
    picked = _picked(cards, one(sheet.typed, "requester"))
    return {"cards": cards, "requester": picked, "phone_unread": bool(raw) and not phone}


def _picked(cards: tuple[CallerCard, ...], typed: str) -> str:
    known = {str(card.id) for card in cards}
    if typed == "new" or typed in known:
        return typed
    return str(cards[0].id) if len(cards) == 1 else ""


def person_found(sheet: Sheet) -> tuple[FoundPerson, ...]:
    """Persons with the typed birth date and a like name; nobody before both are readable."""
    born, name = one(sheet.typed, "birth_date"), one(sheet.typed, "birth_name")
    if not born or not name:
        return ()
    try:
        return reading.matches(
            sheet.viewer,
            sheet.counter.id,
            birth_date=born,
            name=name,
            given_name=one(sheet.typed, "given_name"),
            now=sheet.now,
        )
    except Refused:
        return ()


def person_help(sheet: Sheet, found: tuple[FoundPerson, ...]) -> dict[str, Any]:
    """Who may already be known, and which one was chosen."""
    asked = bool(one(sheet.typed, "birth_date") and one(sheet.typed, "birth_name"))
    return {
        "found": found,
        "searched": asked,
        "patient": one(sheet.typed, "patient"),
        "homonyms": len({(p.birth_name, p.given_name) for p in found}) < len(found),
    }


def duplicate_help(sheet: Sheet, found: tuple[FoundPerson, ...]) -> dict[str, Any]:
    """The open requests about the person chosen among those found, or for the establishment."""
    there: tuple[PastRequest, ...] = ()
    house, chosen = for_house(sheet.typed), one(sheet.typed, "patient")
    known = next((person for person in found if str(person.id) == chosen), None)
    if house:
        there = _house_requests(sheet)
    elif known is not None:
        there = standing_requests(sheet.viewer, sheet.counter.id, known.id, now=sheet.now)
    seen = bool(one(sheet.typed, "duplicate_seen"))
    return {"standing": there, "duplicate_seen": seen, "standing_house": house}


def _house_requests(sheet: Sheet) -> tuple[PastRequest, ...]:
    name, commune = (one(sheet.typed, field) for field in ("establishment", "commune"))
    number = one(sheet.typed, "establishment_number") if name else ""
    days = {line.watch.starts_at.date() for line in lines(sheet) if line.kept}
    house = House(name or one(sheet.typed, "house"), commune, number)
    return standing_house(
        sheet.viewer, sheet.counter.id, house, [(day, day) for day in days], now=sheet.now
    )


def reminder_help(sheet: Sheet, form: IntakeForm, needs: list[NeedForm]) -> dict[str, Any]:
    """What the rules remind, before when the request would be handled, where the form stands."""
    standing = in_force(sheet.counter.id, sheet.counter.today)
    urgency = one(sheet.typed, "urgency")
    wait = None
    if urgency in URGENCIES:
        wait = reading.wait_for(sheet.viewer, sheet.counter.id, urgency, now=sheet.now)
    return {
        "reminders": rules.reminders(
            standing,
            situation(sheet.typed, sheet.counter.today),
            clinical=sheet.counter.clinical,
        ),
        "wait": wait,
        "reopens": reading.reopens(sheet.viewer, sheet.counter.id, now=sheet.now),
        "steps": steps(sheet.typed, form, needs),
    }


def situation(typed: Typed, today: date) -> rules.Situation:
    """The call as the rules read it."""
    words = [one(typed, "note"), *(one(typed, f"{code}-detail") for code in typed.get("need", ()))]
    return rules.Situation(
        needs=frozenset(typed.get("need", ())),
        urgency=one(typed, "urgency"),
        living=frozenset(typed.get("living", ())),
        prescription=one(typed, "prescription"),
        age=_age(one(typed, "birth_date"), today),
        text=" . ".join(words),
    )


def _age(born: str, today: date) -> int | None:
    try:
        year, month, day = (int(part) for part in parse_birth_date(born).split("-"))
    except Refused:
        return None
    return today.year - year - ((today.month, today.day) < (month, day))


def steps(typed: Typed, form: IntakeForm, needs: list[NeedForm]) -> list[dict[str, str]]:
    """The sections with their state; the first unfinished one is where the agent stands."""
    found: list[dict[str, str]] = []
    current = True
    for key, label, names in FOR_HOUSE if for_house(typed) else SECTIONS:
        state = "done" if all(one(typed, name) for name in names) else "todo"
        if _wrong(form, needs, key, names):
            state = "error"
        elif state == "todo" and current:
            state, current = "current", False
        found.append({"label": label, "href": f"#{key}", "state": state})
    if for_house(typed):
        return found
    said = any(one(typed, name) for name in AT_HOME)
    found.append(
        {"label": "Chez la personne", "href": "#home", "state": "done" if said else "todo"}
    )
    return found


def _wrong(form: IntakeForm, needs: list[NeedForm], key: str, names: tuple[str, ...]) -> bool:
    if not form.is_bound:
        return False
    rows = key == "needs" and any(row.errors for row in needs)
    return rows or any(name in form.errors for name in names)


def carer_help(sheet: Sheet, form: IntakeForm) -> dict[str, Any]:
    """The carers already named, by what the person said of each."""
    ids = {name: _uuids(sheet.typed.get(name, ())) for name, *_ in CARERS}
    known = reading.carers_named(sheet.viewer, {pk for each in ids.values() for pk in each})
    return {
        "carers": [
            {
                "name": name,
                "label": label,
                "hint": hint,
                "chips": [known[pk] for pk in ids[name] if pk in known],
                "text": one(sheet.typed, f"{name}_pick_text"),
                "errors": form[name].errors,
            }
            for name, label, hint in CARERS
        ],
        "gp": one(sheet.typed, "gp"),
        "gp_text": one(sheet.typed, "gp_text"),
    }


def name_carers(sheet: Sheet, form: IntakeForm) -> None:
    """Names typed and not picked: taken when only one carer bears them, asked back otherwise."""
    for name, *_ in CARERS:
        text = one(sheet.typed, f"{name}_pick_text")
        if text:
            found = reading.carer_choices(sheet.viewer, sheet.counter.id, text)
            if len(found) == 1:
                form.cleaned_data[name] = (*form.cleaned_data[name], UUID(found[0].value))
            else:
                form.add_error(name, _ask_back(text, found))
    text = one(sheet.typed, "gp_text")
    if text and not form.cleaned_data.get("gp"):
        doctors = reading.gp_choices(sheet.viewer, sheet.counter.id, text)
        if len(doctors) == 1:
            form.cleaned_data["gp"] = doctors[0].value
        else:
            form.add_error("gp", _ask_back(text, doctors))


def _ask_back(text: str, found: tuple[reading.Choice, ...]) -> str:
    if not found:
        return f"« {text} » n’est pas dans l’annuaire : effacez-le, et notez-le en clair."
    names = ", ".join(f"{one.label} ({one.hint})" for one in found[:4])
    return f"« {text} » peut être {names} : choisissez dans la liste, ou précisez."


def _uuids(values: Iterable[str]) -> list[UUID]:
    return [pk for pk in map(uuid_in, values) if pk]
