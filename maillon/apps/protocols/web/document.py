"""A protocol as a word processor's document."""

from io import BytesIO

from docx import Document

from maillon.apps.protocols.queries import ProtocolPage, SignerLine

__all__ = ["protocol"]


def protocol(page: ProtocolPage) -> bytes:
    """A .docx: what it is, its state, each section, who signed."""
    one, paper = page.version, Document()
    paper.core_properties.title, paper.core_properties.author = "Protocole", ""
    paper.add_heading(one.title, level=1)
    paper.add_paragraph(f"{page.kind_label[:1].upper()}{page.kind_label[1:]}, {page.house}")
    day = f" le {one.adopted_on:%d/%m/%Y}" if one.adopted_on else ""
    paper.add_paragraph(f"Version {one.number}, {one.state_label}{day}")
    for code, label, words in one.parts:
        paper.add_heading(label, level=2)
        style = "List Number" if code == "steps" else None
        for line in words.splitlines():
            if line.strip():
                paper.add_paragraph(line.strip(), style=style)
    signed = [_line(told) for told in one.signers if told.signed_on]
    if signed:
        paper.add_heading("Signataires", level=2)
        for line in signed:
            paper.add_paragraph(line, style="List Bullet")
    buffer = BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


def _line(told: SignerLine) -> str:
    who = ", ".join(part for part in (told.name, told.profession, told.house) if part)
    return f"{who}, le {told.signed_on:%d/%m/%Y}"
