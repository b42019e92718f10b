"""A medication review as its readers see it: treatments, what is said of each, who was told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from maillon.apps.accounts.queries import account_cards
from maillon.apps.care.medication_vocabulary import (
    ANSWERS,
    CHANNELS,
    KINDS,
    SOURCES,
    STATES,
    STOPS,
)
from maillon.apps.care.models import (
    MedicationNotice,
    MedicationProposal,
    MedicationReview,
    MedicationStatement,
)
from maillon.apps.care.naming import called

__all__ = ["AnswerCard", "LineCard", "NoticeCard", "ProposalCard", "ReviewCard", "review_card"]

Saying = tuple[str, str]  # kind and id of who said it


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """What the GP said of a proposal, once."""

    verdict: str
    verdict_label: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """A remark or a proposal; ``answer`` is the last one, ``former`` those before it."""

    id: UUID
    kind: str
    kind_label: str
    text: str
    by: str
    at: datetime
    answer: AnswerCard | None
    former: tuple[AnswerCard, ...]

    @property
    def waits(self) -> bool:
        """Whether the GP owes it an answer."""
        return self.kind != "remark" and self.answer is None


@dataclass(frozen=True, slots=True)
class LineCard:
    """A treatment as it is said now; ``former``: as it was said before, newest first."""

    id: UUID
    key: UUID
    name: str
    dose: str
    timing: str
    prescriber: str
    source: str
    source_label: str
    by: str
    at: datetime
    withdrawn: bool
    former: tuple["LineCard", ...]
    proposals: tuple[ProposalCard, ...]
    decided: tuple[ProposalCard, ...]  # of the review before, on this treatment


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """A nurse told, how, and whether she has read."""

    id: UUID
    member_id: UUID
    name: str
    channel: str
    channel_label: str
    told_at: datetime
    seen_at: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """One review, whole."""

    id: UUID
    status: str
    status_label: str
    question: str
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None
    closed_by: str
    stop_label: str
    conclusion: str
    plain: str
    recheck_on: date | None
    recheck_late: bool
    lines: tuple[LineCard, ...]
    withdrawn: tuple[LineCard, ...]
    general: tuple[ProposalCard, ...]
    notices: tuple[NoticeCard, ...]
    previous: "ReviewCard | None"

    @property
    def is_open(self) -> bool:
        """Whether it may still be written in."""
        return self.status == "in-progress"

    @property
    def proposals(self) -> tuple[ProposalCard, ...]:
        """All of them, those on treatments first."""
        return (*(one for line in self.lines for one in line.proposals), *self.general)

    @property
    def waiting(self) -> int:
        """How many proposals the GP has not answered."""
        return sum(one.waits for one in self.proposals)


def review_card(review: MedicationReview, now: datetime, *, before: bool = True) -> ReviewCard:
    """The review, and the one it follows where ``before``."""
    lines = list(review.lines.order_by("position", "-said_at"))
    made = list(review.proposals.order_by("made_at", "pk").prefetch_related("answers"))
    told = list(_notices(review))
    names = _names(review, lines, made)
    last = review.previous if before else None
    previous = review_card(last, now, before=False) if last else None
    return ReviewCard(
        id=review.pk,
        status=review.status,
        status_label=STATES[review.status],
        question=review.question,
        opened_at=review.opened_at,
        opened_by=names.get(review.opened_by_id, ""),
        closed_at=review.closed_at,
        closed_by=names.get(review.closed_by_id, ""),
        stop_label=STOPS.get(review.stop_reason, ""),
        conclusion=review.conclusion,
        plain=review.plain,
        recheck_on=review.recheck_on,
        recheck_late=_late(review, now),
        lines=tuple(_lines(lines, made, names, previous)),
        withdrawn=tuple(_line(one, names) for one in lines if one.withdrawn),
        general=tuple(_proposal(one, names) for one in made if one.line_key is None),
        notices=tuple(_notice(one, now) for one in told),
        previous=previous,
    )


def _late(review: MedicationReview, now: datetime) -> bool:
    owed = review.task is not None and review.task.closed_at is None
    return owed and review.recheck_on is not None and review.recheck_on < now.date()


def _names(review: MedicationReview, *groups: Iterable[Any]) -> dict[str, str]:
    said: set[Saying] = {
        (review.opened_by_kind, review.opened_by_id), (review.closed_by_kind, review.closed_by_id),
    }  # fmt: skip
    lines, made = groups
    said |= {(one.said_by_kind, one.said_by_id) for one in lines}
    said |= {(one.made_by_kind, one.made_by_id) for one in made}
    said |= {(row.said_by_kind, row.said_by_id) for one in made for row in one.answers.all()}
    found = account_cards({UUID(pk) for kind, pk in said if kind == "account"})
    return {str(pk): card.name for pk, card in found.items()}


def _lines(
    rows: list[MedicationStatement], made: list[MedicationProposal], names: dict[str, str],
    previous: ReviewCard | None,
) -> Iterable[LineCard]:  # fmt: skip
    decided = _decided(previous)
    for one in (row for row in rows if row.ended_at is None):
        former = tuple(_line(row, names) for row in rows if row.key == one.key and row.pk != one.pk)
        said = tuple(_proposal(row, names) for row in made if row.line_key == one.key)
        yield _line(one, names, former, said, decided.get(one.key, ()))


def _decided(previous: ReviewCard | None) -> dict[UUID, tuple[ProposalCard, ...]]:
    """What the review before said of each treatment."""
    return {one.key: one.proposals for one in previous.lines} if previous else {}


def _line(
    one: MedicationStatement, names: dict[str, str], former: tuple[LineCard, ...] = (),
    proposals: tuple[ProposalCard, ...] = (), decided: tuple[ProposalCard, ...] = (),
) -> LineCard:  # fmt: skip
    return LineCard(
        id=one.pk, key=one.key, name=one.name, dose=one.dose, timing=one.timing,
        prescriber=one.prescriber, source=one.source, source_label=SOURCES[one.source],
        by=names.get(one.said_by_id, ""), at=one.said_at, withdrawn=one.withdrawn, former=former,
        proposals=proposals, decided=decided,
    )  # fmt: skip


def _proposal(one: MedicationProposal, names: dict[str, str]) -> ProposalCard:
    said = [
        AnswerCard(
            row.verdict, ANSWERS[row.verdict], row.reason, names.get(row.said_by_id, ""),
            row.said_at,
        )
        for row in sorted(one.answers.all(), key=lambda row: row.said_at)
    ]  # fmt: skip
    return ProposalCard(
        id=one.pk, kind=one.kind, kind_label=KINDS[one.kind], text=one.text,
        by=names.get(one.made_by_id, ""), at=one.made_at, answer=said[-1] if said else None,
        former=tuple(said[:-1]),
    )  # fmt: skip


def _notices(review: MedicationReview) -> Iterable[MedicationNotice]:
    return review.notices.select_related(
        "task", "member__related", "member__organization", "member__responder",
        "member__practitioner_role__practitioner",
    ).order_by("told_at", "pk")  # fmt: skip


def _notice(one: MedicationNotice, now: datetime) -> NoticeCard:
    owed = one.task is not None and one.task.closed_at is None
    return NoticeCard(
        id=one.pk, member_id=one.member_id, name=called(one.member), channel=one.channel,
        channel_label=CHANNELS[one.channel], told_at=one.told_at, seen_at=one.seen_at,
        late=bool(owed and one.task and one.task.due_at <= now),
    )  # fmt: skip
