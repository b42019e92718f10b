"""The whole project as one text: read, printed, sealed by its fingerprint when adopted."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from maillon.apps.projects.models import (
    ActionIndicator,
    HealthProject,
    ProjectAction,
    ProjectSection,
)
from maillon.apps.projects.outline import outline
from maillon.apps.projects.vocabulary import STATES, VERDICTS
from maillon.apps.protocols.handing import annexed
from maillon.apps.structures.models import Member, Record
from maillon.apps.structures.registers import KINDS

__all__ = ["fingerprint", "frozen", "state_of", "whole"]

ANNEXED: Final = ("external", "crisis_plan")


def whole(project: HealthProject, today: date) -> dict[str, Any]:
    """Sections, objectives and their actions, and the annexes, as they are that day."""
    house = project.organization
    return {
        "structure": house.name, "kind": house.get_kind_display(),
        "outline": outline(project.outline).label, "on": _day(today),
        "sections": [_section(one) for one in project.sections.all()],
        "objectives": [
            {"text": one.text, "actions": [_action(action, today) for action in one.actions.all()]}
            for one in project.objectives.prefetch_related(
                "actions__owner", "actions__group", "actions__indicators__readings",
                "actions__evaluation",
            )
        ],
        "groups": _groups(project), "partners": _partners(project),
        "members": _members(project, today), "annexes": _annexes(project),
    }  # fmt: skip


def frozen(told: Mapping[str, Any]) -> str:
    """The whole project as it is kept: the same project gives the same text for ever."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(content: str) -> str:
    """SHA-256 of what was kept."""
    return hashlib.sha256(content.encode()).hexdigest()


def state_of(action: ProjectAction, today: date) -> str:
    """How an action stands that day."""
    if action.outcome:
        return action.outcome
    if action.owner_id is None or action.due_on is None:
        return "idea"
    return "late" if action.due_on < today else "going"


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _section(one: ProjectSection) -> dict[str, Any]:
    head = one.versions.filter(aside=False).select_related("written_by").last()
    return {
        "title": one.title, "text": head.text if head else "",
        "version": head.number if head else 0,
        "by": head.written_by.name if head else "",
        "on": _day(head.written_at.date() if head else None),
    }  # fmt: skip


def _action(one: ProjectAction, today: date) -> dict[str, Any]:
    sheet = getattr(one, "evaluation", None)
    return {
        "text": one.text, "owner": one.owner.name if one.owner else "",
        "group": one.group.name if one.group else "",
        "due_on": _day(one.due_on),
        "state": STATES[state_of(one, today)],
        "indicators": [_indicator(each) for each in one.indicators.all()],
        "evaluation": {
            "hypothesis": sheet.hypothesis, "measure": sheet.measure, "result": sheet.result,
            "verdict": VERDICTS[sheet.verdict],
        } if sheet else {},
    }  # fmt: skip


def _indicator(one: ActionIndicator) -> dict[str, str]:
    readings = list(one.readings.all())
    return {
        "label": one.label, "unit": one.unit, "start": _figure(one.start),
        "target": _figure(one.target), "last": _figure(readings[-1].value if readings else None),
        "last_on": _day(readings[-1].day if readings else None),
    }  # fmt: skip


def _figure(value: Any) -> str:
    """As it is read: no useless zero, a French comma."""
    if value is None:
        return ""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def _groups(project: HealthProject) -> list[dict[str, Any]]:
    rows = project.groups.prefetch_related("seats__member")
    return [
        {
            "name": one.name, "purpose": one.purpose,
            "members": sorted(
                f"{seat.member.name}{' (animation)' if seat.leads else ''}"
                for seat in one.seats.all()
            ),
        }
        for one in rows
    ]  # fmt: skip


def _partners(project: HealthProject) -> list[dict[str, str]]:
    rows = project.partners.filter(ended_on=None)
    return [{"name": one.name, "role": one.role} for one in rows]


def _members(project: HealthProject, today: date) -> list[dict[str, str]]:
    rows = Member.objects.of(project.organization_id).on(today)
    told = [
        {"name": one.name, "profession": one.get_profession_display(),
         "status": one.get_status_display()}
        for one in rows
    ]  # fmt: skip
    return sorted(told, key=lambda row: (row["profession"], row["name"]))


def _annexes(project: HealthProject) -> list[dict[str, Any]]:
    rows = Record.objects.of(project.organization_id).filter(
        kind__in=ANNEXED, withdrawn_at=None
    ).defer("content").order_by("kind", "day").prefetch_related("signatures__member")  # fmt: skip
    return annexed(project.organization_id) + [
        {
            "kind": KINDS[one.kind].label, "title": one.title, "day": _day(one.day),
            "document": bool(one.digest),
            "signers": sorted(each.member.name for each in one.signatures.all()),
        }
        for one in rows
    ]  # fmt: skip
