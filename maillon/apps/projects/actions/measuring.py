from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from maillon.apps.journal import actions as journal
from maillon.apps.projects import access
from maillon.apps.projects.models import (
    ActionEvaluation,
    ActionIndicator,
    IndicatorReading,
    ProjectAction,
)
from maillon.apps.projects.vocabulary import VERDICTS
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["NewEvaluation", "add_indicator", "evaluate_action", "note_reading"]


@dataclass(frozen=True, slots=True)
class NewEvaluation:
    """The sheet of an action as typed: what was expected, how it is measured, what came of it."""

    hypothesis: str
    measure: str
    result: str
    verdict: str = ""


def add_indicator(
    *, action_id: UUID, label: str, unit: str, start: Decimal | None, target: Decimal | None,
    by: AccountViewer, now: datetime,
) -> ActionIndicator:  # fmt: skip
    """What is measured of an action. Raises ``NotFound``, ``Refused('indicator_empty')``."""
    action = access.require_action(by, action_id, lead=True)
    if not label.strip():
        raise Refused("indicator_empty")
    return ActionIndicator.objects.create(
        action=action, label=label.strip()[:120], unit=unit.strip()[:20], start=start,
        target=target,
    )  # fmt: skip


def note_reading(
    *, indicator_id: UUID, day: date, value: Decimal, by: AccountViewer, now: datetime
) -> ProjectAction:
    """A measure, on a day that has come; its action. The last one noted of a day counts.

    Raises ``NotFound``, ``Refused('reading_later')``.
    """
    found = ActionIndicator.objects.filter(pk=indicator_id).first()
    if found is None:
        raise NotFound
    action = access.require_action(by, found.action_id, lead=True)
    if day > now.astimezone(ZoneInfo("Europe/Paris")).date():
        raise Refused("reading_later")
    IndicatorReading.objects.create(
        indicator=found, day=day, value=value, written_by_id=by.account_id, written_at=now
    )
    return action


def evaluate_action(
    *, action_id: UUID, new: NewEvaluation, by: AccountViewer, now: datetime
) -> ActionEvaluation:
    """Write the sheet of an action, by its owner or who leads; concluded, it is an act.

    Raises ``NotFound``.
    """
    action = access.require_action(by, action_id, lead=True)
    if new.verdict not in VERDICTS:
        raise NotFound
    with transaction.atomic():
        ProjectAction.objects.select_for_update().get(pk=action.pk)
        sheet = ActionEvaluation.objects.filter(action=action).first()
        concluded = bool(new.verdict) and (sheet is None or sheet.verdict != new.verdict)
        sheet = sheet or ActionEvaluation(action=action)
        sheet.hypothesis, sheet.measure = new.hypothesis.strip(), new.measure.strip()
        sheet.result, sheet.verdict = new.result.strip(), new.verdict
        sheet.written_by_id, sheet.written_at = by.account_id, now
        sheet.save()
        if concluded:
            project = action.objective.project
            journal.record(
                act="projects.action_evaluated", organization_id=project.organization_id, by=by,
                now=now, subjects=[("project", project.pk), ("project_action", action.pk)],
                data={"verdict": new.verdict},
            )  # fmt: skip
    return sheet
