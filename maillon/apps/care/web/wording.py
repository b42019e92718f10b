"""French words of grounds, likeness and identities, for the pages of this room."""

from datetime import date
from typing import Final

from maillon.kernel.days import ordinal

__all__ = ["EVENTS", "GROUNDS", "LIKENESS", "RELATIONS", "VERDICTS", "WHY", "born"]

WHY: Final = {  # why a member reads, or not (engines.sharing)
    "same_team": "lit : même équipe de soins, la personne est informée",
    "recognised": "lit : la personne le reconnaît dans son équipe de soins",
    "agreed": "lit : la personne est d’accord",
    "not_informed": "ne lit pas : la personne n’est pas encore informée",
    "not_agreed": "ne lit pas : l’accord de la personne n’est pas noté",
    "not_present": "ne lit pas : hors de ses dates",
    "opposed": "ne lit pas : la personne s’y oppose",
    "no_circle": "ne lit pas : aucun réseau ouvert",
}
GROUNDS: Final = {  # of a reading
    **{code: words.removeprefix("lit : ") for code, words in WHY.items()},
    "desk_request": "une demande au poste",
    "own_request": "sa propre demande",
    "accepted_offer": "a accepté le soin",
    "open_offer": "une proposition ouverte",
    "intake": "recherche sur deux traits, existence seule",
    "break_glass": "accès exceptionnel",
    "vital_urgency": "accès exceptionnel, urgence vitale",
    "paper_for_person": "imprimé pour la personne",
    "own_link": "son lien personnel",
    "message_link": "un message où on la cite, par son lien",
    "medication_link": "prévenue par un lien de ce qui change dans les médicaments",
    "family_link": "la page des proches, avec son accord",
}
RELATIONS: Final = {
    "T": "équipe de soins", "C": "accord de la personne", "D": "poste, demande ouverte",
    "R": "demandeur", "N": "sollicité", "A": "a accepté", "S": "responsable de structure",
    "O": "observatoire", "P": "la personne", "X": "administrateur", "Y": "payeur, ARS",
    "–": "aucune",
}  # fmt: skip
VERDICTS: Final = {
    "same": "mêmes traits",
    "probable": "sans doute la même personne",
    "homonym": "homonyme : deux personnes ?",
    "different": "deux personnes",
}
LIKENESS: Final = {
    "+ins": "même matricule INS",
    "-ins": "matricules INS différents",
    "+name": "même nom",
    "+name_near": "nom presque identique",
    "-name": "nom différent",
    "+given": "même prénom",
    "+given_near": "prénom presque identique",
    "-given": "prénom différent",
    "+date": "même date de naissance",
    "+date_swapped": "jour et mois inversés",
    "+date_digit": "un chiffre de la date diffère",
    "+year": "même année, jour inconnu",
    "-date": "autre date de naissance",
    "-sex": "sexe différent",
    "-place": "autre lieu de naissance",
}
EVENTS: Final = {
    "document_seen": "Pièce d’identité vue",
    "ins_retrieved": "INS reçue",
    "ins_denied": "L’INS n’est plus confirmée",
    "doubted": "J’ai un doute sur cette identité",
    "doubt_lifted": "Le doute est levé",
    "declared_fictive": "Personne fictive (essai)",
}
_MONTHS: Final = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip


def born(iso: str, sex: str, today: date) -> str:
    """« née le 4 mai 1941, 85 ans »; what is unknown of the date is not said."""
    year, month, day = (int(part) for part in iso.split("-"))
    word = {"F": "née", "M": "né"}.get(sex, "né(e)")
    if not month:
        return f"{word} en {year}"
    on = f"le {ordinal(day)} {_MONTHS[month - 1]}" if day else f"en {_MONTHS[month - 1]}"
    before = (today.month, today.day) < (month, day or 1)
    return f"{word} {on} {year}, {today.year - year - before} ans"
