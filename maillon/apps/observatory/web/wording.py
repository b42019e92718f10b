"""The report in French: periods, lengths of time, the source of every figure."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from maillon.apps.observatory.periods import Period
from maillon.apps.observatory.queries.report import Piece, Report
from maillon.kernel.days import ordinal

__all__ = [
    "before_words",
    "length_words",
    "period_words",
    "piece_words",
    "source_words",
    "span_words",
    "tick_words",
]

NB = "\N{NO-BREAK SPACE}"
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip
SHORT = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
    "déc.",
)  # fmt: skip


def _day(day: date, *, year: bool = True) -> str:
    words = f"{ordinal(day.day)}{NB}{MONTHS[day.month - 1]}"
    return f"{words}{NB}{day.year}" if year else words


def span_words(start: date, last: date) -> str:
    """« du 1er au 30 novembre 2026 », « le 24 novembre 2026 »."""
    if start == last:
        return f"le {_day(start)}"
    if (start.year, start.month) == (last.year, last.month):
        return f"du {ordinal(start.day)} au {_day(last)}"
    return f"du {_day(start, year=start.year != last.year)} au {_day(last)}"


def period_words(period: Period) -> str:
    """The name of a period: « novembre 2026 », « 4ᵉ trimestre 2026 », « semaine du 23 nov… »."""
    if period.kind == "year":
        return f"année {period.start.year}"
    if period.kind == "quarter":
        place = period.start.month // 3 + 1
        return f"{place}{'ᵉʳ' if place == 1 else 'ᵉ'} trimestre {period.start.year}"
    if period.kind == "month":
        return f"{MONTHS[period.start.month - 1]} {period.start.year}"
    if period.kind == "week":
        return f"semaine {span_words(period.start, period.last)}"
    return span_words(period.start, period.last)


def piece_words(piece: Piece) -> str:
    """A stretch of the period: « novembre 2026 », « 23 – 24 novembre »."""
    start, last = piece.start, piece.last
    month = MONTHS[start.month - 1]
    if start == last:
        return f"{start.day} {month}"
    if start.day == 1 and (last + timedelta(days=1)).day == 1 and start.month == last.month:
        return f"{month} {start.year}"
    if start.month == last.month and start.year == last.year:
        return f"{start.day} – {last.day} {month}"
    return f"{start.day} {month} – {last.day} {MONTHS[last.month - 1]}"


def tick_words(piece: Piece) -> str:
    """The same, shorter, for under a bar: « 23 nov. », « 23–24 nov. », « janv. »."""
    start, last = piece.start, piece.last
    month = SHORT[start.month - 1]
    if start == last:
        return f"{start.day} {month}"
    if start.month == last.month and start.year == last.year:
        whole = start.day == 1 and (last + timedelta(days=1)).day == 1
        return month if whole else f"{start.day}–{last.day} {month}"
    return f"{start.day} {month} – {last.day} {SHORT[last.month - 1]}"


def before_words(period: Period) -> str:
    """The period before, as a figure says it: « en 2025 », « en octobre 2026 », « du 9 au… »."""
    past = period.before
    if past.kind == "year":
        return f"en {past.start.year}"
    if past.kind == "month":
        return f"en {period_words(past)}"
    if past.kind == "quarter":
        return f"au {period_words(past)}"
    return span_words(past.start, past.last)


def length_words(length: timedelta) -> str:
    """« 6 min », « 2 h 10 », « 3 j 4 h »."""
    minutes = round(length.total_seconds() / 60)
    if minutes < 60:
        return f"{minutes}{NB}min"
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return f"{hours}{NB}h{NB}{minutes:02d}"
    return f"{hours // 24}{NB}j{NB}{hours % 24}{NB}h"


def source_words(report: Report) -> str:
    """« journal du poste, du … au …, établi le … »."""
    made = report.as_of.astimezone(ZoneInfo(report.timezone))
    counted = span_words(report.start, report.last)
    return f"journal du {report.desk_name}, {counted}, établi le {_made(made)}"


def _made(moment: datetime) -> str:
    return f"{_day(moment.date())} à {moment.hour}{NB}h{NB}{moment.minute:02d}"
