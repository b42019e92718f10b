"""The share of needs answered as time goes by, today and supposed, drawn on the server."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from maillon.apps.desk.web.wording.moments import HARD

__all__ = ["Chart", "Curve", "curves", "figures", "verdict"]

WIDTH: Final = 640
HEIGHT: Final = 240
TICKS: Final = {
    "15": "15 min", "30": "30 min", "60": "1 h", "120": "2 h", "240": "4 h", "480": "8 h",
    "1440": "24 h",
}  # fmt: skip
CLEAR: Final = "net"
NAMES: Final = {"today": "comme aujourd’hui", "supposed": "avec ce changement"}


@dataclass(frozen=True, slots=True)
class Curve:
    """A line of medians and the band of its lowest and highest, as SVG points."""

    side: str
    name: str
    line: str
    band: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Both curves on one scale from nobody to everybody; marks are evenly spaced."""

    curves: tuple[Curve, ...]
    ticks: tuple[tuple[str, str], ...]  # x, words
    levels: tuple[tuple[str, str], ...]  # y, words


def curves(result: Mapping[str, Any]) -> Chart:
    """Points are written with a dot, whatever the language of the page."""
    marks = list(TICKS)
    step = WIDTH / (len(marks) - 1)
    xs = [step * place for place in range(len(marks))]
    return Chart(
        curves=tuple(_curve(side, result[side]["within"], marks, xs) for side in NAMES),
        ticks=tuple((f"{x:.1f}", TICKS[mark]) for x, mark in zip(xs, marks, strict=True)),
        levels=tuple((f"{HEIGHT * (1 - n / 4):.1f}", f"{25 * n} %") for n in range(5)),
    )


def _curve(side: str, within: Mapping[str, Any], marks: list[str], xs: list[float]) -> Curve:
    middle, low, high = ([within[mark][n] for mark in marks] for n in range(3))
    there = _points(xs, high)
    back = _points(xs[::-1], low[::-1])
    return Curve(side, NAMES[side], _points(xs, middle), f"{there} {back}")


def _points(xs: list[float], shares: list[float]) -> str:
    pairs = zip(xs, shares, strict=True)
    return " ".join(f"{x:.1f},{HEIGHT * (1 - share):.1f}" for x, share in pairs)


def figures(result: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
    """The table under the drawing: what, today, supposed, with the interval over the weeks; and
    whether these weeks tell the two apart.
    """
    return [
        (words, *(_said(_of(result[side], name), say) for side in NAMES), _apart(result, name))  # type: ignore[misc]
        for words, name, say in ROWS
    ]


def verdict(result: Mapping[str, Any]) -> str:
    """The answer in a sentence: what differs for certain, or that nothing does."""
    clear = [
        f"{words[0].lower()}{words[1:]}, {say(_of(result['supposed'], name)[0])} au lieu de "
        f"{say(_of(result['today'], name)[0])}"
        for words, name, say in ROWS
        if _apart(result, name) == CLEAR
    ]
    if clear:
        return f"Écart net : {' ; '.join(clear)}."
    return (
        f"Pas d’écart net sur ces {result['today']['requests']} demandes par simulation : ce qui "
        "diffère plus bas peut n’être que du hasard."
    )


def _apart(result: Mapping[str, Any], name: str) -> str:
    """The lowest of one side is above the highest of the other; one week alone tells nothing."""
    (_, low, high), (_, under, over) = (
        [float("inf") if value is None else value for value in _of(result[side], name)]
        for side in NAMES
    )
    alone = low == high and under == over
    return CLEAR if not alone and (high < under or over < low) else "pas net"


def _of(side: Mapping[str, Any], name: str) -> list[float | None]:
    found: list[float | None] = side[name] if name else side["within"]["120"]
    return found


def _said(over: list[float | None], say: Any) -> str:
    middle, low, high = (say(value) for value in over)
    return middle if low == high else f"{middle} ({low} à {high})"


def _minutes(value: float | None) -> str:
    if value is None:
        return "jamais"
    hours, minutes = divmod(round(value), 60)
    return f"{hours}{HARD}h{HARD}{minutes:02d}" if hours else f"{minutes}{HARD}min"


def _share(value: float | None) -> str:
    return f"{100 * (value or 0):.0f}{HARD}%"


ROWS: Final = (
    ("Oui obtenu, moitié des besoins", "p50", _minutes),
    ("Oui obtenu, neuf besoins sur dix", "p90", _minutes),
    ("Part trouvée en 2 h", "", _share),
    ("Part restée sans personne", "never", _share),
)
