"""The project of the person: each version written whole, kept, never rewritten."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.care import access
from maillon.apps.care.actions.plan_following import follow
from maillon.apps.care.models import (
    Activity,
    CarePlan,
    CarePlanRevision,
    CareTeamMember,
    Goal,
    Patient,
    PlanNeed,
)
from maillon.apps.care.plan_text import fingerprint
from maillon.apps.care.plan_vocabulary import REACHING, SAID
from maillon.apps.care.vocabulary import THEMES
from maillon.apps.journal.actions import record
from maillon.errors import NotFound, Refused
from maillon.kernel import events
from maillon.kernel.access import Viewer
from maillon.kernel.chance import new_id

__all__ = ["NewActivity", "NewGoal", "NewNeed", "NewPlan", "locked_plan", "told", "write_plan"]


@dataclass(frozen=True, slots=True)
class NewActivity:
    """What somebody will do; ``key`` where an earlier version has it already."""

    text: str
    member_id: UUID | None = None
    by_person: bool = False
    due_on: date | None = None
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewGoal:
    """What is aimed at, and what is done for it."""

    text: str
    activities: tuple[NewActivity, ...] = ()
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewNeed:
    """What she needs, what it is about, and what is aimed at."""

    text: str
    theme: str
    goals: tuple[NewGoal, ...] = ()
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewPlan:
    """A whole version. ``base``: the number of the version it was written from, 0 for none."""

    words: str
    said: str
    said_on: date
    needs: tuple[NewNeed, ...] = ()
    living_with: bool = False
    reaching: str = ""
    reason: str = ""
    base: int = 0

    def activities(self) -> list[NewActivity]:
        """Every action, whatever it serves."""
        return [one for need in self.needs for goal in need.goals for one in goal.activities]


def write_plan(*, patient_id: UUID, new: NewPlan, by: Viewer, now: datetime) -> CarePlanRevision:
    """Write a version; the one before it stays as it was. Needs of themes that the writer does not
    read go over unchanged. A dated action of somebody with an account becomes her task.

    Raises ``NotFound``, ``Refused``: ``plan_words`` (hers are missing), ``plan_to_come``,
    ``plan_theme``, ``plan_orphan``, ``plan_owner``, ``plan_no_action`` (and not said to be
    « vivre avec »), ``plan_moved`` (another version came meanwhile), ``plan_same``.
    """
    _refuse(new, now)
    with transaction.atomic():
        patient, plan = locked_plan(patient_id, by, now)
        last = plan.revisions.filter(replaced_at=None).first() if plan else None
        if new.base != (last.number if last else 0):
            raise Refused("plan_moved")
        _refuse_owners(patient, new, last, now)
        plan = plan or CarePlan.objects.create(patient=patient, opened_at=now)
        revision = _begin(plan, new, last, by, now)
        _fill(revision, new, last, access.themes_on(by, patient, now))
        revision.digest = fingerprint(revision)
        if last is not None and last.digest == revision.digest:
            raise Refused("plan_same")
        if (
            not new.living_with
            and not Activity.objects.filter(goal__need__revision=revision).exists()
        ):
            raise Refused("plan_no_action")
        revision.save(update_fields=["digest"])
        follow(revision, patient, by, now)
        told("plan", patient, by, now, [revision.digest], number=revision.number)
    return revision


def _refuse(new: NewPlan, now: datetime) -> None:
    if not new.words.strip() or new.said not in SAID:
        raise Refused("plan_words")
    if new.said_on > now.date():
        raise Refused("plan_to_come")
    if any(need.theme not in THEMES for need in new.needs):
        raise Refused("plan_theme")
    goals = [goal for need in new.needs for goal in need.goals]
    texts = [*(n.text for n in new.needs), *(g.text for g in goals)]
    if not all(text.strip() for text in (*texts, *(one.text for one in new.activities()))):
        raise Refused("plan_orphan")


def locked_plan(patient_id: UUID, by: Viewer, now: datetime) -> tuple[Patient, CarePlan | None]:
    """The person and her project, held until the end of the transaction; ``NotFound``."""
    patient = Patient.objects.select_for_update(of=("self",)).filter(
        pk=patient_id, merged_into=None
    ).first()  # fmt: skip
    if patient is None or not access.may_write_plan(by, patient, now):
        raise NotFound
    return patient, CarePlan.objects.filter(patient=patient).first()


def _refuse_owners(
    patient: Patient, new: NewPlan, last: CarePlanRevision | None, now: datetime
) -> None:
    """A member of today, or whoever already had the action."""
    wanted = {one.member_id for one in new.activities() if one.member_id}
    if any(one.member_id and one.by_person for one in new.activities()):
        raise Refused("plan_owner")
    around = CareTeamMember.objects.filter(patient=patient)
    known = set(around.present(now.date()).values_list("pk", flat=True))
    if last is not None:
        held = Activity.objects.filter(goal__need__revision=last, member__in=around)
        known |= set(held.values_list("member_id", flat=True))
    if wanted - known:
        raise Refused("plan_owner")


def _begin(
    plan: CarePlan, new: NewPlan, last: CarePlanRevision | None, by: Viewer, now: datetime
) -> CarePlanRevision:
    words = new.words.strip()
    noted = (by.kind, by.id)
    if last is not None:
        CarePlanRevision.objects.filter(pk=last.pk).update(replaced_at=now)
        if (words, new.said, new.said_on) == (last.words, last.said, last.said_on):
            noted = (last.noted_by_kind, last.noted_by_id)
    revision = CarePlanRevision(
        plan=plan, number=last.number + 1 if last else 1, made_at=now, made_by_kind=by.kind,
        made_by_id=by.id, reason=new.reason.strip(), words=words, said=new.said,
        said_on=new.said_on, noted_by_kind=noted[0], noted_by_id=noted[1],
        living_with=new.living_with, reaching=new.reaching if new.reaching in REACHING else "",
    )  # fmt: skip
    revision.save(force_insert=True)
    return revision


def _fill(
    revision: CarePlanRevision, new: NewPlan, last: CarePlanRevision | None, themes: frozenset[str]
) -> None:
    """What was typed, then what the writer does not see of the version before."""
    if any(need.theme not in themes for need in new.needs):
        raise Refused("plan_theme")
    before = [_as_new(need) for need in last.needs.order_by("position")] if last else []
    hidden = [need for need in before if need.theme not in themes]
    for place, need in enumerate(hidden):
        _write(revision, place, need, lambda key: key or new_id())
    free = set(_keys(need for need in before if need.theme in themes))

    def once(wanted: UUID | None) -> UUID:
        """A key that the version before gave, once; else a fresh one."""
        if wanted is None or wanted not in free:
            return new_id()
        free.discard(wanted)
        return wanted

    for place, need in enumerate(new.needs, len(hidden)):
        _write(revision, place, need, once)


def _keys(needs: Iterable[NewNeed]) -> Iterator[UUID]:
    for need in needs:
        keys = [need.key, *(goal.key for goal in need.goals)]
        keys += [one.key for goal in need.goals for one in goal.activities]
        yield from (key for key in keys if key is not None)


def _as_new(need: PlanNeed) -> NewNeed:
    goals = []
    for goal in need.goals.order_by("position"):
        acts = tuple(
            NewActivity(one.text, one.member_id, one.by_person, one.due_on, one.key)
            for one in goal.activities.order_by("position")
        )
        goals.append(NewGoal(goal.text, acts, goal.key))
    return NewNeed(need.text, need.theme, tuple(goals), need.key)


def _write(
    revision: CarePlanRevision, place: int, new: NewNeed, key: Callable[[UUID | None], UUID]
) -> None:
    need = PlanNeed(
        revision=revision, key=key(new.key), position=place, theme=new.theme,
        text=new.text.strip(),
    )  # fmt: skip
    need.save(force_insert=True)
    for number, one in enumerate(new.goals):
        goal = Goal(need=need, key=key(one.key), position=number, text=one.text.strip())
        goal.save(force_insert=True)
        for rank, act in enumerate(one.activities):
            Activity(
                goal=goal, key=key(act.key), position=rank, text=act.text.strip(),
                member_id=act.member_id, by_person=act.by_person, due_on=act.due_on,
            ).save(force_insert=True)  # fmt: skip


def told(
    act: str, patient: Patient, by: Viewer, now: datetime, documents: Iterable[str] = (),
    **data: object,
) -> None:  # fmt: skip
    """The journal's entry, ids and codes only, and the news of it on open pages."""
    record(
        act=f"care.{act}", organization_id=patient.organization_id, by=by, now=now,
        subjects=[("patient", patient.pk)], data=dict(data), documents=documents,
    )  # fmt: skip
    events.bump(f"circle:{patient.pk}")
