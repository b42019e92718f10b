"""What was said of a point: plain text, or the few tags of the editor, cleaned before kept."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

__all__ = ["Block", "Run", "as_html", "as_text", "blocks", "cleaned", "shown"]

TAGS: Final = frozenset(
    {"div", "p", "br", "h3", "ul", "ol", "li", "strong", "em", "blockquote"}
)  # fmt: skip
OPENS: Final = {"div": "text", "p": "text", "h3": "heading", "blockquote": "quote"}
MARKS: Final = {"bullet": "- ", "number": "{}. "}


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(slots=True)
class Block:
    """A paragraph, a heading, a line of a list (bullet, number) or a quotation."""

    kind: str
    runs: list[Run] = field(default_factory=list)
    place: int = 0  # in its numbered list

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs).strip("\n")


def cleaned(html: str) -> str:
    """The same with nothing but the tags we let through, and no attribute; empty without words."""
    kept = nh3.clean(html, tags=set(TAGS), attributes={}, link_rel=None)
    return kept if any(block.text.strip() for block in blocks(kept)) else ""


def shown(notes: str, rich: bool) -> SafeString:
    """As a page shows it. Cleaned again: a row altered at rest brings no script."""
    return mark_safe(cleaned(notes) if rich else _lines(notes))  # noqa: S308


def as_html(notes: str, rich: bool) -> str:
    """What the editor begins with."""
    return cleaned(notes) if rich else _lines(notes)


def _lines(text: str) -> str:
    if not text:
        return ""
    said = text.replace("\r\n", "\n").split("\n")
    return f"<div>{'<br>'.join(escape(line) for line in said)}</div>"


def as_text(notes: str, rich: bool) -> str:
    """The same in plain words, for a page without JavaScript."""
    if not rich:
        return notes
    return "\n".join(_mark(one) + one.text for one in blocks(notes)).strip()


def _mark(one: Block) -> str:
    return MARKS.get(one.kind, "").format(one.place)


def blocks(html: str) -> list[Block]:
    """The paragraphs, headings and lines of lists of cleaned notes, in order; none is empty."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [one for one in reader.found if one.text.strip()]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Block] = []
        self.lists: list[list[object]] = []  # kind, how many so far
        self.looks = {"strong": 0, "em": 0}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ul", "ol"):
            self.lists.append(["bullet" if tag == "ul" else "number", 0])
        elif tag == "li":
            self._line()
        elif tag in OPENS:
            self.found.append(Block(OPENS[tag]))
        elif tag in self.looks:
            self.looks[tag] += 1
        elif tag == "br":
            self._say("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag in self.looks:
            self.looks[tag] = max(0, self.looks[tag] - 1)
        if tag in ("ul", "ol", "li", *OPENS):
            self.found.append(Block("text"))

    def handle_data(self, data: str) -> None:
        self._say(data)

    def _line(self) -> None:
        kind, place = "bullet", 0
        if self.lists:
            held = self.lists[-1]
            kind, place = str(held[0]), int(str(held[1])) + 1
            held[1] = place
        self.found.append(Block(kind, place=place))

    def _say(self, text: str) -> None:
        if not self.found:
            self.found.append(Block("text"))
        look = {"bold": self.looks["strong"] > 0, "italic": self.looks["em"] > 0}
        self.found[-1].runs.append(Run(text, **look))
