"""A desk held by hospital clinicians: advice given, a specialty asked, the answer owed on.

A request may end by an answer instead of care at home; it closes once the caller has it.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from maillon.apps.desk import access
from maillon.apps.desk.actions import progress
from maillon.apps.desk.actions.owing import owe, supersede
from maillon.apps.desk.actions.owning import open_step
from maillon.apps.desk.actions.telling import record_outcome
from maillon.apps.desk.actions.triaging import settle_handling
from maillon.apps.desk.models import Answer, Callback, Desk, ExpertQuestion, Need, ServiceRequest
from maillon.apps.desk.timing import due
from maillon.apps.desk.vocabulary import NEEDS, SPECIALTIES, delays
from maillon.apps.journal.actions import record
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["ask_expert", "chase_expert", "end_question", "give_advice", "record_answer"]

CHASE = timedelta(hours=2)
State = Need.State


def give_advice(
    *, request_id: UUID, text: str, told: bool, by: AccountViewer, now: datetime
) -> ServiceRequest:
    """The desk answers by itself; ``told`` when the caller hears it on the line.

    Otherwise she is owed it by a call-back. Raises ``Refused``: ``not_clinical``,
    ``answer_missing``, ``nothing_to_answer``, ``request_closed``.
    """
    access.check_request(by, request_id, now=now)
    if not text.strip():
        raise Refused("answer_missing")
    with transaction.atomic():
        request = _clinical(request_id)
        _settle(request, _to_answer(request), State.ANSWERED, "advice", by, now)
        callback = _owe(request, by, now)
        Answer.objects.create(
            request=request, callback=callback, text=text.strip(),
            account_id=by.account_id, given_at=now,
        )  # fmt: skip
        _note(request, "desk.advised", {}, by, now)
        if told:
            record_outcome(callback_id=callback.pk, outcome="reached", by=by, now=now)
        return progress.refresh(request, by=by, now=now)


def ask_expert(
    *,
    request_id: UUID,
    specialty: str,
    expert: str,
    phone: str,
    question: str,
    due_at: datetime,
    by: AccountViewer,
    now: datetime,
) -> ExpertQuestion:
    """Put a question to a named specialty, with the moment its answer is awaited.

    Raises ``Refused``: ``not_clinical``, ``specialty_unknown``, ``question_missing``,
    ``moment_past``, ``nothing_to_answer``, ``request_closed``.
    """
    access.check_request(by, request_id, now=now)
    if specialty not in SPECIALTIES:
        raise Refused("specialty_unknown")
    if not question.strip():
        raise Refused("question_missing")
    if due_at <= now:
        raise Refused("moment_past")
    with transaction.atomic():
        request = _clinical(request_id)
        _settle(request, _to_answer(request), State.ASKED, "expert", by, now)
        asked = ExpertQuestion.objects.create(
            request=request, specialty=specialty, expert=expert, phone=phone,
            question=question.strip(), account_id=by.account_id, asked_at=now,
            task=open_step(request, "desk.expert", due_at, now),
        )  # fmt: skip
        data = {"specialty": specialty, "due_at": due_at.isoformat()}
        _note(request, "desk.asked", data, by, now, asked)
        progress.refresh(request, by=by, now=now)
        return asked


def record_answer(
    *, question_id: UUID, text: str, said_by: str, by: AccountViewer, now: datetime
) -> ServiceRequest:
    """Write down what the specialty answers: the caller is owed it, nothing closes before.

    Raises ``Refused``: ``answer_missing``, ``question_ended``, ``request_closed``.
    """
    if not text.strip():
        raise Refused("answer_missing")
    with transaction.atomic():
        request, question = _open_question(question_id, by, now)
        _end(question, "answered", by, now)
        Answer.objects.create(
            request=request, question=question, callback=_owe(request, by, now), text=text.strip(),
            said_by=said_by.strip(), account_id=by.account_id, given_at=now,
        )  # fmt: skip
        if not _still_asked(request):
            request.needs.filter(state=State.ASKED).update(state=State.ANSWERED)
        _note(request, "desk.answered", {"specialty": question.specialty}, by, now, question)
        return progress.refresh(request, by=by, now=now)


def end_question(
    *, question_id: UUID, outcome: str, by: AccountViewer, now: datetime
) -> ServiceRequest:
    """The specialty declines or stays silent: without another question, it is to be handled again,
    and whoever asked is owed that there is no answer yet (I5).

    Raises ``Refused``: ``question_outcome``, ``question_ended``, ``request_closed``.
    """
    if outcome not in ("declined", "silent"):
        raise Refused("question_outcome")
    with transaction.atomic():
        request, question = _open_question(question_id, by, now)
        _end(question, outcome, by, now)
        asked = request.needs.filter(state=State.ASKED)
        if not _still_asked(request) and asked.exists():
            if request.answers.exists():
                asked.update(state=State.ANSWERED)
            else:
                _owe_the_truth(request, list(asked), now)
                asked.update(state=State.WAITING)
                moment = due(request.desk, now, delays(request.urgency).handle)
                open_step(request, "desk.handle", moment, now)
        data = {"specialty": question.specialty, "outcome": outcome}
        _note(request, "desk.question_ended", data, by, now, question)
        return progress.refresh(request, by=by, now=now)


def chase_expert(*, question_id: UUID, by: AccountViewer, now: datetime) -> ServiceRequest:
    """The specialty was reminded: its answer is awaited two opening hours more.

    Past the moment it was awaited for, whoever asked is owed that there is no answer yet (I5).
    """
    with transaction.atomic():
        request, question = _open_question(question_id, by, now)
        if question.task.due_at <= now:
            _owe_the_truth(request, list(request.needs.filter(state=State.ASKED)), now)
        moment = due(request.desk, now, CHASE)
        Task.objects.filter(pk=question.task_id).update(due_at=moment)
        data = {"specialty": question.specialty, "due_at": moment.isoformat()}
        _note(request, "desk.chased", data, by, now, question)
        return progress.refresh(request, by=by, now=now)


def _clinical(request_id: UUID) -> ServiceRequest:
    request = progress.lock_open(request_id)
    if request.desk.kind != Desk.Kind.CLINICAL:
        raise Refused("not_clinical", desk=request.desk.name)
    return request


def _open_question(
    question_id: UUID, by: AccountViewer, now: datetime
) -> tuple[ServiceRequest, ExpertQuestion]:
    seen = ExpertQuestion.objects.filter(pk=question_id).first()
    if seen is None:
        raise NotFound
    access.check_request(by, seen.request_id, now=now)
    request = progress.lock_open(seen.request_id)
    question = ExpertQuestion.objects.get(pk=question_id)
    if question.outcome:
        raise Refused("question_ended")
    return request, question


def _to_answer(request: ServiceRequest) -> list[Need]:
    """What an answer would settle: the needs that ask for one, else all that wait."""
    open_states = (State.WAITING, State.ASKED)
    waiting = list(request.needs.filter(state__in=open_states).order_by("position"))
    if not waiting:
        raise Refused("nothing_to_answer", reference=request.reference)
    return [need for need in waiting if NEEDS[need.code].answer] or waiting


def _settle(
    request: ServiceRequest,
    needs: list[Need],
    state: str,
    decision: str,
    by: AccountViewer,
    now: datetime,
) -> None:
    """The decision of the pre-sorting; another need that still waits keeps its step."""
    request.needs.filter(pk__in=[need.pk for need in needs]).update(state=state)
    still = request.needs.filter(state=State.WAITING).exists()
    settle_handling(request, decision, by, now, still=still)


def _owe_the_truth(request: ServiceRequest, needs: list[Need], now: datetime) -> None:
    moment = due(request.desk, now, delays(request.urgency).tell)
    for need in needs:
        owe(request, "not_found_yet", due_at=moment, now=now, need=need)


def _owe(request: ServiceRequest, by: AccountViewer, now: datetime) -> Callback:
    """The answer, in place of the word that there is none yet."""
    for need in request.needs.exclude(state=State.SEARCHING):
        supersede(need, ("not_found_yet",), by=by, now=now)
    moment = due(request.desk, now, delays(request.urgency).tell)
    return owe(request, "answer", due_at=moment, now=now)


def _end(question: ExpertQuestion, outcome: str, by: AccountViewer, now: datetime) -> None:
    question.outcome, question.ended_at = outcome, now
    question.save(update_fields=["outcome", "ended_at"])
    Task.objects.filter(pk=question.task_id, closed_at=None).update(
        closed_at=now, outcome=outcome, closed_by_kind=by.kind, closed_by_id=by.id
    )


def _still_asked(request: ServiceRequest) -> bool:
    return request.questions.filter(outcome="").exists()


def _note(
    request: ServiceRequest,
    act: str,
    data: dict[str, str],
    by: AccountViewer,
    now: datetime,
    question: ExpertQuestion | None = None,
) -> None:
    subjects = [("request", request.pk)]
    if question is not None:
        subjects.append(("question", question.pk))
    record(
        act=act,
        organization_id=request.organization_id,
        by=by,
        now=now,
        subjects=subjects,
        participants=[("account", by.account_id, None)],
        data=data,
    )
