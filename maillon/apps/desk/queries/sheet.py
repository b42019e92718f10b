"""The sheet of a request: who asked, what is needed, who was asked, what happens next."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from maillon.apps.care import access as care_access
from maillon.apps.desk import access
from maillon.apps.desk.actions.telling import TEMPLATES, may_hear_all
from maillon.apps.desk.models import (
    Answer,
    Assignment,
    Callback,
    Desk,
    ExpertQuestion,
    Handover,
    Need,
    Offer,
    Requester,
    ServiceRequest,
    Shift,
)
from maillon.apps.desk.queries.sheet_cards import (
    AnswerCard,
    CallCard,
    DeskCard,
    GpCard,
    HandoverCard,
    NeedCard,
    OwnerCard,
    PersonCard,
    QuestionCard,
    RequesterCard,
    StepCard,
)
from maillon.apps.desk.queries.sheet_needs import needs_of, sms_states
from maillon.apps.desk.queries.sheet_reads import ANSWERS, CALLS, HANDOVERS, QUESTIONS, STEPS
from maillon.apps.desk.queries.stays import Stay, stay_on
from maillon.apps.desk.queries.story import Story, StoryLine, story_of
from maillon.apps.desk.vocabulary import (
    AGREEMENTS,
    CLOSINGS,
    INFORMED_BY,
    REQUESTER_KINDS,
    SPECIALTIES,
)
from maillon.apps.directory.phones import is_mobile
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer, Grant, Viewer
from maillon.kernel.accesslog import traced

__all__ = ["HANDOVER_TARGETS", "Sheet", "request_behind", "request_sheet", "sheet_version"]

HANDOVER_TARGETS = dict(Handover.Target.choices)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A request whole, as an agent of its desk may see it now.

    ``person``, ``quarter``, ``living``, ``note`` are empty where no ground opens them.
    ``calls`` are the words owed, nearest deadline first; ``steps`` what else must be done.
    """

    id: UUID
    reference: str
    desk: DeskCard
    lane: str
    lane_label: str
    urgency: str
    urgency_label: str
    received_at: datetime
    triaged_at: datetime | None
    triage: str
    closed_at: datetime | None
    closing_label: str
    next_step: str
    deadline_at: datetime | None
    owner: OwnerCard | None
    requester: RequesterCard
    person: PersonCard | None
    place: str
    establishment: str  # where it is for no person
    establishment_number: str
    establishment_address: str
    quarter: str
    living: dict[str, Any]
    note: str
    prescription: str
    prescription_label: str
    informed_label: str
    agreement: str
    agreement_label: str
    may_tell_requester: bool
    gp: GpCard
    needs: tuple[NeedCard, ...]
    calls: tuple[CallCard, ...]
    steps: tuple[StepCard, ...]
    handovers: tuple[HandoverCard, ...]
    questions: tuple[QuestionCard, ...]
    answers: tuple[AnswerCard, ...]
    story: tuple[StoryLine, ...]
    stay: Stay  # in hospital, said to have been spared
    synthetic: bool
    acted_at: datetime | None  # when its last act was written down
    hands: int  # how many acts of people this page knows: its forms say so when they come back
    version: int  # never shown: whether the page is up to date

    @property
    def received_by(self) -> str:
        """Who took the call."""
        return self.story[0].who if self.story else ""

    @property
    def running_handover(self) -> HandoverCard | None:
        """The service whose answer is awaited."""
        return next((one for one in self.handovers if not one.outcome), None)

    @property
    def awaited(self) -> tuple[QuestionCard, ...]:
        """Questions whose answer is awaited."""
        return tuple(one for one in self.questions if not one.outcome)

    @property
    def to_search(self) -> bool:
        """Whether a carer may be searched for what waits."""
        waiting = any(need.state == "waiting" and need.professions for need in self.needs)
        return waiting and self.closed_at is None

    @property
    def to_answer(self) -> bool:
        """Whether clinicians may still answer, or ask another specialty."""
        open_states = ("waiting", "asked")
        return self.desk.clinical and any(need.state in open_states for need in self.needs)

    @property
    def to_triage(self) -> bool:
        """Whether the agent has still to decide."""
        waiting = any(need.state == "waiting" for need in self.needs)
        return waiting and self.closed_at is None


def request_sheet(viewer: Viewer, request_id: UUID, now: datetime) -> Sheet:
    """The request for an agent of its desk, while open and 72 h after; else ``NotFound``.

    Showing the person is a read of her file: it is traced.
    """
    request = access.require_request(viewer, request_id, now=now)
    grant = _ground(viewer, request, now)
    needs = needs_of(request)
    handovers = tuple(HANDOVERS.objects(request.pk))
    told = story_of(viewer, request, needs, handovers)
    return Sheet(
        **_head(viewer, request, told),
        **_situation(request, grant),
        requester=_requester(request.requester, request),
        person=_person(request, grant),
        gp=_gp(request),
        needs=needs,
        calls=_calls(request, needs),
        steps=_steps(request),
        handovers=tuple(map(_handover, handovers)),
        **_answered(request, grant),
        story=told.lines,
        stay=stay_on(request, begun=any(need.state == "begun" for need in needs)),
    )


def sheet_version(viewer: Viewer, request_id: UUID, now: datetime) -> int:
    """A number that moves with the request, read without opening the person's file."""
    return access.require_request(viewer, request_id, now=now).revision


def _ground(viewer: Viewer, request: ServiceRequest, now: datetime) -> Grant | None:
    """The ground that opens the person, its reading traced; None where there is none."""
    grant = care_access.first_grant(viewer, request.patient_id, "identity", now)
    if grant is not None:
        traced(
            viewer,
            grant,
            object_type="request",
            object_id=request.pk,
            now=now,
            patient_id=request.patient_id,
            organization_id=request.organization_id,
        )
    return grant


def _head(viewer: Viewer, request: ServiceRequest, told: Story) -> dict[str, Any]:
    desk = request.desk
    return {
        "id": request.pk,
        "reference": request.reference,
        "desk": DeskCard(
            desk.pk, desk.name, desk.phone, desk.timezone, desk.kind == Desk.Kind.CLINICAL
        ),
        "lane": request.lane,
        "lane_label": request.get_lane_display(),
        "urgency": request.urgency,
        "urgency_label": request.get_urgency_display(),
        "received_at": request.received_at,
        "triaged_at": request.triaged_at,
        "triage": request.triage,
        "closed_at": request.closed_at,
        "closing_label": CLOSINGS.get(request.closing, ""),
        "next_step": request.next_step,
        "deadline_at": request.deadline_at,
        "owner": _owner(viewer, request, told.people),
        "synthetic": request.synthetic,
        "hands": told.hands,
        "acted_at": told.last_at,
        "version": request.revision,
    }


def _situation(request: ServiceRequest, grant: Grant | None) -> dict[str, Any]:
    house = request.patient_id is None  # nobody's home: the desk's right to the request is enough
    living = house or bool(grant and grant.shows("living"))
    told = house or bool(grant and grant.shows("free_text"))
    return {
        "place": request.commune.name,
        "establishment": request.establishment,
        "establishment_number": request.establishment_number,
        "establishment_address": request.establishment_address,
        "quarter": request.quarter if living else "",
        "living": json.loads(request.living or "{}") if living else {},
        "note": request.note if told else "",
        "prescription": request.prescription,
        "prescription_label": request.get_prescription_display(),
        "informed_label": INFORMED_BY.get(request.informed_by, request.informed_by),
        "agreement": request.agreement,
        "agreement_label": AGREEMENTS.get(request.agreement, request.agreement),
        "may_tell_requester": request.may_tell_requester,
    }


def _owner(viewer: Viewer, request: ServiceRequest, people: Mapping[str, str]) -> OwnerCard | None:
    if request.owner_account_id:
        mine = isinstance(viewer, AccountViewer) and request.owner_account_id == viewer.account_id
        return OwnerCard(people[str(request.owner_account_id)], mine)
    if request.owner_shift is not None:
        return OwnerCard("", mine=False, shift_at=request.owner_shift.starts_at)
    return None


def _requester(card: Requester, request: ServiceRequest) -> RequesterCard:
    kind = REQUESTER_KINDS[request.requester_kind]
    return RequesterCard(
        id=card.pk,
        name=card.name,
        house=card.house,
        kind=kind.code,
        kind_label=kind.label,
        phone=card.phone,
        professional=kind.professional,
        hears_all=may_hear_all(request),
        by_sms=is_mobile(card.phone),
    )


def _person(request: ServiceRequest, grant: Grant | None) -> PersonCard | None:
    patient = request.patient
    if grant is None or patient is None:
        return None
    return PersonCard(
        id=patient.pk,
        name=f"{patient.given_name} {patient.used_name or patient.birth_name}",
        birth_name=patient.birth_name if patient.used_name else "",
        birth_date=patient.birth_date,
        sex=patient.sex,
        phone=patient.phone,
        address=patient.address,
        status=patient.status,
        status_label=patient.get_status_display(),
        synthetic=patient.synthetic,
        ground=grant.ground,
        until=grant.until,
    )


def _gp(request: ServiceRequest) -> GpCard:
    role = request.gp_role
    return GpCard(
        wish=request.gp_wish,
        wish_label=request.get_gp_wish_display(),
        name=role.practitioner.display if role else "",
        phone=role.phone if role else "",
    )


def _calls(request: ServiceRequest, needs: Iterable[NeedCard]) -> tuple[CallCard, ...]:
    rows = CALLS.objects(request.pk)
    sent = sms_states("callback", [row.pk for row in rows])
    by_id = {need.id: need for need in needs}
    mobile = is_mobile(request.requester.phone)
    return tuple(
        _call(row, by_id.get(row.need_id) if row.need_id else None, sent, mobile) for row in rows
    )


def _call(row: Callback, need: NeedCard | None, sent: dict[UUID, str], mobile: bool) -> CallCard:
    held = need.assignments if need else ()
    wanted = (a for a in held if a.id == row.assignment_id)
    return CallCard(
        id=row.pk,
        kind=row.kind,
        kind_label=row.get_kind_display(),
        due_at=row.task.due_at,
        attempts=row.attempts,
        need=need,
        assignment=next(wanted, None),
        sms=sent.get(row.pk, ""),
        sms_allowed=mobile and row.kind in TEMPLATES,
    )


def _steps(request: ServiceRequest) -> tuple[StepCard, ...]:
    return tuple(StepCard(kind, due_at) for kind, due_at in STEPS.rows(request.pk))


def _handover(row: Handover) -> HandoverCard:
    return HandoverCard(
        id=row.pk,
        target=row.target,
        target_label=row.get_target_display(),
        target_name=row.target_name,
        note=row.note,
        started_at=row.started_at,
        outcome=row.outcome,
        outcome_at=row.outcome_at,
    )


def _answered(request: ServiceRequest, grant: Grant | None) -> dict[str, Any]:
    """Questions put to specialties and what came back: words of care, for whom a ground opens."""
    told = bool(grant and grant.shows("free_text"))
    answers = ANSWERS.objects(request.pk) if told else ()
    return {
        "questions": tuple(_question(row, told) for row in QUESTIONS.objects(request.pk)),
        "answers": tuple(map(_answer, answers)),
    }


def _question(row: ExpertQuestion, told: bool) -> QuestionCard:
    return QuestionCard(
        id=row.pk,
        specialty=SPECIALTIES.get(row.specialty, row.specialty),
        expert=row.expert,
        phone=row.phone,
        question=row.question if told else "",
        asked_at=row.asked_at,
        due_at=row.task.due_at,
        outcome=row.outcome,
    )


def _answer(row: Answer) -> AnswerCard:
    specialty = SPECIALTIES.get(row.question.specialty, "") if row.question else ""
    named = ", ".join(part for part in (row.said_by, specialty) if part)
    return AnswerCard(row.text, named, row.given_at, row.callback_id)


BEHIND = {
    "shift": (Shift, "need__request_id"),
    "question": (ExpertQuestion, "request_id"),
    "need": (Need, "request_id"),
    "offer": (Offer, "need__request_id"),
    "callback": (Callback, "request_id"),
    "assignment": (Assignment, "need__request_id"),
    "handover": (Handover, "request_id"),
}


def request_behind(viewer: Viewer, kind: str, object_id: UUID, now: datetime) -> UUID:
    """The request of a need, a shift, an offer, a call, an assignment or a handover of the viewer's
    desk; ``NotFound`` for anything else.
    """
    model, path = BEHIND[kind]
    found = model.objects.filter(pk=object_id).values_list(path, flat=True).first()  # type: ignore[attr-defined]
    if found is None:
        raise NotFound
    return access.require_request(viewer, found, now=now).pk
