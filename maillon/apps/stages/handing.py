"""Where a structure stands on its way to a contract, as the hand-over file tells it."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from maillon.apps.handover.sections import Line
from maillon.apps.stages.queries import stage_page
from maillon.apps.stages.queries.page import MissionCard, StagePage
from maillon.kernel.access import AccountViewer

__all__ = ["stage_lines"]


def stage_lines(viewer: AccountViewer, organization_id: UUID, now: datetime) -> Iterator[Line]:
    """The step of today, what is awaited and from whom, the missions with their next day, the
    amounts that nobody told.
    """
    page = stage_page(viewer, organization_id, now=now)
    if page.way is None or page.began_on is None:
        return
    url = reverse("stage", args=[organization_id])
    yield from _steps(page, now, url)
    for mission in page.missions:
        yield _mission(mission, url)
    for amount in page.amounts:
        if amount.euros is None:
            yield Line(f"montant à reprendre de l’annexe : {amount.label}", "", None, "à dire",
                       "soon", url)  # fmt: skip


def _steps(page: StagePage, now: datetime, url: str) -> Iterator[Line]:
    for one in page.steps:
        waiting = one.waiting
        if waiting is not None:
            late = waiting.due_on is not None and waiting.due_on < now.date()
            yield Line(
                f"{one.step.title} : envoyé le {waiting.sent_on:%d/%m/%Y}, réponse attendue",
                waiting.sent_to, waiting.due_on, "à relancer" if late else "en attente",
                "late" if late else "info", url,
            )  # fmt: skip
        elif one.state == "current":
            last = one.filings[-1] if one.filings else None
            state = last.answer_label if last else "à préparer"
            yield Line(f"étape en cours : {one.step.title}", "", None, state, "soon", url)
    if not page.current:
        on = f" le {page.contract_on:%d/%m/%Y}" if page.contract_on else ""
        yield Line(f"toutes les étapes sont passées, contrat signé{on}", "", None, "fait", "calm",
                   url)  # fmt: skip


def _mission(one: MissionCard, url: str) -> Line:
    if one.deployed_on:
        return Line(f"mission : {one.label}", "", None, f"déployée le {one.deployed_on:%d/%m/%Y}",
                    "calm", url)  # fmt: skip
    awaited = "à déployer" if one.started_on else "à commencer"
    return Line(
        f"mission : {one.label}", "", one.next_by, f"{awaited}, en retard" if one.late else awaited,
        "late" if one.late else "plain", url,
    )  # fmt: skip
