"""What must always hold of grids and light teams, as queries for ``maillon verify``."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from maillon.apps.care.actions.scoring import result_of, scored
from maillon.apps.care.models import QuestionnaireResponse, TeamStage
from maillon.apps.directory.models import Organization
from maillon.errors import MaillonError

__all__ = ["INVARIANTS"]


def score_is_replayed(now: datetime) -> Iterator[str]:
    """Each score kept is the one that its answers give on the version they were given to."""
    done = QuestionnaireResponse.objects.filter(status="completed").select_related("questionnaire")
    for one in done.iterator(chunk_size=500):
        try:
            found = scored(one)
        except MaillonError as error:
            yield f"le score {one.pk} ne se recalcule plus ({error})"
            continue
        if result_of(found) != json.loads(one.result) or found.rescore_on != one.rescore_on:
            yield f"le score {one.pk} n’est pas celui de ses réponses"


def next_score_is_owed(now: datetime) -> Iterator[str]:
    """A score to make again is somebody's task."""
    silent = QuestionnaireResponse.objects.exclude(rescore_on=None).filter(task=None)
    for pk in silent.values_list("pk", flat=True):
        yield f"le score {pk} est à refaire et n’attend personne"


def team_is_its_last_stage(now: datetime) -> Iterator[str]:
    """A light team is what its last stage says, whatever else was written of it."""
    last = {row.organization_id: row.kind for row in TeamStage.objects.order_by("at")}
    kinds = dict(Organization.objects.filter(pk__in=last).values_list("pk", "kind"))
    for pk, kind in last.items():
        if kinds[pk] != kind:
            yield f"l’équipe {pk} est « {kinds[pk]} », sa dernière étape dit « {kind} »"


INVARIANTS: dict[str, Callable[[datetime], Iterable[str]]] = {
    "P6 un score se recalcule de ses réponses": score_is_replayed,
    "P6 un score à refaire attend quelqu’un": next_score_is_owed,
    "P6 une équipe est ce que dit sa dernière étape": team_is_its_last_stage,
}
