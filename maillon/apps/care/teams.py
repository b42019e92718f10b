"""Light teams: their kinds, the rule of each with its day and source, what a flat fee asks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from maillon.apps.care.grids import compositions, fees
from maillon.apps.directory.models import PractitionerRole
from maillon.engines.grids import Composed, Composition, Fee, Teammate, compose

__all__ = ["DOCTOR", "FACTS", "KINDS", "LIGHT", "Standing", "fee_of", "part_of", "standing"]

KINDS: Final = {
    "escap": "ESCAP, équipe de soins coordonnée avec le patient",
    "clap": "ESP-CLAP, équipe coordonnée localement autour du patient",
    "esp": "ESP, équipe de soins primaires",
    "ess": "ESS, équipe de soins spécialisés",
    "msp": "MSP, maison de santé pluriprofessionnelle",
}
LIGHT: Final = ("escap", "clap", "esp", "ess")  # what somebody may open alone
FACTS: Final = {
    "project_validated_by_ars": "le projet de santé est validé par l’ARS",
    "legal_person": "la structure est une personne morale",
    "project_signed": "le projet de santé est signé par chaque membre et transmis à l’ARS",
}
DOCTOR: Final = "10"
PROFESSIONS: Final = {  # of the register, as rules name them
    "10": "doctor", "21": "pharmacist", "40": "dentist", "50": "midwife", "60": "nurse",
    "70": "physio", "80": "podiatrist", "91": "speech_therapist", "92": "orthoptist",
    "94": "occupational_therapist", "95": "dietician",
}  # fmt: skip
PARTS_OF: Final = {"21": "pharmacist", "60": "nurse", "70": "physio", "10": "specialist"}


@dataclass(frozen=True, slots=True)
class Standing:
    """A team held against the rule of its kind on a day; no rule where no source tells one."""

    kind: str
    rule: Composition | None
    composed: Composed | None

    @property
    def verdict(self) -> str:
        """``undecided`` where nobody has told the rule."""
        return self.composed.verdict if self.composed else "undecided"


def standing(
    kind: str, mates: Iterable[tuple[PractitionerRole, str]], facts: Mapping[str, bool], day: date
) -> Standing:
    """Who is lacking, and which fact nobody has told; each professional counts once."""
    known = [rule for rule in compositions() if rule.code == kind and rule.since <= day]
    if not known:
        return Standing(kind, None, None)
    rule = max(known, key=lambda one: one.since)
    team = [_mate(role, part) for role, part in mates]
    return Standing(kind, rule, compose(rule, team, facts))


def _mate(role: PractitionerRole, part: str) -> Teammate:
    profession = PROFESSIONS.get(role.profession, role.profession)
    return Teammate(str(role.practitioner_id), profession, frozenset({part}))


def part_of(role: PractitionerRole, gp_id: UUID | None) -> str:
    """The part a professional plays around a person, from her trade and who the GP is."""
    return "gp" if role.pk == gp_id else PARTS_OF.get(role.profession, "usual_carer")


def fee_of(kind: str) -> Fee | None:
    """The flat fee that a team of this kind may be due, where a source tells one."""
    return next((fee for fee in fees() if fee.code == kind), None)
