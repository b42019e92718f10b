"""What a reader of the payer or of the ARS reads of the stages: what was handed to her."""

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from maillon.apps.contracts.knowing import PARIS
from maillon.apps.contracts.receiving import Handed, Said, Told
from maillon.apps.contracts.veiling import names_in
from maillon.apps.projects.models import ProjectAdoption
from maillon.apps.stages import access
from maillon.apps.stages.leaving import without_names
from maillon.apps.stages.models import StageFiling
from maillon.apps.stages.path import path_for
from maillon.apps.stages.queries.papers import Paper
from maillon.apps.stages.vocabulary import ANSWERS
from maillon.apps.structures.models import Member
from maillon.errors import NotFound

__all__ = ["KIND", "handed", "handed_content", "handed_one"]

KIND: Final = "etape"


def handed(houses: Sequence[UUID]) -> tuple[Handed, ...]:
    """Letters of intent and projects that these structures handed to their readers."""
    return tuple(_handed(one) for one in access.received(houses).defer("content"))


def _one(houses: Sequence[UUID], filing_id: UUID) -> StageFiling:
    found = access.received(houses).filter(pk=filing_id).first()
    if found is None:
        raise NotFound
    return found


def handed_one(houses: Sequence[UUID], filing_id: UUID) -> Told:
    """One of them, and what was said of it; ``NotFound`` for any other."""
    found = _one(houses, filing_id)
    note = f"Version {found.adoption} du projet, telle qu’elle fut adoptée, sans aucun nom." if (
        found.adoption
    ) else "Le document est celui que la structure a déposé."  # fmt: skip
    return Told(_handed(found), found.stage.organization_id, note, _words(found),
                not found.answer)  # fmt: skip


def handed_content(houses: Sequence[UUID], filing_id: UUID) -> Paper | Mapping[str, Any]:
    """Its paper; for a version of the project, the project without anybody. ``NotFound`` else."""
    found = _one(houses, filing_id)
    if found.media_type:
        return Paper(base64.b64decode(found.content), found.media_type)
    house = found.stage.organization_id
    rows = ProjectAdoption.objects.filter(
        project__organization_id=house, number=found.adoption or 0
    )
    adoption = rows.first()
    if adoption is None:
        raise NotFound
    known = names_in(one.name for one in Member.objects.of(house))
    told = without_names(json.loads(adoption.content), known)
    return {**told, "adopted_on": adoption.adopted_on, "number": adoption.number}


def _handed(one: StageFiling) -> Handed:
    house = one.stage.organization
    way = path_for(house.kind)
    step = way.step(one.step) if way else None
    last = one.words.last()
    state = one.answer or (last.kind if last else "")
    return Handed(KIND, one.pk, step.title if step else "Envoi d’une étape", house.name,
                  one.sent_on, state, answers=True)  # fmt: skip


def _words(one: StageFiling) -> tuple[Said, ...]:
    told = [
        Said(word.kind, word.get_kind_display(), word.words, word.said_at.astimezone(PARIS),
             word.kind == word.Kind.QUESTION)
        for word in one.words.all()
    ]  # fmt: skip
    return tuple(told) + _answer(one)


def _answer(one: StageFiling) -> tuple[Said, ...]:
    """The answer to the step, as the stages keep it: its day, no hour."""
    if not one.answer or one.answered_on is None:
        return ()
    return (Said(one.answer, f"{ANSWERS[one.answer]}, le {one.answered_on:%d/%m/%Y}", one.reason,
                 None, True),)  # fmt: skip
