"""How long a pause lasts: « PAUSE », « PAUSE 3J », « pause jusqu'à lundi », « PAUSE 24/12 ».

Nothing told is the plain pause; a length or a last day is taken where it is all that is told.
Whatever else stands there (400, « la semaine prochaine », « du 24/12 au 2/1 ») is not guessed.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from maillon.engines.replies.figures import MONTHS, read_figures
from maillon.engines.replies.folding import fold
from maillon.engines.replies.signals import read_signals

__all__ = ["LONGEST_PAUSE", "Pause", "read_pause"]

LONGEST_PAUSE: Final = 366  # days
_DAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_STEMS: Final = (
    "janv", "fev", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec",
)  # fmt: skip
_LAST_DAY: Final = re.compile(
    r"(?<![a-z])(?P<lead>jusqu[' e]? ?(?:au? )?|pause (?:au? )?)"
    rf"(?:(?P<weekday>{'|'.join(_DAYS)}|demain)(?![a-z]),? ?(?:le )?)?"
    r"(?P<day>(?P<d>[0-9]{1,2})(?:[/.-](?P<m>[0-9]{1,2})(?:[/.-](?P<y>[0-9]{2,4}))?"
    rf"|(?: ?er)? (?P<month>{MONTHS})(?: (?P<year>20[0-9]{{2}}))?)(?![0-9a-z]))?"
)


@dataclass(frozen=True, slots=True)
class Pause:
    """``days`` told, or the ``last`` day of it; ``clear`` is False where neither is certain.

    Clear with neither: she named no length.
    """

    days: int | None = None
    last: date | None = None
    clear: bool = True


def read_pause(text: str, today: date) -> Pause:
    """The length of the pause that the message asks for, counted from ``today`` at the desk.

    A day without a year is the next one, today included; a day of the week is the next one after
    today. Within 366 days. Total, linear in the length of the text.
    """
    folded = fold(text)
    figures = read_figures(folded, frozenset())
    told = read_signals(figures).time_text or ""
    bare = figures.words.count("#")
    if figures.length_days is not None:
        alone = bare == 0 and figures.times == (told,) if told else bare == 1
        return Pause(days=figures.length_days) if alone else Pause(clear=False)
    if not told and not bare and "jusqu" not in folded:
        return Pause()
    last = None if bare else _last_day(folded, told, today)
    return Pause(last=last) if last else Pause(clear=False)


def _last_day(folded: str, told: str, today: date) -> date | None:
    """The day where the pause ends, when nothing else of time is told."""
    for found in _LAST_DAY.finditer(folded):
        named = [part for part in (found["weekday"], found["day"]) if part]
        if not named or " ".join(named) != told:
            continue
        last = _dated(found, today) if found["day"] else _named(found, today)
        within = last is not None and today <= last <= today + timedelta(days=LONGEST_PAUSE)
        return last if within and _agrees(found["weekday"], last) else None
    return None


def _named(found: re.Match[str], today: date) -> date | None:
    """« pause lundi » may be the only day she means: « jusqu'à » is needed."""
    if not found["lead"].startswith("jusqu"):
        return None
    if found["weekday"] == "demain":
        return today + timedelta(days=1)
    ahead = (_DAYS.index(found["weekday"]) - today.weekday()) % 7
    return today + timedelta(days=ahead or 7)


def _dated(found: re.Match[str], today: date) -> date | None:
    month = int(found["m"]) if found["m"] else 1 + _month(found["month"])
    told = found["y"] or found["year"]
    years = [int(told) % 100 + 2000] if told else [today.year, today.year + 1]
    for year in years:
        try:
            day = date(year, month, int(found["d"]))
        except ValueError:
            continue
        if day >= today:
            return day
    return None


def _month(word: str) -> int:
    return next(at for at, stem in enumerate(_STEMS) if word.startswith(stem))


def _agrees(weekday: str | None, last: date | None) -> bool:
    """« lundi 30/11 » must be a Monday."""
    if weekday is None or weekday == "demain" or last is None:
        return True
    return _DAYS[last.weekday()] == weekday
