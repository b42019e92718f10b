"""The minutes as a word processor's document."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from docx import Document
from docx.document import Document as Page

from maillon.apps.meetings.notes import Run, blocks
from maillon.apps.meetings.queries import MeetingPage
from maillon.apps.meetings.web.wording import moment

__all__ = ["minutes"]


def minutes(page: MeetingPage) -> bytes:
    """A .docx: when, where, who, each point with what was said and decided."""
    paper = Document()
    paper.core_properties.title = "Compte rendu"
    paper.core_properties.author = ""
    paper.add_heading(page.subject, level=1)
    paper.add_paragraph(f"{page.kind_label[:1].upper()}{page.kind_label[1:]}, {page.structure}")
    where = f", {page.place}" if page.place else ""
    paper.add_paragraph(f"{moment(page.starts_at)}{where}, {page.minutes} minutes")
    _people(paper, page)
    for place, item in enumerate(page.agenda, 1):
        paper.add_heading(f"{place}. {item.told}", level=2)
        _notes(paper, item.html)
        for decision in item.decisions:
            _decided(paper, decision.text, decision.owner, f"{decision.due_on:%d/%m/%Y}")
    for decision in page.loose:
        _decided(paper, decision.text, decision.owner, f"{decision.due_on:%d/%m/%Y}")
    buffer = BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


STYLES = {"bullet": "List Bullet", "number": "List Number", "quote": "Quote"}


def _notes(paper: Page, html: str) -> None:
    """Headings, lists, bold and italic as a word processor knows them."""
    for block in blocks(html):
        if block.kind == "heading":
            paper.add_heading(block.text, level=3)
            continue
        style = STYLES.get(block.kind)
        for line in _lines(block.runs):
            if not "".join(run.text for run in line).strip():
                continue
            written = paper.add_paragraph(style=style)
            for run in line:
                made = written.add_run(run.text)
                made.bold, made.italic = run.bold or None, run.italic or None


def _lines(runs: list[Run]) -> Iterator[list[Run]]:
    """A paragraph for each line that says something."""
    line: list[Run] = []
    for run in runs:
        first, *rest = run.text.split("\n")
        line.append(replace(run, text=first))
        for words in rest:
            yield line
            line = [replace(run, text=words)]
    yield line


def _people(paper: Page, page: MeetingPage) -> None:
    came = {one.id for one in page.came}
    for title, names in (
        ("Présents", [one.name for one in page.guests if one.id in came]),
        ("Excusés ou absents", [one.name for one in page.guests if one.id not in came]),
    ):
        if names:
            paper.add_paragraph(f"{title} : {', '.join(names)}")


def _decided(paper: Page, text: str, owner: str, due: str) -> None:
    paper.add_paragraph(f"Décidé : {text} ({owner}, pour le {due})", style="List Bullet")
