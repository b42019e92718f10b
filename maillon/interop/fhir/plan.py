"""The person's project, as a CarePlan and its Goals."""

from typing import Any, Final

from maillon.apps.care.queries.plan_cards import ActivityCard, GoalCard, NeedCard, PlanCard

__all__ = ["careplan", "goals"]

STATUSES: Final = {"done": "completed", "dropped": "cancelled"}  # else: not known to have begun


def careplan(plan_id: str, patient: str, plan: PlanCard) -> dict[str, Any]:
    """The version in force; her own words are its description."""
    resource: dict[str, Any] = {
        "resourceType": "CarePlan",
        "id": plan_id,
        "meta": {"versionId": str(plan.number), "lastUpdated": plan.made_at.isoformat()},
        "status": "active",
        "intent": "plan",
        "title": "Projet personnalisé",
        "subject": {"reference": f"Patient/{patient}"},
        "created": plan.made_at.isoformat(),
    }
    if plan.words:
        resource["description"] = plan.words
    if plan.needs:
        resource["note"] = [{"text": f"{one.theme_label} : {one.text}"} for one in plan.needs]
    aims = [goal for need in plan.needs for goal in need.goals]
    if aims:
        resource["goal"] = [{"reference": f"Goal/{one.key}"} for one in aims]
    acts = [_activity(one) for one in plan.activities()]
    return {**resource, "activity": acts} if acts else resource


def _activity(one: ActivityCard) -> dict[str, Any]:
    detail: dict[str, Any] = {
        "status": STATUSES.get(one.outcome, "not-started"), "description": one.text,
    }  # fmt: skip
    if one.owner:
        detail["performer"] = [{"display": one.owner}]
    if one.due_on:
        detail["scheduledPeriod"] = {"end": one.due_on.isoformat()}
    return {"detail": detail}


def goals(patient: str, plan: PlanCard) -> list[dict[str, Any]]:
    """What is aimed at, need by need."""
    return [_goal(patient, need, goal) for need in plan.needs for goal in need.goals]


def _goal(patient: str, need: NeedCard, goal: GoalCard) -> dict[str, Any]:
    return {
        "resourceType": "Goal",
        "id": str(goal.key),
        "lifecycleStatus": "active",
        "category": [{"text": need.theme_label}],
        "description": {"text": goal.text},
        "subject": {"reference": f"Patient/{patient}"},
    }
