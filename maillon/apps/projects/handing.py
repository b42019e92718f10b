"""A team's project, as its hand-over file tells it: each section, what is still to do."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.urls import reverse

from maillon.apps.handover.sections import Line
from maillon.apps.projects.models import ProjectAction
from maillon.apps.projects.queries import plan_page, project_page
from maillon.apps.projects.queries.page import SectionLine
from maillon.apps.projects.queries.plan import ActionCard
from maillon.apps.structures.models import Member
from maillon.kernel.access import AccountViewer

__all__ = ["follow", "owned_actions", "project_lines"]

TONES: Final = {"late": "late", "idea": "soon", "going": "plain"}


def project_lines(viewer: AccountViewer, organization_id: UUID, now: datetime) -> Iterator[Line]:
    """Each section and what waits there, then the actions that are not ended: whose, by when."""
    page = project_page(viewer, organization_id, now=now)
    if page.id is None:
        return
    for section in page.sections:
        yield from _section(section)
    if page.changed and page.written:
        yield Line(
            "le projet a changé depuis sa dernière adoption" if page.adoptions else
            "le projet n’a pas encore été adopté", "", None, "à adopter", "info",
            reverse("project", args=[organization_id]),
        )  # fmt: skip
    for objective in plan_page(viewer, page.id, now=now).objectives:
        for action in objective.actions:
            if action.state in TONES:
                yield _action(action)


def owned_actions(organization_id: UUID, member_id: UUID, now: datetime) -> Iterator[Line]:
    """The actions of one member that are not ended; the caller has checked the right."""
    rows = ProjectAction.objects.filter(
        objective__project__organization_id=organization_id, owner_id=member_id, outcome=""
    )
    for one in rows.order_by("due_on", "position", "pk"):
        late = one.due_on is not None and one.due_on < now.date()
        yield Line(
            one.text, "", one.due_on, "en retard" if late else "", "late" if late else "plain",
            reverse("project-action", args=[one.pk]),
        )  # fmt: skip


def _section(one: SectionLine) -> Iterator[Line]:
    url = reverse("project-section", args=[one.id])
    written = f"écrite le {one.at:%d/%m/%Y}" if one.at else "à écrire"
    yield Line(f"section : {one.title}", one.by, None, written, "calm" if one.at else "soon", url)
    if one.comments:
        remarks = "remarque attend" if one.comments == 1 else "remarques attendent"
        yield Line(f"{one.comments} {remarks} une réponse : {one.title}", "", None, "à régler",
                   "info", url)  # fmt: skip
    if one.conflicts:
        yield Line(f"deux textes sont à départager : {one.title}", "", None, "à lire", "soon", url)


def _action(one: ActionCard) -> Line:
    who = one.owner or one.group or "personne encore"
    return Line(
        f"action : {one.text}", who, one.due_on, "" if one.state == "going" else one.state_label,
        TONES[one.state], reverse("project-action", args=[one.id]),
    )  # fmt: skip


def follow(organization_id: UUID, task_ids: Sequence[UUID], account_id: UUID) -> None:
    """An action is whose its task is, where she is of the team; inside the caller's transaction."""
    rows = ProjectAction.objects.filter(task_id__in=list(task_ids), outcome="")
    team = Member.objects.of(organization_id).filter(account_id=account_id)
    heir = team.filter(left_on=None).first() or team.order_by("-joined_on", "pk").first()
    if heir is not None:
        rows.update(owner=heir)
