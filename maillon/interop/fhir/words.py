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
KINDS_IN: Final = {"informed": "permit", "agreed": "permit", "opposed": "deny"}
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
    """A word about all sharing: informed or agreed, which opens a circle, or opposed; by voice or
    telephone, when it was said.

    Raises ``Problem`` for any other, and for one that says two things.
    """
    codes = reading.coded(resource, "category", "Consent", system=WORDS)
    kinds = [code for code in KINDS_IN if code in codes]
    if len(kinds) != 1 or resource.get("status") != "active":
        raise Problem(
            422, f"Une parole est attendue, du système {WORDS} : informed, agreed ou opposed, de "
            "statut active.", code="value", where="Consent.category",
        )  # fmt: skip
    _require_agreeing(resource.get("provision", {}), KINDS_IN[kinds[0]])
    said = reading.text(resource, "dateTime", "Consent", needed=True)
    means = next((code for code in MEANS_IN if code in codes), "voice")
    return NewWord(kinds[0], means, said_at=reading.moment(said, "Consent.dateTime"))


def _require_agreeing(provision: Any, kind: str) -> None:
    """The rule says what the word says, of everybody and of everything."""
    where = "Consent.provision"
    if reading.text(provision, "type", where) not in ("", kind):
        raise Problem(422, "La catégorie et la règle (permit, deny) se contredisent.",
                      code="conflict", where=f"{where}.type")  # fmt: skip
    if set(provision) - {"type"}:
        raise Problem(422, "Une parole sur un seul membre, un thème ou une durée se note dans "
                           "Maillon.", code="not-supported", where=where)  # fmt: skip
