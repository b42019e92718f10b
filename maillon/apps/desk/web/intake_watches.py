"""A request for an establishment, as it is typed: so many carers, from day to day, hour to hour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from maillon.apps.desk.actions import NewNeed, NewWatch
from maillon.apps.desk.queries.moments import clock_words, long_day
from maillon.apps.desk.vocabulary import NEEDS

__all__ = [
    "NAMES",
    "Line",
    "Series",
    "for_house",
    "grid_of",
    "house_needs",
    "impossible",
    "lines_of",
    "series_forms",
    "skipped",
]

PREFIXES = ("s1", "s2", "s3")
MOST_DAYS = 31
MOST_SEATS = 20
EVENING = time(18)


def for_house(typed: Mapping[str, Sequence[str]]) -> bool:
    """Whether a need typed is one of an establishment: then nobody's home is asked about."""
    return any(NEEDS[code].house for code in typed.get("need", ()) if code in NEEDS)


def _day(label: str, missing: str) -> forms.DateField:
    wrong = "Cette date ne se lit pas : écrivez jour, mois, année."
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
        error_messages={"invalid": wrong, "required": missing},
    )


def _hour(label: str, missing: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput(attrs={"type": "time", "autocomplete": "off"}, format="%H:%M"),
        error_messages={"invalid": "Cette heure ne se lit pas.", "required": missing},
    )


class Series(forms.Form):
    """« 3 infirmières, du 1er au 4 décembre, de 20:00 à 08:00 »; an end before the start is the
    next day's.
    """

    seats = forms.IntegerField(
        label="Combien",
        min_value=1,
        max_value=MOST_SEATS,
        widget=forms.NumberInput(attrs={"min": 1, "max": MOST_SEATS, "inputmode": "numeric"}),
        error_messages={
            "required": "Combien de personnes par garde ?",
            "invalid": "Écrivez un nombre de personnes.",
            "min_value": "Il faut au moins une personne.",
            "max_value": f"Vingt personnes par garde au plus ({MOST_SEATS}).",
        },
    )
    first = _day("Du", "Il manque le premier jour.")
    last = _day("Au", "Il manque le dernier jour.")
    start = _hour("De", "Il manque l’heure de début.")
    end = _hour("À", "Il manque l’heure de fin.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", "Le dernier jour vient avant le premier.")
        elif first and last and (last - first).days >= MOST_DAYS:
            self.add_error("last", f"{MOST_DAYS} jours au plus : faites-en deux demandes.")
        if cleaned.get("start") and cleaned.get("start") == cleaned.get("end"):
            self.add_error("end", "Une garde ne finit pas à l’heure où elle commence.")
        return cleaned


NAMES = frozenset(
    {"skip", *(f"{prefix}-{name}" for prefix in PREFIXES for name in Series.base_fields)}
)


@dataclass(frozen=True, slots=True)
class Line:
    """One watch of the grid. ``key`` names it in the form; ``kept`` unless it was taken out."""

    key: str
    day: str
    hours: str
    seats: int
    kept: bool
    watch: NewWatch


def series_forms(
    typed: Mapping[str, Sequence[str]], today: date, *, bound: bool = False
) -> list[Series]:
    """The three series; those left empty are not read, but the first always is."""
    return [_series(prefix, typed, today, bound) for prefix in PREFIXES]


def _series(prefix: str, typed: Mapping[str, Sequence[str]], today: date, bound: bool) -> Series:
    said = {
        f"{prefix}-{name}": (typed.get(f"{prefix}-{name}") or [""])[-1]
        for name in Series.base_fields
    }
    if bound and (prefix == PREFIXES[0] or any(said.values())):
        return Series(said, prefix=prefix)
    return Series(prefix=prefix, initial={name[3:]: value for name, value in said.items() if value})


def skipped(typed: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The keys of the watches taken out of the grid."""
    return frozenset(typed.get("skip", ()))


def lines_of(forms_: Sequence[Series], skip: frozenset[str], zone: str) -> tuple[Line, ...]:
    """Every watch of the series that can be read, in order of time."""
    tz = ZoneInfo(zone)
    found: list[Line] = []
    for form in forms_:
        if form.is_bound and form.is_valid():
            found += _lines(form, skip, tz)
    return tuple(sorted(found, key=lambda line: (line.watch.starts_at, line.key)))


def _lines(form: Series, skip: frozenset[str], tz: ZoneInfo) -> list[Line]:
    said = form.cleaned_data
    days = [
        said["first"] + timedelta(days=n) for n in range((said["last"] - said["first"]).days + 1)
    ]
    return [_line(str(form.prefix), day, said, skip, tz) for day in days]


def _line(
    prefix: str, day: date, said: Mapping[str, Any], skip: frozenset[str], tz: ZoneInfo
) -> Line:
    start, end = said["start"], said["end"]
    until = day + timedelta(days=1) if end <= start else day
    key = f"{prefix}-{day.isoformat()}"
    watch = NewWatch(
        datetime.combine(day, start, tzinfo=tz),
        datetime.combine(until, end, tzinfo=tz),
        said["seats"],
    )
    hours = " – ".join(clock_words(at, tz) for at in (watch.starts_at, watch.ends_at))
    return Line(key, long_day(day), hours, said["seats"], key not in skip, watch)


def impossible(forms_: Sequence[Series]) -> tuple[str, ...]:
    """Why a series that is whole makes no grid; a field still empty is no mistake yet."""
    wrong = (form for form in forms_ if form.is_bound and not form.is_valid())
    return tuple(
        str(words)
        for form in wrong
        if not any(form.has_error(name, "required") for name in form.fields)
        for said in form.errors.values()
        for words in said
    )


def grid_of(lines: Sequence[Line], wrong: Sequence[str] = ()) -> dict[str, Any]:
    """The grid and its sum, as the page shows them before anything is saved; ``wrong`` is why
    some of it is not there.
    """
    kept = [line for line in lines if line.kept]
    return {
        "lines": lines,
        "impossible": wrong,
        "watches": len(kept),
        "places": sum(line.seats for line in kept),
    }


def house_needs(codes: Sequence[str], lines: Sequence[Line], zone: str) -> tuple[NewNeed, ...]:
    """One need per kind, each with every watch kept."""
    watches = tuple(line.watch for line in lines if line.kept)
    if not watches:
        return ()
    tz = ZoneInfo(zone)
    first = min(watch.starts_at for watch in watches).astimezone(tz)
    last = max(watch.ends_at for watch in watches).astimezone(tz)
    often = "nights" if first.time() >= EVENING else "daily"
    return tuple(
        NewNeed(code, often, first.date(), ends_on=last.date(), watches=watches)
        for code in codes
        if NEEDS[code].house
    )
