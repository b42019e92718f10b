from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from maillon.apps.contracts.knowing import PARIS
from maillon.apps.directory.models import Organization
from maillon.apps.journal import actions as journal
from maillon.apps.posts import access
from maillon.apps.posts.models import (
    CoordinationPost,
    DeliveredPresence,
    SpendingCeiling,
    TaskLoad,
)
from maillon.apps.posts.vocabulary import CONFIDENCES, TASKS
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["NewPost", "end_post", "say_load", "say_presence", "say_spending", "write_post"]


@dataclass(frozen=True, slots=True)
class NewPost:
    """A post as typed; its cost is what this structure pays in a year, ``None`` if not known."""

    mode: str
    weekly_hours: Decimal
    starts_on: date
    yearly_cost: Decimal | None = None
    provider: str = ""
    notice_months: int | None = None
    reversibility: str = ""
    key: str = ""
    partners: Collection[UUID] = field(default_factory=tuple)


def write_post(
    *, organization_id: UUID, new: NewPost, by: AccountViewer, now: datetime
) -> CoordinationPost:
    """Say who coordinates: internal, by a provider, or pooled.

    Raises ``NotFound`` for who does not write this structure, ``Refused``: ``post_hours``,
    ``post_provider``, ``post_clause`` (a provider's post wants its notice and how it is undone).
    """
    access.require_writer(by, organization_id)
    if not 0 < new.weekly_hours <= 70 or (new.yearly_cost is not None and new.yearly_cost < 0):
        raise Refused("post_hours")
    if new.mode == "external" and not new.provider.strip():
        raise Refused("post_provider")
    if new.mode == "external" and (new.notice_months is None or not new.reversibility.strip()):
        raise Refused("post_clause")
    with transaction.atomic():
        post = CoordinationPost(
            organization_id=organization_id, mode=new.mode, weekly_hours=new.weekly_hours,
            yearly_cost=new.yearly_cost, provider=new.provider.strip()[:120],
            notice_months=new.notice_months, reversibility=new.reversibility.strip()[:400],
            key=new.key, starts_on=new.starts_on, written_by_id=by.account_id, written_at=now,
        )  # fmt: skip
        post.save(force_insert=True)
        post.partners.set(Organization.objects.filter(pk__in=list(new.partners)))
        _tell("posts.post_written", organization_id, ("coordination_post", post.pk), by, now)
    return post


def end_post(*, post_id: UUID, ends_on: date, by: AccountViewer, now: datetime) -> UUID:
    """Say the first day without this post; its structure. Its line and its days stay.

    Raises ``NotFound``, ``Refused``: ``post_ended``, ``post_days``.
    """
    with transaction.atomic():
        post = _post(post_id, by)
        if post.ends_on is not None:
            raise Refused("post_ended")
        if ends_on <= post.starts_on:
            raise Refused("post_days")
        post.ends_on = ends_on
        post.save(update_fields=["ends_on"])
        _tell("posts.post_ended", post.organization_id, ("coordination_post", post.pk), by, now)
    return post.organization_id


def say_presence(
    *, post_id: UUID, day: date, hours: Decimal, by: AccountViewer, now: datetime
) -> UUID:
    """Say how long a provider was there on a day; said again, the last word counts, and each is an
    act. Its structure. Raises ``NotFound``, ``Refused``: ``presence_hours``, ``presence_day``.
    """
    with transaction.atomic():
        post = _post(post_id, by)
        if not 0 < hours <= 24:
            raise Refused("presence_hours")
        late = day > now.astimezone(PARIS).date()
        if late or day < post.starts_on or (post.ends_on is not None and day >= post.ends_on):
            raise Refused("presence_day")
        DeliveredPresence.objects.update_or_create(
            post=post, day=day,
            defaults={"hours": hours, "written_by_id": by.account_id, "written_at": now},
        )  # fmt: skip
        _tell("posts.presence_said", post.organization_id, ("coordination_post", post.pk), by, now)
    return post.organization_id


def say_spending(
    *, organization_id: UUID, percent: int, by: AccountViewer, now: datetime
) -> SpendingCeiling:
    """Choose the most of the contract that goes to coordination, in percent; the one before is
    kept. Raises ``NotFound``, ``Refused('spending_percent')``.
    """
    access.require_writer(by, organization_id)
    if not 1 <= percent <= 100:
        raise Refused("spending_percent")
    with transaction.atomic():
        before = SpendingCeiling.objects.filter(organization_id=organization_id, withdrawn_at=None)
        before.update(withdrawn_at=now)
        said = SpendingCeiling(
            organization_id=organization_id, percent=percent, written_by_id=by.account_id,
            written_at=now,
        )  # fmt: skip
        said.save(force_insert=True)
        _tell("posts.spending_said", organization_id, ("spending_ceiling", said.pk), by, now)
    return said


def say_load(
    *, organization_id: UUID, task: str, hours: int, confidence: str, source: str = "",
    by: AccountViewer, now: datetime,
) -> TaskLoad:  # fmt: skip
    """Say how many hours a year a task takes here; the word before is kept.

    Raises ``NotFound``, ``Refused``: ``load_unknown``, ``load_source`` (what is published has a
    source to name).
    """
    access.require_writer(by, organization_id)
    if task not in TASKS or confidence not in CONFIDENCES or not 0 <= hours <= 5000:
        raise Refused("load_unknown")
    if confidence == "published" and not source.strip():
        raise Refused("load_source")
    with transaction.atomic():
        before = TaskLoad.objects.filter(
            organization_id=organization_id, task=task, withdrawn_at=None
        )
        before.update(withdrawn_at=now)
        said = TaskLoad(
            organization_id=organization_id, task=task, hours=hours, source=source.strip()[:200],
            confidence=confidence, written_by_id=by.account_id, written_at=now,
        )  # fmt: skip
        said.save(force_insert=True)
        _tell("posts.load_said", organization_id, ("task_load", said.pk), by, now)
    return said


def _post(post_id: UUID, by: AccountViewer) -> CoordinationPost:
    rows = CoordinationPost.objects.select_for_update(of=("self",))
    found = rows.filter(pk=post_id).first()
    if found is None:
        raise NotFound
    access.require_writer(by, found.organization_id)
    return found


def _tell(
    act: str, organization_id: UUID, subject: tuple[str, UUID], by: AccountViewer, now: datetime
) -> None:
    journal.record(act=act, organization_id=organization_id, by=by, now=now, subjects=[subject])
