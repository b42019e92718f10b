import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from maillon.apps.projects import access, paper
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["Document", "document"]


@dataclass(frozen=True, slots=True)
class Document:
    """The whole project on paper. ``number``: the adoption it is, 0 for today's draft."""

    project_id: UUID
    number: int
    told: Mapping[str, Any]
    adopted_on: date | None = None
    body: str = ""
    by: str = ""
    digest: str = ""


def document(
    viewer: AccountViewer, project_id: UUID, *, now: datetime, number: int = 0
) -> Document:
    """The project as it is today, or as it was adopted; ``NotFound`` for strangers."""
    project = access.require_project(viewer, project_id)
    if not number:
        told = json.loads(paper.frozen(paper.whole(project, now.date())))
        return Document(project.pk, 0, told)
    rows = project.adoptions.select_related("adopted_by")
    found = rows.filter(number=number).first()
    if found is None:
        raise NotFound
    return Document(
        project.pk, found.number, json.loads(found.content), found.adopted_on, found.body,
        found.adopted_by.name, found.digest,
    )  # fmt: skip
