"""A version of the project as one viewer may read it: only the themes that are opened to her."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch

from maillon.apps.accounts.queries import account_cards
from maillon.apps.care.models import (
    Activity,
    CarePlan,
    CarePlanRevision,
    FollowUp,
    Goal,
    PlanNeed,
    PlanReview,
)
from maillon.apps.care.plan_vocabulary import OUTCOMES, REACHING, SAID, VERDICTS, WRITTEN
from maillon.apps.care.queries.circle import called
from maillon.apps.care.vocabulary import THEMES

__all__ = [
    "ActivityCard", "AnswerCard", "GoalCard", "NeedCard", "PlanCard", "ReviewCard", "Seen",
    "card_of",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ActivityCard:
    """An action. ``owner``: a name, « la personne », or nothing; ``verdict``: the last review's."""

    key: UUID
    text: str
    owner: str
    phone: str
    member_id: UUID | None
    by_person: bool
    due_on: date | None
    outcome: str
    outcome_label: str
    late: bool
    verdict: str
    verdict_label: str
    may_settle: bool


@dataclass(frozen=True, slots=True)
class GoalCard:
    """What is aimed at."""

    key: UUID
    text: str
    activities: tuple[ActivityCard, ...]


@dataclass(frozen=True, slots=True)
class NeedCard:
    """What she needs, and what it is about."""

    key: UUID
    text: str
    theme: str
    theme_label: str
    goals: tuple[GoalCard, ...]


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """One answer, as a review judged it."""

    text: str
    verdict: str
    verdict_label: str


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """A review: when, by whom, her words, what was judged, when next."""

    id: UUID
    number: int  # of the version it looked at
    held_at: datetime
    by: str
    words: str
    answers: tuple[AnswerCard, ...]
    next_on: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class PlanCard:
    """One version. Her words are empty for whoever does not read the theme of the project."""

    number: int
    made_at: datetime
    by: str
    reason: str
    words: str
    said: str
    said_label: str
    said_on: date
    noted_by: str
    living_with: bool
    reaching: str
    reaching_label: str
    written: bool  # she is written to, not called
    needs: tuple[NeedCard, ...]
    reviews: tuple[ReviewCard, ...]  # newest first
    partial: bool  # something of it is not shown, said to whoever writes it alone
    may_write: bool
    current: bool

    def activities(self) -> tuple[ActivityCard, ...]:
        """Every action, whatever it serves."""
        goals = (goal for need in self.needs for goal in need.goals)
        return tuple(one for goal in goals for one in goal.activities)


@dataclass(frozen=True, slots=True)
class Seen:
    """Who looks: the themes opened to her, the parts she plays, whether she writes."""

    themes: frozenset[str]
    parts: frozenset[UUID]
    may_write: bool
    now: datetime


def card_of(revision: CarePlanRevision, seen: Seen) -> PlanCard:
    """This version, as far as these themes go."""
    whole = "project" in seen.themes
    reaching = revision.reaching if whole or "daily" in seen.themes else ""
    needs = list(revision.needs.order_by("position").prefetch_related(_GOALS))
    shown = [need for need in needs if need.theme in seen.themes]
    reviews = _reviews(revision.plan, seen) if whole else ()
    names = _names(revision)
    states = {row.key: row for row in FollowUp.objects.filter(plan=revision.plan)}
    verdicts = _verdicts(revision) if whole else {}
    return PlanCard(
        number=revision.number,
        made_at=revision.made_at,
        by=names.get(revision.made_by_id, ""),
        reason=revision.reason if whole else "",
        words=revision.words if whole else "",
        said=revision.said,
        said_label=SAID[revision.said],
        said_on=revision.said_on,
        noted_by=names.get(revision.noted_by_id, ""),
        living_with=whole and revision.living_with,
        reaching=reaching,
        reaching_label=REACHING.get(reaching, ""),
        written=reaching in WRITTEN,
        needs=tuple(_need(need, seen, states, verdicts) for need in shown),
        reviews=reviews,
        partial=seen.may_write and len(shown) < len(needs),
        may_write=seen.may_write,
        current=revision.replaced_at is None,
    )


_GOALS = Prefetch(
    "goals",
    Goal.objects.order_by("position").prefetch_related(
        Prefetch(
            "activities",
            Activity.objects.order_by("position").select_related(
                "member__related", "member__organization__commune", "member__responder__commune",
                "member__responder__practitioner_role",
                "member__practitioner_role__practitioner", "member__practitioner_role__commune",
            ),
        )
    ),
)  # fmt: skip


def _names(*rows: CarePlanRevision) -> dict[str, str]:
    ids = {(one.made_by_kind, one.made_by_id) for one in rows}
    ids |= {(one.noted_by_kind, one.noted_by_id) for one in rows}
    found = account_cards({UUID(pk) for kind, pk in ids if kind == "account"})
    return {str(pk): card.name for pk, card in found.items()}


def _need(
    need: PlanNeed, seen: Seen, states: Mapping[UUID, FollowUp], verdicts: Mapping[UUID, str]
) -> NeedCard:
    goals = tuple(
        GoalCard(
            goal.key, goal.text,
            tuple(_activity(one, seen, states, verdicts) for one in goal.activities.all()),
        )
        for goal in need.goals.all()
    )  # fmt: skip
    return NeedCard(need.key, need.text, need.theme, THEMES[need.theme], goals)


def _activity(
    one: Activity, seen: Seen, states: Mapping[UUID, FollowUp], verdicts: Mapping[UUID, str]
) -> ActivityCard:
    state = states.get(one.key)
    outcome = state.outcome if state else ""
    name, _, phone = called(one.member) if one.member else ("", "", "")
    late = not outcome and one.due_on is not None and one.due_on < seen.now.date()
    mine = seen.may_write or one.member_id in seen.parts
    return ActivityCard(
        key=one.key, text=one.text, owner="la personne" if one.by_person else name, phone=phone,
        member_id=one.member_id, by_person=one.by_person, due_on=one.due_on, outcome=outcome,
        outcome_label=OUTCOMES.get(outcome, ""), late=late, verdict=verdicts.get(one.key, ""),
        verdict_label=VERDICTS.get(verdicts.get(one.key, ""), ""),
        may_settle=mine and not outcome,
    )  # fmt: skip


def _verdicts(revision: CarePlanRevision) -> dict[UUID, str]:
    """What the last review of this version said of each action."""
    last = revision.reviews.order_by("-held_at").first()
    rows = last.answers.exclude(activity=None).select_related("activity") if last else ()
    return {row.activity.key: row.verdict for row in rows if row.activity}


def _reviews(plan: CarePlan, seen: Seen) -> tuple[ReviewCard, ...]:
    rows = PlanReview.objects.filter(revision__plan=plan).select_related("revision", "task")
    held = list(rows.prefetch_related("answers__activity").order_by("-held_at"))
    names = account_cards({UUID(one.held_by_id) for one in held if one.held_by_kind == "account"})
    called_by = {str(pk): card.name for pk, card in names.items()}
    return tuple(
        _review(one, called_by.get(one.held_by_id, ""), place == 0, seen)
        for place, one in enumerate(held)
    )


def _review(one: PlanReview, by: str, last: bool, seen: Seen) -> ReviewCard:
    answers = sorted(one.answers.all(), key=lambda row: (row.activity_id is None, row.position))
    return ReviewCard(
        id=one.pk, number=one.revision.number, held_at=one.held_at, by=by, words=one.words,
        answers=tuple(
            AnswerCard(
                row.activity.text if row.activity else row.text, row.verdict,
                VERDICTS[row.verdict],
            )
            for row in answers
            if row.theme in seen.themes
        ),
        next_on=one.next_on,
        late=last and one.next_on is not None and one.next_on < seen.now.date(),
    )  # fmt: skip
