"""The geriatric number's hours: advice on the line, an answer to give, a specialty awaited."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from maillon.apps.desk import actions
from maillon.apps.desk.models import Desk
from maillon.apps.directory.models import Commune
from maillon.apps.journal.actions import seal_pending
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.project.demo.professionals import Staff
from maillon.project.demo.requests import Callers, new_request

__all__ = ["live_opinions"]

Life = Callable[[UUID, AccountViewer, datetime, datetime], None]


def live_opinions(
    desk: Desk,
    agent: AccountViewer,
    callers: Callers,
    staff: Staff,
    draw: random.Random,
    now: datetime,
) -> None:
    """Three requests of GPs, by the real actions at past moments; then their acts are sealed."""
    communes = list(
        Commune.objects.filter(pk__in=desk.communes.values("commune_id")).order_by("pk")
    )
    card = next(one for one in callers.cards if one.kind == "gp")
    caller = actions.NewRequester(id=card.pk, kind=card.kind, name=card.name, house=card.house)
    for hours, life in ((28, _advised), (5, _answered), (2, _awaited)):
        at = now - timedelta(hours=hours)
        new = replace(
            new_request(desk, communes, callers, staff, draw, at),
            requester=caller,
            needs=(actions.NewNeed("advice", "once", at.date()),),
            urgency="today",
            agreement="agreed",
            usual=(),
        )
        with clock.frozen(at):
            request = actions.receive_request(new=new, by=agent, now=at)
        life(request.pk, agent, at, now)
    with clock.frozen(now):
        seal_pending(now)


def _advised(pk: UUID, by: AccountViewer, at: datetime, now: datetime) -> None:
    moment = at + timedelta(minutes=6)
    with clock.frozen(moment):
        actions.give_advice(
            request_id=pk,
            text="Conseil fictif : boire davantage, revoir les doses avec le pharmacien.",
            told=True,
            by=by,
            now=moment,
        )


def _answered(pk: UUID, by: AccountViewer, at: datetime, now: datetime) -> None:
    question = _ask(pk, "cardiology", by, at, now)
    moment = now - timedelta(minutes=12)
    with clock.frozen(moment):
        actions.record_answer(
            question_id=question,
            text="Réponse fictive : baisser le diurétique, ECG demain, consultation jeudi.",
            said_by="Docteur fictif",
            by=by,
            now=moment,
        )


def _awaited(pk: UUID, by: AccountViewer, at: datetime, now: datetime) -> None:
    _ask(pk, "psychiatry", by, at, now)


def _ask(pk: UUID, specialty: str, by: AccountViewer, at: datetime, now: datetime) -> UUID:
    moment = at + timedelta(minutes=9)
    with clock.frozen(moment):
        asked = actions.ask_expert(
            request_id=pk,
            specialty=specialty,
            expert="Docteur fictif",
            phone="45 12",
            question="Question fictive : faut-il l’hospitaliser ?",
            due_at=now + timedelta(hours=1),
            by=by,
            now=moment,
        )
    return asked.pk
