from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from maillon.apps.journal import actions as journal
from maillon.apps.library.loading import Step, Template
from maillon.apps.meetings import actions as meetings
from maillon.apps.meetings.actions import NewGuest, NewMeeting
from maillon.apps.meetings.models import Meeting
from maillon.apps.protocols.actions.drafting import NewProtocol, discard_draft, write_protocol
from maillon.apps.protocols.actions.proposing import PARIS, at_evening
from maillon.apps.protocols.models import Protocol, TemplateRun, TemplateStep
from maillon.apps.protocols.owning import known
from maillon.apps.protocols.untouched import made_by_run
from maillon.apps.structures import access as structures
from maillon.apps.structures.models import Member
from maillon.apps.tasks import actions as tasks
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused
from maillon.kernel import chance
from maillon.kernel.access import AccountViewer

__all__ = ["Order", "run_template", "settle_step", "undo_run"]


@dataclass(frozen=True, slots=True)
class Order:
    """How a template is run: when people meet, who comes, whose each step is and by when."""

    starts_at: datetime
    steps: Mapping[str, tuple[UUID, date]]  # code → member, day
    guests: Collection[UUID] = ()  # members
    partners: Sequence[str] = ()  # people of another house, by name
    link: str = ""
    id: UUID = field(default_factory=chance.new_id)  # of the page it was typed on


def run_template(
    *, organization_id: UUID, key: str, order: Order, by: AccountViewer, now: datetime
) -> TemplateRun:
    """Create the draft, the meeting and the steps of a template, all or nothing, with their trace.

    ``key``: the template and the version that were read. The same page sent twice is one run.
    Raises ``NotFound`` for who does not write the structure, ``Refused``: ``template_changed``,
    ``template_owner``, ``template_day``, ``meeting_without_guest``.
    """
    structures.require_writer(by, organization_id)
    found = known(organization_id, key.partition(":")[0])
    if found is None:
        raise NotFound
    if found.key != key:
        raise Refused("template_changed")
    try:
        return _made(organization_id, found, order, by, now)
    except IntegrityError:
        sent = TemplateRun.objects.filter(pk=order.id, made_by_id=by.account_id).first()
        if sent is None:
            raise NotFound from None
        return sent


def _made(
    organization_id: UUID, found: Template, order: Order, by: AccountViewer, now: datetime
) -> TemplateRun:
    today = now.astimezone(PARIS).date()
    if order.starts_at <= now or any(day < today for _, day in order.steps.values()):
        raise Refused("template_day")
    with transaction.atomic():
        team = {one.pk: one for one in Member.objects.of(organization_id).on(today)}
        run = TemplateRun(
            pk=order.id, organization_id=organization_id, template=found.code,
            version=found.version, title=found.title, made_at=now, made_by_id=by.account_id,
            protocol=_draft(organization_id, found, by, now),
            meeting=_meeting(organization_id, found, order, team, by, now),
        )  # fmt: skip
        run.save(force_insert=True)
        for place, step in enumerate(found.steps, 1):
            _step(run, step, place, order, team, by, now)
        run.seen = made_by_run(run)
        run.save(update_fields=["seen"])
        _tell(run, "protocols.template_run", by, now)
    return run


def _draft(
    organization_id: UUID, found: Template, by: AccountViewer, now: datetime
) -> Protocol | None:
    if found.protocol is None:
        return None
    text = found.protocol
    new = NewProtocol(
        text.kind, text.title, text.sections, template=found.key, copied_from=found.source
    )
    return write_protocol(organization_id=organization_id, new=new, by=by, now=now)


def _meeting(
    organization_id: UUID, found: Template, order: Order, team: Mapping[UUID, Member],
    by: AccountViewer, now: datetime,
) -> Meeting:  # fmt: skip
    asked = [team[pk] for pk in order.guests if pk in team]
    guests = [
        NewGuest(account_id=one.account_id) if one.account_id else NewGuest(name=one.name)
        for one in asked
        if one.account_id != by.account_id
    ] + [NewGuest(name=name) for name in order.partners]
    told = found.meeting
    new = NewMeeting(
        organization_id=organization_id, kind=told.kind, subject=told.subject,
        minutes=told.minutes, dates=[order.starts_at], guests=guests, agenda=told.agenda,
        link=order.link, rhythm=told.rhythm,
    )  # fmt: skip
    return meetings.call_meeting(new=new, by=by, now=now)


def _step(
    run: TemplateRun, step: Step, place: int, order: Order, team: Mapping[UUID, Member],
    by: AccountViewer, now: datetime,
) -> None:  # fmt: skip
    owner_id, day = order.steps.get(step.code, (None, None))
    member = team.get(owner_id) if owner_id else None
    if member is None or day is None:
        raise Refused("template_owner")
    owner = (
        tasks.Owner(account_id=member.account_id)
        if member.account_id
        else tasks.Owner(group="organization", group_id=run.organization_id)
    )
    made = TemplateStep(run=run, title=step.title, position=place)
    made.task = tasks.open_task(
        kind="protocols.step", organization_id=run.organization_id, owner=owner,
        origin=("template_step", made.pk), due_at=at_evening(day), by=by, now=now,
    )  # fmt: skip
    made.save(force_insert=True)


def settle_step(*, step_id: UUID, by: AccountViewer, now: datetime) -> TemplateStep:
    """A step is done: by whom it is, or by who writes the structure; its task ends.

    Raises ``NotFound`` for anybody else, ``Refused('task_already_closed')`` the second time.
    """
    with transaction.atomic():
        one = TemplateStep.objects.select_related("run", "task").filter(pk=step_id).first()
        if one is None:
            raise NotFound
        house, owner = one.run.organization_id, one.task.owner_account_id
        structures.require_reader(by, house)
        if owner not in (None, by.account_id) and not structures.may_write(by, house):
            raise NotFound
        tasks.close_task(task_id=one.task.pk, outcome="done", by=by, now=now)
        _tell(one.run, "protocols.template_step", by, now)
    return one


def undo_run(*, run_id: UUID, by: AccountViewer, now: datetime) -> TemplateRun:
    """Take back all that a run made: the draft goes, the meeting is cancelled, the tasks end.

    Only who ran it, as long as nobody has worked on any of it. Raises ``NotFound`` for anybody
    else, ``Refused``: ``template_undone``, ``template_touched``.
    """
    with transaction.atomic():
        rows = TemplateRun.objects.select_for_update().filter(made_by_id=by.account_id)
        run = rows.filter(pk=run_id).first()
        if run is None:
            raise NotFound
        structures.require_writer(by, run.organization_id)
        if run.undone_at is not None:
            raise Refused("template_undone")
        _hold(run)
        if made_by_run(run) != run.seen:
            raise Refused("template_touched")
        if run.protocol_id is not None:
            discard_draft(protocol_id=run.protocol_id, by=by, now=now)
        meetings.cancel_meeting(meeting_id=run.meeting_id, by=by, now=now)
        for one in run.steps.all():
            tasks.close_task(task_id=one.task_id, outcome="undone", by=by, now=now)
        run.undone_at = now
        run.save(update_fields=["undone_at"])
        _tell(run, "protocols.template_undone", by, now)
    return run


def _hold(run: TemplateRun) -> None:
    """Nobody writes the draft, the meeting or a task between the look and the undoing."""
    drafts = [run.protocol_id] if run.protocol_id else []
    held = (
        Protocol.objects.filter(pk__in=drafts), Meeting.objects.filter(pk=run.meeting_id),
        Task.objects.filter(pk__in=run.steps.values("task_id")),
    )  # fmt: skip
    for rows in held:
        list(rows.select_for_update().values_list("pk"))


def _tell(run: TemplateRun, act: str, by: AccountViewer, now: datetime) -> None:
    journal.record(
        act=act, organization_id=run.organization_id, by=by, now=now,
        subjects=[("template_run", run.pk)],
        data={"template": run.template, "version": run.version},
    )  # fmt: skip
