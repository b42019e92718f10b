"""The whole project as a word processor's document."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Page

from maillon.apps.projects.queries import Document as Told

__all__ = ["project"]


def project(page: Told) -> bytes:
    """A .docx: the sections, the objectives with their actions, the annexes."""
    paper, told = Document(), page.told
    paper.core_properties.title = "Projet de santé"
    paper.core_properties.author = ""
    paper.add_heading(f"Projet de santé, {told['structure']}", level=1)
    paper.add_paragraph(_status(page))
    for place, one in enumerate(told["sections"], 1):
        paper.add_heading(f"{place}. {one['title']}", level=2)
        for line in (one["text"] or "Pas encore écrit.").splitlines():
            if line.strip():
                paper.add_paragraph(line)
    if told["objectives"]:
        paper.add_heading("Objectifs et actions", level=2)
        for one in told["objectives"]:
            _objective(paper, one)
    _annexes(paper, told)
    buffer = BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


def _status(page: Told) -> str:
    if page.adopted_on is None:
        return f"Projet en cours d’écriture, état du {page.told['on']}."
    return (
        f"Version {page.number}, adoptée le {page.adopted_on:%d/%m/%Y} par {page.body}. "
        f"Empreinte : {page.digest[:16]}."
    )


def _objective(paper: Page, one: Mapping[str, Any]) -> None:
    paper.add_heading(one["text"], level=3)
    for action in one["actions"]:
        parts = [action["owner"], f"pour le {action['due_on']}" if action["due_on"] else "",
                 action["state"]]  # fmt: skip
        told = ", ".join(part for part in parts if part)
        paper.add_paragraph(f"{action['text']} ({told})", style="List Bullet")
        for each in action["indicators"]:
            paper.add_paragraph(_measure(each), style="List Bullet 2")
        for name, label in (("hypothesis", "Hypothèse"), ("measure", "Mesure"),
                            ("result", "Résultat"), ("verdict", "Conclusion")):  # fmt: skip
            if action["evaluation"].get(name):
                paper.add_paragraph(f"{label} : {action['evaluation'][name]}",
                                    style="List Bullet 2")  # fmt: skip


def _measure(each: Mapping[str, str]) -> str:
    parts = [
        f"{words} {each[name]}"
        for name, words in (("start", "départ"), ("target", "but"), ("last", "mesuré"))
        if each[name]
    ]
    return f"{each['label']}{', ' + each['unit'] if each['unit'] else ''} : {' ; '.join(parts)}"


def _annexes(paper: Page, told: Mapping[str, Any]) -> None:
    rows: Sequence[tuple[str, list[str]]] = (
        ("Annexe 1. L’équipe",
         [f"{one['name']}, {one['profession']}, {one['status']}" for one in told["members"]]),
        ("Annexe 2. Les groupes de travail",
         [f"{one['name']} : {', '.join(one['members'])}" for one in told["groups"]]),
        ("Annexe 3. Les partenaires",
         [f"{one['name']}{' : ' + one['role'] if one['role'] else ''}"
          for one in told["partners"]]),
        ("Annexe 4. Protocoles et procédures",
         [f"{one['title']} ({one['kind']}, {one['day']})" for one in told["annexes"]]),
    )  # fmt: skip
    for title, lines in rows:
        paper.add_heading(title, level=2)
        for line in lines or ["Aucun pour l’instant."]:
            paper.add_paragraph(line, style="List Bullet")
