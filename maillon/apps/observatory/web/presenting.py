"""What the page, the PDF and the workbook all show, from one reading of the report."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from maillon.apps.observatory.periods import KINDS
from maillon.apps.observatory.queries.report import Figure, Piece, Report, Section
from maillon.apps.observatory.queries.telephone import Answering
from maillon.apps.observatory.web.asking import query_of
from maillon.apps.observatory.web.chart import chart
from maillon.apps.observatory.web.wording import (
    before_words,
    length_words,
    period_words,
    piece_words,
    source_words,
    span_words,
)

__all__ = ["WITHHELD", "Row", "context", "taken_words", "telephone_rows", "title_of"]

WITHHELD = "masqué"
NB = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it is shown; ``href`` where it opens."""

    label: str
    count: str
    share: str
    width: int  # of its bar, out of 100
    before: str
    change: str
    href: str


def _figure(figure: Figure, href: str) -> Row:
    share = round(100 * figure.share) if figure.share is not None else 0
    return Row(
        label=figure.label,
        count=WITHHELD if figure.count is None else str(figure.count),
        share=f"{share}{NB}%" if figure.share is not None else "",
        width=share,
        before="–" if figure.before is None else str(figure.before),
        change=_change(figure.count, figure.before),
        href="" if figure.count is None else href,
    )


def _change(now: int | None, before: int | None) -> str:
    if now is None or before is None:
        return ""
    gap = now - before
    return f"+{gap}" if gap > 0 else f"−{-gap}" if gap else "="


def title_of(report: Report) -> str:
    """« Rapport du Poste du Gier, novembre 2026 »."""
    return f"Rapport du {report.desk_name}, {period_words(report.period)}"


def context(report: Report, address: Callable[[str], str]) -> dict[str, Any]:
    """Everything the templates draw; ``address`` gives the page of a figure, from its query."""

    def opens(table: str, key: str) -> str:
        if not report.may_open:
            return ""
        return address(query_of(report.desk_id, report.period, table=table, ligne=key))

    return {
        "report": report,
        "title": title_of(report),
        "period": period_words(report.period),
        "before_name": period_words(report.period.before),
        "before_words": before_words(report.period),
        "counted": span_words(report.start, report.last),
        "source": source_words(report),
        "total_href": opens("all", "all") if report.total else "",
        "total_change": _change(report.total, report.before),
        "headlines": [_headline(report, *each, opens) for each in _heads(report)],
        "sections": [_section(section, opens) for section in report.sections],
        "delays": [_delay(one.label, one.median, one.p90) for one in report.delays],
        "taken": taken_words(report),
        "telephone": _telephone(report),
        "chart": chart(report.pieces),
        "pieces": [_piece(report, piece, address) for piece in report.pieces],
        "kinds": [(code, words, code == report.period.kind) for code, words in KINDS.items()],
        "earlier": query_of(report.desk_id, report.period.before),
        "later": query_of(report.desk_id, report.period.after),
        "query": query_of(report.desk_id, report.period),
    }


HEADLINES = (
    ("became", "begun", "domiciles atteints", "un soin y a commencé"),
    ("told", "told", "demandeurs prévenus", "plus rien ne leur est dû"),
    ("found", "h1", "trouvées en moins d’une heure", "premier oui d’un intervenant"),
)
ANSWERED = ("became", "answered", "réponses données", "au demandeur, avis ou conseil")


def _heads(report: Report) -> tuple[tuple[str, str, str, str], ...]:
    """What is looked for first: clinicians give answers, before anything else."""
    return (ANSWERED, *HEADLINES[:2]) if report.clinical else HEADLINES


def taken_words(report: Report) -> str:
    """« Reprises d’un autre poste, et comptées chez lui : Poste de Lyon, 14. »"""
    if not report.taken:
        return ""
    told = ((one.desk, WITHHELD if one.count is None else one.count) for one in report.taken)
    each = " ; ".join(f"{desk}, {count}" for desk, count in told)
    return f"Reprises d’un autre poste, et comptées chez lui{NB}: {each}."


def _headline(
    report: Report, code: str, key: str, label: str, note: str, opens: Callable[[str, str], str]
) -> dict[str, str]:
    section = report.section(code)
    figure = section.figure(key) if section else None
    if figure is not None:
        count = figure.count
    else:
        count = 0 if section is not None and section.figures else None
    value = WITHHELD if count is None else str(count)
    return {"label": label, "note": note, "value": value, "href": opens(code, key) if count else ""}


def _section(section: Section, opens: Callable[[str, str], str]) -> dict[str, Any]:
    rows = [_figure(one, opens(section.code, one.key)) for one in section.figures]
    return {
        "code": section.code,
        "title": section.title,
        "note": section.note,
        "column": section.column,
        "unit": section.unit,
        "rows": [row for row in rows if row.count != WITHHELD],
        "withheld": [row.label for row in rows if row.count == WITHHELD],
        "rest": section.rest,
        "total": section.total,
    }


def _delay(label: str, median: Any, p90: Any) -> dict[str, str]:
    if median is None:
        return {"label": label, "median": WITHHELD, "p90": WITHHELD}
    return {"label": label, "median": length_words(median), "p90": length_words(p90)}


def _telephone(report: Report) -> dict[str, Any] | None:
    found = report.telephone
    if found is None:
        return None
    counted = span_words(found.start, found.last)
    return {
        "stats": [{"label": label, "value": value} for label, value in telephone_rows(found)],
        "lines": [(label, WITHHELD if n is None else n) for label, n in found.lines],
        "rest": found.rest,
        "calls": found.calls,
        "source": f"Source : standard du {report.desk_name}, appels {counted}.",
    }


def telephone_rows(found: Answering) -> list[tuple[str, str]]:
    """The figures the emergency services show of their own telephone."""
    return [
        ("appels", str(found.calls)),
        ("hors ouverture, en plus", WITHHELD if found.outside is None else str(found.outside)),
        ("la moitié décrochés en", _seconds(found.median)),
        ("9 sur 10 décrochés en", _seconds(found.p90)),
        ("décrochés en 30 s", _part(found.within_30)),
        ("décrochés en 60 s", _part(found.within_60)),
        ("abandonnés", _part(found.given_up)),
    ]


def _seconds(length: timedelta | None) -> str:
    if length is None:
        return WITHHELD
    seconds = round(length.total_seconds())
    return f"{seconds}{NB}s" if seconds < 120 else f"{seconds // 60}{NB}min{NB}{seconds % 60:02d}"


def _part(share: float | None) -> str:
    return WITHHELD if share is None else f"{round(100 * share)}{NB}%"


def _piece(report: Report, piece: Piece, address: Callable[[str], str]) -> dict[str, Any]:
    words = {"periode": "free", "du": piece.start.isoformat(), "au": piece.last.isoformat()}
    query = "&".join(f"{name}={value}" for name, value in words.items())
    href = address(f"poste={report.desk_id}&{query}&table=all&ligne=all")
    opens = report.may_open and piece.count
    return {"words": piece_words(piece), "count": piece.count, "href": href if opens else ""}
