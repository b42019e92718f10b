"""What a person takes, as the last review of her treatments said it."""

from collections.abc import Iterator
from typing import Any, Final

from maillon.apps.care.queries.medication_cards import LineCard, ProposalCard, ReviewCard

__all__ = ["statements"]

ACCEPTED: Final = "accepted"


def statements(patient: str, review: ReviewCard) -> list[dict[str, Any]]:
    """One for each treatment; nothing is looked up in a drug database: words, no code."""
    return [_statement(patient, one) for one in review.lines]


def _statement(patient: str, line: LineCard) -> dict[str, Any]:
    stopped = [one for one in line.proposals if one.kind == "stop" and _accepted(one)]
    resource: dict[str, Any] = {
        "resourceType": "MedicationStatement",
        "id": str(line.key),
        "meta": {"lastUpdated": line.at.isoformat()},
        "status": "stopped" if stopped else "active",
        "medicationCodeableConcept": {"text": line.name},
        "subject": {"reference": f"Patient/{patient}"},
        "dateAsserted": line.at.isoformat(),
        "informationSource": {"display": line.source_label},
    }
    if stopped:
        resource["statusReason"] = [{"text": one.text} for one in stopped]
    if told := ", ".join(part for part in (line.dose, line.timing) if part):
        resource["dosage"] = [{"text": told}]
    if notes := list(_notes(line)):
        resource["note"] = notes
    return resource


def _accepted(one: ProposalCard) -> bool:
    return one.answer is not None and one.answer.verdict == ACCEPTED


def _notes(line: LineCard) -> Iterator[dict[str, str]]:
    """Who prescribes it; each proposal, and what the GP answered."""
    if line.prescriber:
        yield {"text": f"Prescripteur : {line.prescriber}"}
    for one in line.proposals:
        answer = one.answer
        said = f" — {answer.verdict_label}" if answer else ""
        reason = f" : {answer.reason}" if answer and answer.reason else ""
        yield {"text": f"{one.kind_label} : {one.text}{said}{reason}"[:1000],
               "time": (answer or one).at.isoformat()}  # fmt: skip
