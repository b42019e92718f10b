"""A concluded medication review as one text: what its keyed fingerprint is taken of."""

import json
from typing import Any

from maillon.apps.care.models import MedicationProposal, MedicationReview, MedicationStatement
from maillon.kernel.crypto import blind_index

__all__ = ["fingerprint"]


def fingerprint(review: MedicationReview) -> str:
    """The same review gives the same fingerprint for ever; one changed letter gives another."""
    text = json.dumps(_content(review), ensure_ascii=False, sort_keys=True)
    return blind_index("medication", text)


def _content(review: MedicationReview) -> dict[str, Any]:
    proposals = review.proposals.order_by("made_at", "pk").prefetch_related("answers")
    return {
        "question": review.question,
        "conclusion": review.conclusion,
        "plain": review.plain,
        "recheck_on": review.recheck_on.isoformat() if review.recheck_on else "",
        "lines": [_line(one) for one in review.lines.order_by("said_at", "position", "pk")],
        "proposals": [_proposal(one) for one in proposals],
    }


def _line(one: MedicationStatement) -> list[Any]:
    said = [one.name, one.dose, one.timing, one.prescriber, one.source]
    return [str(one.key), *said, one.withdrawn, one.ended_at is None]


def _proposal(one: MedicationProposal) -> list[Any]:
    answers = sorted(one.answers.all(), key=lambda row: (row.said_at, str(row.pk)))
    said = [[row.verdict, row.reason] for row in answers]
    return [str(one.line_key or ""), one.kind, one.text, said]
