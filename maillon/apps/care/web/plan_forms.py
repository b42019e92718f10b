"""The project as it is typed: needs, their goals, their actions, as many as one wants, without a
script; « Ajouter » sends the page back with one more line and nothing saved.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from django.http import QueryDict

from maillon.apps.care.actions import Missing, NewActivity, NewGoal, NewNeed, NewPlan, NewReview
from maillon.apps.care.queries import PlanCard

__all__ = ["TypedPlan", "TypedReview", "typed_of"]

LONGEST: Final = 2000
MOST: Final = 20  # lines of a kind: nobody reads a longer project
SELF: Final = "self"


@dataclass(frozen=True, slots=True)
class TypedAction:
    """A line: what, whose, for when."""

    name: str  # of its fields
    key: str = ""
    text: str = ""
    owner: str = ""
    due: str = ""

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    def action(self) -> NewActivity:
        """As the action wants it; ``ValueError`` for a date or an owner that cannot be read."""
        return NewActivity(
            text=self.text,
            member_id=UUID(self.owner) if self.owner and self.owner != SELF else None,
            by_person=self.owner == SELF,
            due_on=date.fromisoformat(self.due) if self.due else None,
            key=_key(self.key),
        )


@dataclass(frozen=True, slots=True)
class TypedGoal:
    """What is aimed at, and its actions."""

    name: str
    key: str = ""
    text: str = ""
    actions: tuple[TypedAction, ...] = ()

    @property
    def blank(self) -> bool:
        return not self.text.strip() and all(one.blank for one in self.actions)

    def goal(self) -> NewGoal:
        """Blank lines left out."""
        kept = tuple(one.action() for one in self.actions if not one.blank)
        return NewGoal(self.text, kept, _key(self.key))


@dataclass(frozen=True, slots=True)
class TypedNeed:
    """A need, what it is about, and its goals."""

    name: str
    key: str = ""
    text: str = ""
    theme: str = "project"
    goals: tuple[TypedGoal, ...] = ()

    @property
    def blank(self) -> bool:
        return not self.text.strip() and all(one.blank for one in self.goals)

    def need(self) -> NewNeed:
        """Blank goals left out."""
        kept = tuple(one.goal() for one in self.goals if not one.blank)
        return NewNeed(self.text, self.theme, kept, _key(self.key))


@dataclass(frozen=True, slots=True)
class TypedPlan:
    """The whole page."""

    words: str = ""
    said: str = "voice"
    said_on: str = ""
    living_with: bool = False
    reaching: str = ""
    reason: str = ""
    base: int = 0
    needs: tuple[TypedNeed, ...] = ()

    @classmethod
    def posted(cls, post: QueryDict) -> "TypedPlan":
        """What came, one more line where one was asked for."""
        typed = cls(
            words=post.get("words", "")[:LONGEST], said=post.get("said", ""),
            said_on=post.get("said_on", ""), living_with="living_with" in post,
            reaching=post.get("reaching", ""), reason=post.get("reason", "")[:LONGEST],
            base=_number(post.get("base", "")),
            needs=tuple(_need(post, f"n{at}") for at in _places(post, "n")),
        )  # fmt: skip
        return typed.with_more(post.get("more", ""))

    def with_more(self, where: str) -> "TypedPlan":
        """One more need (``need``), goal (``n0``) or action (``n0g1``)."""
        if where == "need":
            return replace(self, needs=(*self.needs, _blank_need(f"n{len(self.needs)}")))
        return replace(self, needs=tuple(_grown(need, where) for need in self.needs))

    def plan(self) -> NewPlan:
        """As the action wants it; ``ValueError`` for a date that cannot be read."""
        return NewPlan(
            words=self.words, said=self.said, said_on=date.fromisoformat(self.said_on),
            needs=tuple(need.need() for need in self.needs if not need.blank),
            living_with=self.living_with, reaching=self.reaching, reason=self.reason,
            base=self.base,
        )  # fmt: skip


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _blank_need(name: str) -> TypedNeed:
    return TypedNeed(name, goals=(_blank_goal(f"{name}g0"),))


def _blank_goal(name: str) -> TypedGoal:
    return TypedGoal(name, actions=(TypedAction(f"{name}a0"),))


def _grown(need: TypedNeed, where: str) -> TypedNeed:
    if where == need.name:
        return replace(need, goals=(*need.goals, _blank_goal(f"{need.name}g{len(need.goals)}")))
    goals = tuple(
        replace(one, actions=(*one.actions, TypedAction(f"{one.name}a{len(one.actions)}")))
        if one.name == where
        else one
        for one in need.goals
    )
    return replace(need, goals=goals)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _places(post: QueryDict, prefix: str) -> list[int]:
    """The numbers of the lines whose fields begin by ``prefix``."""
    found = {int(m[1]) for name in post if (m := re.fullmatch(rf"{prefix}(\d{{1,2}})-text", name))}
    return sorted(found)[:MOST]


def _need(post: QueryDict, name: str) -> TypedNeed:
    return TypedNeed(
        name, post.get(f"{name}-key", ""), post.get(f"{name}-text", "")[:LONGEST],
        post.get(f"{name}-theme", ""),
        tuple(_goal(post, f"{name}g{at}") for at in _places(post, f"{name}g")),
    )  # fmt: skip


def _goal(post: QueryDict, name: str) -> TypedGoal:
    return TypedGoal(
        name, post.get(f"{name}-key", ""), post.get(f"{name}-text", "")[:LONGEST],
        tuple(_action(post, f"{name}a{at}") for at in _places(post, f"{name}a")),
    )  # fmt: skip


def _action(post: QueryDict, name: str) -> TypedAction:
    told = (post.get(f"{name}-{field}", "")[:LONGEST] for field in ("key", "text", "owner", "due"))
    return TypedAction(name, *told)


def typed_of(plan: PlanCard | None, today: date) -> TypedPlan:
    """The page as it opens: the current version, or one blank line of each."""
    if plan is None:
        return TypedPlan(said_on=today.isoformat(), needs=(_blank_need("n0"),))
    needs = []
    for at, need in enumerate(plan.needs):
        goals = []
        for rank, goal in enumerate(need.goals):
            name = f"n{at}g{rank}"
            acts = tuple(
                TypedAction(
                    f"{name}a{place}", str(one.key), one.text,
                    SELF if one.by_person else str(one.member_id or ""),
                    one.due_on.isoformat() if one.due_on else "",
                )
                for place, one in enumerate(goal.activities)
            )  # fmt: skip
            goals.append(TypedGoal(name, str(goal.key), goal.text, acts))
        needs.append(TypedNeed(f"n{at}", str(need.key), need.text, need.theme, tuple(goals)))
    return TypedPlan(
        plan.words, plan.said, plan.said_on.isoformat(), plan.living_with, plan.reaching, "",
        plan.number, tuple(needs),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class TypedReview:
    """A review as it is typed: a verdict by action, what is missing, her words, the next day."""

    verdicts: dict[str, str]
    missing: tuple[tuple[str, str], ...]
    words: str = ""
    next_on: str = ""

    @classmethod
    def posted(cls, post: QueryDict) -> "TypedReview":
        """What came."""
        told = {name[2:]: post.get(name, "") for name in post if name.startswith("v-")}
        said = {key: verdict for key, verdict in told.items() if verdict}
        pairs = zip(post.getlist("missing"), post.getlist("theme"), strict=False)
        missing = tuple((text[:LONGEST], theme) for text, theme in pairs)
        return cls(said, missing[:MOST], post.get("words", "")[:LONGEST], post.get("next_on", ""))

    def review(self) -> NewReview:
        """As the action wants it; ``ValueError`` for a date or a key that cannot be read."""
        return NewReview(
            verdicts=tuple((UUID(key), verdict) for key, verdict in self.verdicts.items()),
            missing=tuple(Missing(text, theme) for text, theme in self.missing if text.strip()),
            words=self.words,
            next_on=date.fromisoformat(self.next_on) if self.next_on else None,
        )
