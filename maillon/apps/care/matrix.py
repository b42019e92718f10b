"""The access matrix as data: twelve relations to a person, what each opens of her.

The fields that code asks for are derived from the cells that administrators read: one table.
"""

from dataclasses import dataclass
from typing import Final

from maillon.kernel.access import Relation

__all__ = ["CELLS", "FIELDS", "OBJECTS", "Cell"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: what it says to a reader, and the fields it opens (none: nothing to read)."""

    words: str
    fields: tuple[str, ...] = ()


OBJECTS: Final = {
    "identity": "identité : nom, téléphone, adresse",
    "need": "besoin : nature, lieu, moment",
    "situation": "mots de la demande, conditions de vie, intervenants habituels",
    "project": "mots libres, projet de la personne",
    "minutes": "compte rendu d’une réunion de cas",
    "proofs": "preuves d’accord et d’opposition",
    "reads": "qui a lu le dossier",
    "points": "points, euros",
}
R = Relation
NO: Final = Cell("non")
_SITUATION: Final = ("free_text", "living", "usual_carers")
_AWAY: Final = Cell("—")
CELLS: Final[dict[str, dict[Relation, Cell]]] = {
    "identity": {
        R.CARE_TEAM: Cell("oui", ("identity",)),
        R.CONSENTED: Cell("oui", ("identity",)),
        R.DESK: Cell("demande ouverte, puis 72 h", ("identity",)),
        R.REQUESTER: Cell("sa demande", ("identity",)),
        R.ACCEPTED: Cell("dès l’acceptation", ("identity",)),
        R.PERSON: Cell("la sienne", ("identity",)),
    },
    "need": {
        R.CARE_TEAM: Cell("oui", ("need",)),
        R.CONSENTED: Cell("oui", ("need",)),
        R.DESK: Cell("oui", ("need",)),
        R.REQUESTER: Cell("oui", ("need",)),
        R.OFFERED: Cell("mots convenus", ("need",)),
        R.ACCEPTED: Cell("oui", ("need",)),
        R.MANAGER: Cell("nombres", ("counts",)),
        R.OBSERVATORY: Cell("nombres ≥ 11", ("counts",)),
        R.PERSON: Cell("le sien", ("need",)),
    },
    "situation": {
        R.CARE_TEAM: _AWAY,
        R.CONSENTED: _AWAY,
        R.DESK: Cell("demande ouverte, puis 72 h", _SITUATION),
        R.REQUESTER: Cell("ses mots", ("own_words",)),
        R.ACCEPTED: Cell("dès l’acceptation", _SITUATION),
        R.PERSON: Cell("oui", _SITUATION),
        R.NONE: _AWAY,
    },
    "project": {
        R.CARE_TEAM: Cell("selon sa mission", ("circle", "themes")),
        R.CONSENTED: Cell("thèmes acceptés", ("circle", "themes")),
        R.ACCEPTED: Cell("partie pour l’intervenant", ("carer_section",)),
        R.PERSON: Cell("oui", ("circle", "themes")),
    },
    "minutes": {
        R.CARE_TEAM: Cell("équipe et participants", ("minutes",)),
        R.CONSENTED: Cell("si accord", ("minutes_if_agreed",)),
        R.MANAGER: Cell("titre, date, nombre", ("minutes_counted",)),
        R.PERSON: Cell("sur demande", ("minutes_on_request",)),
    },
    "proofs": {
        R.CARE_TEAM: Cell("oui", ("proofs",)),
        R.CONSENTED: Cell("la sienne", ("own_proofs",)),
        R.DESK: Cell("l’état seul", ("proof_status",)),
        R.ACCEPTED: Cell("la sienne", ("own_proofs",)),
        R.PERSON: Cell("oui", ("proofs",)),
        R.PAYER: Cell("titre, date, nombre", ("proof_titles",)),
    },
    "reads": {
        R.CARE_TEAM: Cell("les siennes", ("own_reads",)),
        R.CONSENTED: Cell("les siennes", ("own_reads",)),
        R.DESK: Cell("les siennes", ("own_reads",)),
        R.REQUESTER: Cell("les siennes", ("own_reads",)),
        R.OFFERED: Cell("les siennes", ("own_reads",)),
        R.ACCEPTED: Cell("les siennes", ("own_reads",)),
        R.PERSON: Cell("toutes", ("all_reads",)),
        R.ADMINISTRATOR: Cell("sans la personne", ("reads_metadata",)),
    },
    "points": {
        R.CARE_TEAM: Cell("les siens", ("own_points",)),
        R.CONSENTED: _AWAY,
        R.DESK: _AWAY,
        R.REQUESTER: _AWAY,
        R.OFFERED: _AWAY,
        R.ACCEPTED: _AWAY,
        R.MANAGER: Cell("oui", ("points",)),
        R.OBSERVATORY: Cell("totaux", ("points_summed",)),
        R.PERSON: _AWAY,
        R.NONE: _AWAY,
    },
}

FIELDS: Final[dict[Relation, frozenset[str]]] = {
    relation: frozenset(name for row in CELLS.values() for name in row.get(relation, NO).fields)
    for relation in Relation
}
