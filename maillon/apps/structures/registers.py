"""The registers of a structure: what each kind of proof is, what is noted of it, what it proves."""

from dataclasses import dataclass
from typing import Final

__all__ = ["KINDS", "Kind", "act_code"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One register. ``notes``: what is noted beside the title; ``standing``: it counts as long as
    it is not withdrawn, else in its year only; ``room``: the route of the room where it is now
    written.
    """

    code: str
    label: str
    paper: str  # which document proves it
    act: str = "project"
    notes: tuple[str, ...] = ()
    standing: bool = False
    room: str = ""


_ALL: Final = (
    Kind("opening", "horaires d’ouverture", "l’affichage ou la plaquette des horaires", "team",
         ("hours", "saturday", "weeks"), standing=True),
    Kind("crisis_plan", "plan de préparation aux crises", "le plan daté", standing=True),
    Kind("crisis_action", "action pendant une crise", "le compte rendu des actions"),
    Kind("protocol", "protocole pluriprofessionnel", "le protocole", standing=True,
         room="protocols"),
    Kind("national_protocol", "protocole national appliqué", "l’adhésion au protocole",
         standing=True, room="protocols"),
    Kind("external", "procédure de coordination externe", "la procédure", standing=True),
    Kind("placement", "stage accueilli", "la convention de stage", "team"),
    Kind("users_survey", "avis des usagers", "le questionnaire et ses résultats"),
    Kind("users_action", "action menée avec les usagers", "le compte rendu de l’action"),
    Kind("quality_first", "démarche qualité, niveau 1", "l’auto-évaluation", standing=True),
    Kind("quality_second", "démarche qualité, niveau 2", "le plan d’amélioration", standing=True),
    Kind("quality_third", "démarche qualité, niveau 3", "l’évaluation de ce plan", standing=True),
    Kind("mission", "mission de santé publique", "le bilan de l’action"),
    Kind("visits", "consultation de second recours", "le contrat du vacataire", "pathway",
         ("days",), standing=True),
    Kind("diversity", "diversité des professions", "les statuts et la liste des associés", "team",
         ("level",), standing=True),
    Kind("cstm", "médecin en contrat de solidarité territoriale", "le contrat", "team",
         standing=True),
    Kind("sas", "participation au SAS", "l’attestation du SAS", "pathway",
         ("doctors", "every"), standing=True),
    Kind("heart", "parcours insuffisance cardiaque", "le parcours écrit", "pathway",
         standing=True),
    Kind("child", "parcours surpoids de l’enfant", "le parcours écrit", "pathway",
         standing=True),
)  # fmt: skip
KINDS: Final = {one.code: one for one in _ALL}


def act_code(kind: str) -> str:
    """The journal's code of a proof of this kind."""
    return f"structures.proof_{kind}"
