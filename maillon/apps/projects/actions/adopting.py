from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max

from maillon.apps.journal import actions as journal
from maillon.apps.projects import access, paper
from maillon.apps.projects.models import HealthProject, ProjectAdoption, SectionVersion
from maillon.errors import Refused
from maillon.kernel.access import AccountViewer

__all__ = ["adopt_project"]


def adopt_project(
    *, project_id: UUID, body: str, adopted_on: date, by: AccountViewer, now: datetime
) -> ProjectAdoption:
    """Freeze the whole project as a body adopted it: who, when, and its fingerprint.

    Raises ``NotFound``, ``Refused``: ``adoption_body``, ``adoption_later``, ``adoption_empty``,
    ``adoption_conflict`` (two texts of a section still wait to be made one).
    """
    project = access.require_lead(by, project_id)
    today = now.astimezone(ZoneInfo("Europe/Paris")).date()
    if not body.strip():
        raise Refused("adoption_body")
    if adopted_on > today:
        raise Refused("adoption_later")
    with transaction.atomic():
        HealthProject.objects.select_for_update().get(pk=project.pk)
        if SectionVersion.objects.unsettled(project.pk).exists():
            raise Refused("adoption_conflict")
        told = paper.whole(project, today)
        if not any(one["text"] for one in told["sections"]):
            raise Refused("adoption_empty")
        content = paper.frozen(told)
        last = project.adoptions.aggregate(last=Max("number"))["last"] or 0
        adoption = ProjectAdoption(
            project=project, number=last + 1, adopted_on=adopted_on, body=body.strip()[:120],
            content=content, digest=paper.fingerprint(content), adopted_by_id=by.account_id,
            adopted_at=now,
        )  # fmt: skip
        adoption.save(force_insert=True)
        journal.record(
            act="projects.adopted", organization_id=project.organization_id, by=by, now=now,
            subjects=[("project", project.pk)], data={"number": adoption.number},
            documents=[adoption.digest],
        )  # fmt: skip
    return adoption
