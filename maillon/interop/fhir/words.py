"""The person's word about sharing, as a Consent, and back."""

from typing import Any, Final

from maillon.apps.care.actions import NewWord
from maillon.apps.care.queries import WordRecord
from maillon.apps.care.vocabulary import THEMES
from maillon.interop.fhir import reading
from maillon.interop.fhir.careteam import KINDS, instant
from maillon.interop.fhir.problems import Problem
from maillon.interop.fhir.systems import ACTS, SCOPES, WORDS

__all__ = ["consent", "from_consent"]

LAW: Final = "Code de la santé publique, articles L1110-4 et L1110-12"
KINDS_IN: Final = ("informed", "agreed")
MEANS_IN: Final = ("voice", "phone")


def consent(one: WordRecord) -> dict[str, Any]:
    """One word: what she said (category), how, about whom, on which themes."""
    speaker = f"RelatedPerson/{one.representative}" if one.representative else ""
    provision: dict[str, Any] = {"type": "deny" if one.kind == "opposed" else "permit"}
    if one.about:
        provision["actor"] = [_actor(f"{KINDS[one.about.kind]}/{one.about.who}")]
    if one.themes:
        provision["code"] = [{"text": THEMES[code]} for code in one.themes]
    return {
        "resourceType": "Consent",
        "id": one.id,
        "meta": {"lastUpdated": instant(one.recorded_at)},
        "status": "active",
        "scope": {"coding": [{"system": SCOPES, "code": "patient-privacy"}]},
        "category": [
            {"coding": [{"system": ACTS, "code": "IDSCL"}]},
            {
                "coding": [{"system": WORDS, "code": code} for code in (one.kind, one.means)],
                "text": one.means_label,
            },
        ],
        "patient": {"reference": f"Patient/{one.patient}"},
        "dateTime": instant(one.said_at),
        "performer": [{"reference": speaker or f"Patient/{one.patient}"}],
        "organization": [{"reference": f"Organization/{one.organization}"}],
        "policyRule": {"text": LAW},
        "provision": provision,
    }


def _actor(reference: str) -> dict[str, Any]:
    role = {"system": "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "code": "IRCP"}
    return {"role": {"coding": [role]}, "reference": {"reference": reference}}


def from_consent(resource: dict[str, Any]) -> NewWord:
    """The word that opens a circle: informed or agreed, by voice or telephone, when it was said.

    Raises ``Problem`` for any other.
    """
    codes = reading.coded(resource, "category", "Consent", system=WORDS)
    kind = next((code for code in KINDS_IN if code in codes), "")
    if not kind or resource.get("status") != "active":
        raise Problem(
            422, f"Parole attendue, du système {WORDS} : informed ou agreed, de statut active.",
            code="value", where="Consent.category",
        )  # fmt: skip
    said = reading.text(resource, "dateTime", "Consent", needed=True)
    means = next((code for code in MEANS_IN if code in codes), "voice")
    return NewWord(kind, means, said_at=reading.moment(said, "Consent.dateTime"))
