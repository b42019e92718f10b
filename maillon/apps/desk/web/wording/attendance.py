"""« Poste tenu : 47 h sur 50 h d’ouverture », with what is missing and what nobody can say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Final

from maillon.apps.desk.attended import Attended
from maillon.apps.desk.queries.moments import NB, clock_words, long_day

__all__ = ["AttendanceWords", "attendance_words"]

NEVER: Final = "On ne sait pas encore : aucune présence n’a été notée à ce poste."
SOURCE: Final = (
    "D’après les pages de Maillon ouvertes au poste, qui disent toutes les vingt secondes que "
    "quelqu’un est devant. Une absence d’un quart d’heure ou moins ne compte pas. Aucun nom n’est "
    "montré."
)
BEFORE: Final = {
    "": "",
    "recording": "Avant, on ne sait pas : aucune présence n’était notée.",
    "hours": "Avant, on ne sait pas : les horaires ont changé à ce moment.",
}


@dataclass(frozen=True, slots=True)
class AttendanceWords:
    """What the page says, as it says it."""

    head: str
    lines: tuple[str, ...]  # absences and what nobody knows, in order
    before: str
    source: str


def attendance_words(told: Attended | None, tz: tzinfo) -> AttendanceWords:
    """The sentences; of a desk where nobody ever sat, that nothing is known."""
    if told is None:
        return AttendanceWords(NEVER, (), "", SOURCE)
    what = told.what
    head = f"Poste tenu : {_hours(what.held)} sur {_hours(what.opened)} d’ouverture"
    gaps = [(one, "personne n’a été vu au poste") for one in what.absent]
    gaps += [
        (one, "on ne sait pas (Maillon était arrêté, ou son heure fausse)") for one in what.unknown
    ]
    return AttendanceWords(
        f"{head}, depuis le {_moment(told.since, tz)}.",
        tuple(_gap(one, words, tz) for one, words in sorted(gaps)),
        BEFORE[told.why],
        SOURCE,
    )


def _gap(gap: Iterable[datetime], words: str, tz: tzinfo) -> str:
    began, until = gap
    same = began.astimezone(tz).date() == until.astimezone(tz).date()
    end = clock_words(until, tz) if same else f"au {_moment(until, tz)}"
    link = " à " if same else " "
    return (
        f"{long_day(began.astimezone(tz).date())}, de {clock_words(began, tz)}{link}{end} : {words}"
    )


def _moment(moment: datetime, tz: tzinfo) -> str:
    return f"{long_day(moment.astimezone(tz).date())} à {clock_words(moment, tz)}"


def _hours(length: timedelta) -> str:
    hours, minutes = divmod(round(length.total_seconds() / 60), 60)
    return f"{hours}{NB}h{NB}{minutes:02d}" if minutes else f"{hours}{NB}h"
