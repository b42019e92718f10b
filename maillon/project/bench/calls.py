"""The needs of the match, alike in every database, and the ways of finding whom to ask."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from maillon.apps.care.models import CareTeamMember
from maillon.apps.desk import actions, facts
from maillon.apps.desk.models import Need
from maillon.apps.desk.web.wording.reasons import reason_words
from maillon.apps.directory.models import Commune, Responder
from maillon.apps.directory.queries import ResponderFacts, candidates
from maillon.engines.dispatch import (
    CandidateFacts,
    Circle,
    NeedFacts,
    Policy,
    Ranked,
    Resident,
    placed,
    rank,
)
from maillon.kernel.access import SYSTEM
from maillon.project.bench.post import new_request, open_desk

__all__ = ["NURSES", "Call", "asked_of_the_desk", "calls", "from_everybody", "from_sql", "words"]

NURSES: Final = frozenset({"60"})
POLICY: Final = Policy.default()
PARIS: Final = ZoneInfo("Europe/Paris")
CALLS: Final = 97


@dataclass(frozen=True, slots=True)
class Call:
    """A need as the engine reads it, the two carers the person already has, and its own row."""

    need: NeedFacts
    usual: frozenset[UUID]
    circle: Circle
    row: Need


def calls(ids: Sequence[UUID], now: datetime) -> list[Call]:
    """A dressing in communes spread over the peopled part of the country, received by a desk."""
    peopled = Commune.objects.filter(pk__in=Responder.objects.values("commune_id")).order_by("pk")
    places = list(peopled)[:: max(1, peopled.count() // CALLS)]
    with transaction.atomic():
        desk, by = open_desk(places, now)
        found = []
        for n, place in enumerate(places):
            new = new_request(desk, n, place.pk, now)
            request = actions.receive_request(new=new, by=by, now=now)
            usual = frozenset({ids[n * 7 % len(ids)], ids[n * 13 % len(ids)]})
            _look_after(request.patient_id, usual, now)
            found.append(_call(request.needs.get(), usual, now))
        return found


def _look_after(patient_id: UUID | None, usual: Iterable[UUID], now: datetime) -> None:
    if patient_id is None:
        return
    CareTeamMember.objects.bulk_create(
        CareTeamMember(
            patient_id=patient_id, role="usual_carer", responder_id=pk, starts_on=now.date()
        )
        for pk in usual
    )


def _call(row: Need, usual: frozenset[UUID], now: datetime) -> Call:
    need = Need.objects.select_related("request__desk", "request__commune").get(pk=row.pk)
    return Call(facts.need_facts(need, now), usual, Circle(usual=frozenset(map(str, usual))), need)


def from_sql(call: Call, now: datetime) -> tuple[Ranked, ...]:
    """Select and rank, in the database of this process."""
    commune, usual = call.need.commune, call.usual
    rows = candidates(SYSTEM, professions=call.need.professions, commune=commune, also=usual)
    return rank(call.need, [_facts(row, usual) for row in rows], now, POLICY)


def _facts(row: ResponderFacts, usual: frozenset[UUID]) -> CandidateFacts:
    return facts.candidate_facts(row, usual=row.id in usual)


def from_everybody(call: Call, everybody: Sequence[Resident], now: datetime) -> tuple[Ranked, ...]:
    """Look at all of them, one by one."""
    need = call.need
    return rank(need, (placed(one, need, call.circle) for one in everybody), now, POLICY)


def asked_of_the_desk(call: Call, now: datetime) -> tuple[Ranked, ...]:
    """What the desk itself asks: the person's circle, the offers of the week, the need's past."""
    return facts.ranking(call.row, now)


def words(ranked: Iterable[Ranked], now: datetime) -> list[list[str]]:
    """Every reason of everybody, in French."""
    return [
        [reason_words({"code": r.code, "data": r.data}, at=now, tz=PARIS) for r in one.reasons]
        for one in ranked
    ]
