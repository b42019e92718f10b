"""A version of the project as one text: what its keyed fingerprint is taken of."""

import json
from typing import Any

from maillon.apps.care.models import CarePlanRevision
from maillon.kernel.crypto import blind_index

__all__ = ["content", "fingerprint"]


def fingerprint(revision: CarePlanRevision) -> str:
    """The same version gives the same fingerprint for ever; one changed letter gives another.

    Keyed: who holds it alone cannot try out words.
    """
    text = json.dumps(content(revision), ensure_ascii=False, sort_keys=True)
    return blind_index("care_plan", text)


def content(revision: CarePlanRevision) -> dict[str, Any]:
    """Everything this version says, in order."""
    needs = revision.needs.order_by("position").prefetch_related("goals__activities")
    return {
        "words": revision.words,
        "said": revision.said,
        "said_on": revision.said_on.isoformat(),
        "living_with": revision.living_with,
        "reaching": revision.reaching,
        "needs": [
            [str(need.key), need.theme, need.text, [_goal(goal) for goal in _placed(need.goals)]]
            for need in needs
        ],
    }


def _placed(rows: Any) -> list[Any]:
    return sorted(rows.all(), key=lambda row: row.position)


def _goal(goal: Any) -> list[Any]:
    return [str(goal.key), goal.text, [_activity(one) for one in _placed(goal.activities)]]


def _activity(one: Any) -> list[Any]:
    due = one.due_on.isoformat() if one.due_on else ""
    return [str(one.key), one.text, str(one.member_id or ""), one.by_person, due]
