import base64
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from maillon.apps.stages import access
from maillon.apps.stages.models import FilingWord, MissionStart, StageFiling
from maillon.apps.stages.path import path_for
from maillon.apps.stages.vocabulary import MISSIONS
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["Paper", "annex", "paper", "stage_tasks"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as it was sent."""

    content: bytes
    media_type: str


def paper(viewer: AccountViewer, filing_id: UUID) -> Paper:
    """What was sent for a step; ``NotFound`` for strangers and where there is no paper."""
    found = access.require_filing(viewer, filing_id, write=False)
    if not found.media_type:
        raise NotFound
    return Paper(base64.b64decode(found.content), found.media_type)


def annex(viewer: AccountViewer, amount_id: UUID) -> Paper:
    """The annex an amount comes from; ``NotFound`` for strangers."""
    found = access.require_amount(viewer, amount_id, write=False)
    return Paper(base64.b64decode(found.content), found.media_type)


def stage_tasks(viewer: AccountViewer, ids: Iterable[UUID]) -> dict[UUID, tuple[str, UUID]]:
    """What each of these tasks asks, and the structure it is of, for who reads it."""
    known, wanted = access.houses(viewer), list(ids)
    filings = StageFiling.objects.filter(pk__in=wanted, stage__organization_id__in=known)
    told: dict[UUID, tuple[str, UUID]] = {}
    for one in filings.select_related("stage__organization").defer("content"):
        way = path_for(one.stage.organization.kind)
        step = way.step(one.step) if way else None
        verb = "Compléter et renvoyer" if one.answer else "Demander la réponse"
        title = step.title.lower() if step else "une étape"
        told[one.pk] = (f"{verb} : {title}", one.stage.organization_id)
    asked = FilingWord.objects.filter(
        pk__in=wanted, filing__stage__organization_id__in=known
    ).select_related("filing__stage")
    for word in asked:
        told[word.pk] = ("Répondre à la question du lecteur", word.filing.stage.organization_id)
    missions = MissionStart.objects.filter(pk__in=wanted, stage__organization_id__in=known)
    for each in missions.select_related("stage"):
        verb = "Déployer" if each.started_on else "Démarrer"
        told[each.pk] = (f"{verb} la mission : {MISSIONS[each.mission].lower()}",
                         each.stage.organization_id)  # fmt: skip
    return told
