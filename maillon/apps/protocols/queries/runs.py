from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from maillon.apps.accounts.queries import account_cards
from maillon.apps.library.loading import Template, templates
from maillon.apps.meetings.access import require_reader as require_guest
from maillon.apps.protocols.actions.proposing import PARIS
from maillon.apps.protocols.models import TemplateRun, TemplateStep
from maillon.apps.protocols.owning import known, last, of_house, told
from maillon.apps.protocols.untouched import made_by_run
from maillon.apps.structures import access as structures
from maillon.apps.structures.models import Member
from maillon.apps.structures.queries import StructureCard, structures_read
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["RunPage", "TemplatePage", "run_page", "step_titles", "template_page", "template_shelf"]


@dataclass(frozen=True, slots=True)
class RunLine:
    """A template that was run here."""

    id: UUID
    title: str
    version: int
    made_on: date
    by: str
    undone: bool
    open: int


@dataclass(frozen=True, slots=True)
class TemplateShelf:
    """The templates of the library, those of teams by the team, and what was made of them here."""

    card: StructureCard
    rows: tuple[Template, ...]
    teams: tuple[tuple[Template, str], ...]
    runs: tuple[RunLine, ...]


@dataclass(frozen=True, slots=True)
class TemplatePage:
    """A template before it is run. ``team``: who may come, own a step; ``me``: she herself."""

    card: StructureCard
    template: Template
    team: tuple[tuple[UUID, str], ...]
    me: UUID | None
    today: date


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of a run."""

    id: UUID
    title: str
    owner: str
    due_on: date
    done_on: date | None
    late: bool
    mine: bool  # she may say that it is done


@dataclass(frozen=True, slots=True)
class RunPage:
    """What a run made. ``meeting_id``: for who reads it; ``undoable``: nothing was touched."""

    line: RunLine
    card: StructureCard
    protocol_id: UUID | None
    meeting_id: UUID | None
    steps: tuple[StepLine, ...]
    undoable: bool


def template_shelf(viewer: AccountViewer, organization_id: UUID, *, now: datetime) -> TemplateShelf:
    """What a structure may run and has run; ``NotFound`` for strangers."""
    card = _card(viewer, organization_id, now)
    rows = TemplateRun.objects.filter(organization_id=organization_id)
    runs = list(rows.prefetch_related("steps__task"))
    names = account_cards({one.made_by_id for one in runs})
    return TemplateShelf(
        card,
        templates(),
        _teams(organization_id),
        tuple(_line(one, names[one.made_by_id].name) for one in runs),
    )


def _teams(organization_id: UUID) -> tuple[tuple[Template, str], ...]:
    """Templates of this team (no name beside) then of others, by title."""
    rows = [
        (told(last(one)), "" if one.organization_id == organization_id else one.organization.name)
        for one in of_house(organization_id)
    ]
    return tuple(sorted(rows, key=lambda row: (row[1], row[0].title)))


def template_page(
    viewer: AccountViewer, organization_id: UUID, code: str, *, now: datetime
) -> TemplatePage:
    """What running a template would create; ``NotFound`` for strangers, for an unknown one."""
    card, found = _card(viewer, organization_id, now), known(organization_id, code)
    if found is None:
        raise NotFound
    today = now.astimezone(PARIS).date()
    team = list(Member.objects.of(organization_id).on(today))
    return TemplatePage(
        card, found,
        tuple((one.pk, f"{one.name}, {one.get_profession_display()}") for one in team),
        next((one.pk for one in team if one.account_id == viewer.account_id), None), today,
    )  # fmt: skip


def run_page(viewer: AccountViewer, run_id: UUID, *, now: datetime) -> RunPage:
    """What was made, for who works in the structure; ``NotFound`` for anybody else."""
    run = TemplateRun.objects.filter(pk=run_id).first()
    if run is None:
        raise NotFound
    card = _card(viewer, run.organization_id, now)
    steps = list(run.steps.select_related("task"))
    known = {one.task.owner_account_id for one in steps if one.task.owner_account_id}
    names = {pk: one.name for pk, one in account_cards({run.made_by_id, *known}).items()}
    mine = card.writes and run.made_by_id == viewer.account_id and run.undone_at is None
    return RunPage(
        _line(run, names[run.made_by_id]), card, run.protocol_id, _meeting(viewer, run),
        tuple(_step(viewer, one, names, card, now) for one in steps),
        mine and made_by_run(run) == run.seen,
    )  # fmt: skip


def step_titles(viewer: AccountViewer, ids: Collection[UUID]) -> dict[UUID, tuple[str, str, UUID]]:
    """Steps by key: what is to be done, of which template, in which run; where she works."""
    rows = TemplateStep.objects.filter(
        pk__in=ids, run__organization_id__in=structures.read_by(viewer)
    )
    return {one.pk: (one.title, one.run.title, one.run_id) for one in rows.select_related("run")}


def _card(viewer: AccountViewer, organization_id: UUID, now: datetime) -> StructureCard:
    structures.require_reader(viewer, organization_id)
    cards = structures_read(viewer, now=now)
    found = next((one for one in cards if one.id == organization_id), None)
    if found is None:
        raise NotFound
    return found


def _line(run: TemplateRun, by: str) -> RunLine:
    waiting = sum(one.task.closed_at is None for one in run.steps.all())
    return RunLine(
        run.pk, run.title, run.version, run.made_at.astimezone(PARIS).date(), by,
        run.undone_at is not None, waiting,
    )  # fmt: skip


def _meeting(viewer: AccountViewer, run: TemplateRun) -> UUID | None:
    try:
        return require_guest(viewer, run.meeting_id).pk
    except NotFound:
        return None


def _step(
    viewer: AccountViewer, one: TemplateStep, names: dict[UUID, str], card: StructureCard,
    now: datetime,
) -> StepLine:  # fmt: skip
    task, owner = one.task, one.task.owner_account_id
    due = task.due_at.astimezone(PARIS).date()
    done = task.closed_at.astimezone(PARIS).date() if task.closed_at else None
    return StepLine(
        one.pk, one.title, names.get(owner, "") if owner else "la structure", due, done,
        done is None and task.due_at < now,
        done is None and (card.writes or owner in (None, viewer.account_id)),
    )  # fmt: skip
