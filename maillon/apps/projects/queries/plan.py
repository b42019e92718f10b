from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from maillon.apps.projects import access
from maillon.apps.projects.models import ActionIndicator, HealthProject, ProjectAction
from maillon.apps.projects.paper import state_of
from maillon.apps.projects.vocabulary import STATES, VERDICTS
from maillon.apps.structures.models import Member
from maillon.kernel.access import AccountViewer

__all__ = ["ActionCard", "ActionPage", "GroupCard", "IndicatorCard", "ObjectiveCard",
           "PartnerCard", "PlanPage", "Progress", "action_page", "plan_page",
           "progress", "project_tasks"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class IndicatorCard:
    """A measure of an action: from what, to what, and where it is."""

    id: UUID
    label: str
    unit: str
    start: Decimal | None
    target: Decimal | None
    readings: tuple[tuple[date, Decimal], ...]

    @property
    def last(self) -> Decimal | None:
        """The last measure."""
        return self.readings[-1][1] if self.readings else None

    @property
    def reached(self) -> bool:
        """Whether the last measure is at the target or past it, on the way from the start."""
        if self.last is None or self.target is None:
            return False
        down = self.start is not None and self.target < self.start
        return self.last <= self.target if down else self.last >= self.target


@dataclass(frozen=True, slots=True)
class ActionCard:
    """An action as the team reads it."""

    id: UUID
    text: str
    state: str
    state_label: str
    owner_id: UUID | None
    owner: str
    group: str
    due_on: date | None
    indicators: tuple[IndicatorCard, ...]
    verdict: str
    mine: bool


@dataclass(frozen=True, slots=True)
class ObjectiveCard:
    """An objective and its actions."""

    id: UUID
    text: str
    actions: tuple[ActionCard, ...]


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A working group."""

    id: UUID
    name: str
    purpose: str
    leader: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartnerCard:
    """Somebody outside who takes part."""

    id: UUID
    name: str
    role: str
    organization_id: UUID | None
    since: date | None
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How many actions stand how, how many indicators reached their target."""

    states: tuple[tuple[str, str, int], ...]  # code, label, count
    actions: int
    ended: int
    indicators: int
    reached: int
    evaluated: int


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Objectives, actions, groups and partners of a project."""

    id: UUID
    organization_id: UUID
    structure: str
    leads: bool
    objectives: tuple[ObjectiveCard, ...]
    groups: tuple[GroupCard, ...]
    partners: tuple[PartnerCard, ...]
    members: tuple[tuple[UUID, str], ...]
    progress: Progress


@dataclass(frozen=True, slots=True)
class ActionPage:
    """One action: its indicators and its sheet. ``writes``: its owner, or who leads."""

    card: ActionCard
    project_id: UUID
    structure: str
    objective: str
    leads: bool
    writes: bool
    hypothesis: str
    measure: str
    result: str
    verdict: str
    written_by: str
    written_at: datetime | None
    members: tuple[tuple[UUID, str], ...]


def plan_page(viewer: AccountViewer, project_id: UUID, *, now: datetime) -> PlanPage:
    """Everything the team does for its project; ``NotFound`` for strangers."""
    project = access.require_project(viewer, project_id)
    today = now.date()
    objectives = tuple(
        ObjectiveCard(one.pk, one.text, tuple(
            _card(viewer, action, today) for action in one.actions.all()
        ))
        for one in project.objectives.prefetch_related(
            "actions__owner", "actions__group", "actions__indicators__readings",
            "actions__evaluation",
        )
    )  # fmt: skip
    return PlanPage(
        project.pk, project.organization_id, project.organization.name,
        access.leads(viewer, project.organization_id), objectives, _groups(project),
        tuple(PartnerCard(one.pk, one.name, one.role, one.organization_id, one.since, one.ended_on)
              for one in project.partners.all()),
        _members(project, today), progress(project, today),
    )  # fmt: skip


def progress(project: HealthProject, today: date) -> Progress:
    """Where the project stands: counted from its actions, never typed."""
    rows = list(
        ProjectAction.objects.filter(objective__project=project)
        .select_related("evaluation").prefetch_related("indicators__readings")
    )  # fmt: skip
    found = [state_of(one, today) for one in rows]
    indicators = [_indicator(each) for one in rows for each in one.indicators.all()]
    return Progress(
        tuple((code, label, found.count(code)) for code, label in STATES.items()),
        len(rows), sum(bool(one.outcome) for one in rows), len(indicators),
        sum(one.reached for one in indicators),
        sum(bool(_verdict(one)) for one in rows),
    )  # fmt: skip


def action_page(viewer: AccountViewer, action_id: UUID, *, now: datetime) -> ActionPage:
    """One action, for whoever works in its structure; ``NotFound`` for strangers."""
    action = access.require_action(viewer, action_id, lead=False)
    project = action.objective.project
    leads = access.leads(viewer, project.organization_id)
    card = _card(viewer, action, now.date())
    sheet = getattr(action, "evaluation", None)
    return ActionPage(
        card, project.pk, project.organization.name, action.objective.text, leads,
        leads or card.mine, sheet.hypothesis if sheet else "", sheet.measure if sheet else "",
        sheet.result if sheet else "", sheet.verdict if sheet else "",
        sheet.written_by.name if sheet else "", sheet.written_at if sheet else None,
        _members(project, now.date()),
    )  # fmt: skip


def project_tasks(viewer: AccountViewer, ids: Iterable[UUID]) -> dict[UUID, str]:
    """What each of these actions is, for who reads their structures."""
    rows = ProjectAction.objects.filter(pk__in=list(ids)).select_related("objective__project")
    known = access.houses(viewer)
    return {one.pk: one.text for one in rows if one.objective.project.organization_id in known}


def _verdict(one: ProjectAction) -> str:
    sheet = getattr(one, "evaluation", None)
    return sheet.verdict if sheet else ""


def _card(viewer: AccountViewer, one: ProjectAction, today: date) -> ActionCard:
    state = state_of(one, today)
    return ActionCard(
        one.pk, one.text, state, STATES[state], one.owner_id,
        one.owner.name if one.owner else "", one.group.name if one.group else "", one.due_on,
        tuple(_indicator(each) for each in one.indicators.all()),
        VERDICTS[_verdict(one)] if _verdict(one) else "",
        one.owner is not None and one.owner.account_id == viewer.account_id,
    )  # fmt: skip


def _indicator(one: ActionIndicator) -> IndicatorCard:
    readings = {each.day: each.value for each in one.readings.all()}
    return IndicatorCard(
        one.pk, one.label, one.unit, one.start, one.target, tuple(readings.items())
    )


def _groups(project: HealthProject) -> tuple[GroupCard, ...]:
    cards = []
    for one in project.groups.prefetch_related("seats__member"):
        seats = list(one.seats.all())
        cards.append(GroupCard(
            one.pk, one.name, one.purpose,
            next((seat.member.name for seat in seats if seat.leads), ""),
            tuple(sorted(seat.member.name for seat in seats)),
        ))  # fmt: skip
    return tuple(cards)


def _members(project: HealthProject, today: date) -> tuple[tuple[UUID, str], ...]:
    rows = Member.objects.of(project.organization_id).on(today)
    return tuple(sorted(((one.pk, one.name) for one in rows), key=lambda row: row[1]))
