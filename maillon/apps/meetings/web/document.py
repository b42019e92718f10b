"""The minutes as a word processor's document."""

from io import BytesIO

from docx import Document
from docx.document import Document as Page

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
        for line in filter(None, item.notes.split("\n")):
            paper.add_paragraph(line)
        for decision in item.decisions:
            _decided(paper, decision.text, decision.owner, f"{decision.due_on:%d/%m/%Y}")
    for decision in page.loose:
        _decided(paper, decision.text, decision.owner, f"{decision.due_on:%d/%m/%Y}")
    buffer = BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


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
