"""The desk calls back whoever enrols: it is her, it is not, nobody answers; and it invites."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from maillon.apps.desk import access
from maillon.apps.desk.actions import enrol_forgetting, enrol_words
from maillon.apps.desk.actions.enrol_declaring import Wishes, apply_wishes
from maillon.apps.desk.actions.enrol_freshening import plan
from maillon.apps.desk.actions.enrolling import welcome
from maillon.apps.desk.facts import loud
from maillon.apps.desk.models import Desk, Enrolment
from maillon.apps.desk.timing import due
from maillon.apps.desk.vocabulary import ENROLMENT_REFUSALS
from maillon.apps.directory.actions import enrol
from maillon.apps.directory.models import PractitionerRole, Responder
from maillon.apps.directory.phones import e164, is_mobile, region_of
from maillon.apps.journal.actions import record
from maillon.apps.tasks.actions import close_task, move_task
from maillon.apps.tasks.models import Task
from maillon.engines.replies import read_enrolment
from maillon.errors import NotFound, Refused
from maillon.kernel.access import SYSTEM, AccountViewer
from maillon.kernel.crypto import blind_index

__all__ = ["invite", "note_no_answer", "note_number", "refuse_enrolment", "verify_enrolment"]

TRY_AGAIN: Final = timedelta(hours=4)
State = Enrolment.State


def invite(*, desk_id: UUID, phone: str, by: AccountViewer, now: datetime) -> UUID:
    """Send a carer the word INSCRIPTION and her own page; the same phone twice is one enrolment.

    Raises ``NotFound``, ``Refused('phone_unreadable')``, ``Refused('enrolment_landline')``,
    ``Refused('enrolment_not_sent')``.
    """
    desk = access.require_agent(by, desk_id)
    line = e164(phone, region_of(desk.commune_id))
    if not line:
        raise Refused("phone_unreadable")
    if not is_mobile(line):
        raise Refused("enrolment_landline")
    with transaction.atomic():
        index = blind_index("phone", line)
        living = Enrolment.objects.living().select_related("desk").filter(phone_index=index)
        hers = living.first() or welcome(line, index, now)
        if hers.state == State.ASKED:
            hers.desk = desk
            hers.save(update_fields=["desk"])
        said = {State.VERIFIED: "enrol_known", State.TO_VERIFY: "enrol_waits"}
        template = said.get(State(hers.state), "enrol_invited")
        key = f"{hers.pk}:{now:%Y%m%d%H%M}"
        if not enrol_words.say(template, hers, key=key, now=now, not_before=loud(desk, now)):
            raise Refused("enrolment_not_sent")
    return hers.pk


def verify_enrolment(
    *, enrolment_id: UUID, role_id: UUID, by: AccountViewer, now: datetime
) -> UUID:
    """She was called and it is her, at this place of work: she is asked from now on.

    Returns her responder. What she declared counts at once. The number of a cabinet she is known
    by is replaced by the one she enrolled with. Raises ``NotFound``,
    ``Refused('enrolment_settled')`` and those of ``directory.actions.enrol``.
    """
    with transaction.atomic():
        hers, desk = _to_settle(enrolment_id, by)
        role = PractitionerRole.objects.filter(
            pk=role_id, practitioner__national_id=f"8{hers.national_number}"
        ).first()
        if role is None:
            raise NotFound
        wishes = Wishes.read(hers.wishes or {"communes": hers.communes, "hours_told": False})
        responder_id = enrol(role_id=role_id, phone=hers.phone, takes=wishes.takes, by=by, now=now)
        apply_wishes(responder_id, wishes, by=SYSTEM, now=now)
        replaced = Enrolment.objects.filter(responder_id=responder_id)
        for old in replaced:
            enrol_forgetting.plan(old, now + enrol_forgetting.KEPT)
        replaced.update(responder=None, state=State.REFUSED, refusal="replaced")
        hers.responder = Responder.objects.get(pk=responder_id)
        _settle(hers, desk, State.VERIFIED, by, now, act="desk.enrolled")
        enrol_words.say("enrol_verified", hers, key=str(hers.pk), now=now)
        plan(hers, now)
    return responder_id


def note_number(*, enrolment_id: UUID, number: str, by: AccountViewer, now: datetime) -> None:
    """Write down the number of the register that she says on the telephone.

    Raises ``NotFound``, ``Refused('enrolment_settled')``, ``Refused('enrolment_number')``.
    """
    told = read_enrolment(number).national_number
    if not told:
        raise Refused("enrolment_number")
    with transaction.atomic():
        hers, _ = _to_settle(enrolment_id, by)
        hers.national_number = told
        hers.save(update_fields=["national_number"])


def refuse_enrolment(*, enrolment_id: UUID, reason: str, by: AccountViewer, now: datetime) -> None:
    """It is not her, or she may not: nothing is ever offered to this phone.

    Raises ``NotFound``, ``Refused('enrolment_settled')``, ``Refused('enrolment_reason')``.
    """
    if reason not in ENROLMENT_REFUSALS:
        raise Refused("enrolment_reason")
    with transaction.atomic():
        hers, desk = _to_settle(enrolment_id, by)
        hers.refusal = reason
        _settle(hers, desk, State.REFUSED, by, now, act="desk.enrol_refused")
        if reason != "changed_mind":
            enrol_words.say("enrol_refused", hers, key=str(hers.pk), now=now)


def note_no_answer(*, enrolment_id: UUID, by: AccountViewer, now: datetime) -> None:
    """Nobody answered: the call is due again.

    Raises ``NotFound``, ``Refused('enrolment_settled')``.
    """
    with transaction.atomic():
        hers, desk = _to_settle(enrolment_id, by)
        hers.tries += 1
        hers.save(update_fields=["tries"])
        for task in _tasks(hers):
            move_task(task_id=task, due_at=due(desk, now, TRY_AGAIN), by=by, now=now)


def _to_settle(enrolment_id: UUID, by: AccountViewer) -> tuple[Enrolment, Desk]:
    hers = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("desk")
        .filter(pk=enrolment_id, desk_id__in=access.desks_of(by))
        .first()
    )
    if hers is None or hers.desk is None or hers.state == State.ASKED:
        raise NotFound
    if hers.state != State.TO_VERIFY:
        raise Refused("enrolment_settled")
    return hers, hers.desk


def _tasks(hers: Enrolment) -> list[UUID]:
    open_ones = Task.objects.open().about("enrolment", hers.pk)
    return list(open_ones.values_list("pk", flat=True))


def _settle(
    hers: Enrolment,
    desk: Desk,
    state: Enrolment.State,
    by: AccountViewer,
    now: datetime,
    *,
    act: str,
) -> None:
    hers.state, hers.settled_at, hers.settled_by_id = state, now, by.account_id
    hers.save()
    for task in _tasks(hers):
        close_task(task_id=task, outcome=state.value, by=by, now=now)
    record(
        act=act, organization_id=desk.organization_id, by=by, now=now,
        subjects=[("enrolment", hers.pk)],
    )  # fmt: skip
