"""Every reason of a statement as a French sentence, for somebody who never saw the contract."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from maillon.apps.contracts.wording.figures import euros, said
from maillon.engines.common import Reason

__all__ = ["SENTENCES", "sentence", "sentences"]

SENTENCES: Final[dict[str, str]] = {
    # nothing earned
    "not_claimed": "Engagement facultatif dont rien n’est dit : il n’est pas demandé, 0 point.",
    "not_done": "Déclaré comme non tenu : 0 point.",
    "none_done": "Aucun n’est déclaré : 0 point.",
    "no_crisis": "Pas de crise sanitaire grave déclarée cette année : rien à payer, 0 point.",
    "no_ipa": "Aucune infirmière en pratique avancée (IPA) n’est déclarée dans l’équipe : 0 point.",
    "no_meeting": "Aucune réunion de concertation n’a eu lieu : 0 point.",
    "too_few_missions": "Missions menées : {missions} ; il en faut {least} : 0 point.",
    "too_few_meetings": "Réunions tenues : {meetings} ; il en faut {least} par an : 0 point.",
    "too_few_placements": "Stages accueillis : {told} ; il en faut {first} : 0 point.",
    "level_not_reached": "Niveau {level} déclaré ; il faut le niveau {asked} : 0 point.",
    "sas_nobody": "Aucun médecin ne participe au SAS : 0 point.",
    "sas_too_few": "{sas} médecins sur {doctors} au SAS : moins de la moitié, 0 point.",
    "no_information_system": "Pas de logiciel labellisé : le prérequis manque, 0 point.",
    "no_advanced_label": "Le logiciel n’est pas labellisé au niveau avancé : 0 point.",
    "opening_outside": "Ouvert {hours} h par jour, fermé {weeks} semaines : hors des cas prévus, "
    "le prérequis n’est pas rempli, 0 point.",
    # earned
    "fixed": "{points} points d’un seul tenant.",
    "opening": "{points} points pour l’ouverture, ici {hours} h par jour.",
    "shorter_day": "{points} points de moins : {hours} h par jour au lieu de 12.",
    "closed_saturday": "{points} points de moins : fermé le samedi matin.",
    "closed_weeks": "{points} points de moins : {weeks} semaines de fermeture dans l’année.",
    "per_patients": "{rate} points pour {base} patients ; la patientèle compte {patients} "
    "patients : {rate} × {patients} ÷ {base} = {points} points.",
    "missions_per_patients": "{rate} points pour {base} patients et par mission ; {told} missions, "
    "{counted} comptées, {patients} patients : {points} points.",
    "up_to_threshold": "{rate} points pour {base} patients jusqu’à {threshold} patients : "
    "{points} points.",
    "beyond_threshold": "{rate} points pour {base} patients au-delà de {threshold}, sur "
    "{patients} : {points} points.",
    "level": "{rate} points par niveau, niveau {level} : {points} points.",
    "ipa_bonus": "{points} points : deux missions menées, et une infirmière en pratique avancée.",
    "protocols": "{rate} points par protocole ; {told} écrits, {counted} comptés ({most} au "
    "plus) : {points} points.",
    "protocols_ipa": "Une infirmière en pratique avancée dans l’équipe : {rate} points de plus par "
    "protocole, {counted} comptés ({most} au plus) : {points} points.",
    "national_protocols": "{rate} points par protocole national ; {told} appliqués, {counted} "
    "comptés ({most} au plus) : {points} points.",
    "meetings_whole": "{meetings} réunions et {files} dossiers revus ; {asked} suffisaient (une "
    "part de la patientèle) : le tout, {points} points.",
    "meetings_partial": "{meetings} réunions, mais {files} dossiers revus sur les {asked} attendus "
    "(une part de la patientèle) : en proportion, {points} points.",
    "placements": "{first_points} points pour {first} stages, {next} pour chacun des suivants ; "
    "{told} accueillis, {counted} comptés : {points} points.",
    "per_professional": "{rate} points par professionnel associé, {people} comptés : "
    "{points} points.",
    "professionals_beyond": "{rate} points par professionnel au-delà de {threshold}, soit {people} "
    "de plus : {points} points.",
    "sas_every_request": "La structure répond à toutes les demandes du SAS : {points} points.",
    "sas_doctors": "{sas} médecins sur {doctors} participent au SAS : {points} points.",
    "held_back": "Ces {points} points ne sont pas payés tant qu’un prérequis manque.",
    # euros of the 2026 text
    "from_contract": "Montant lu sur le contrat signé : {euros} €.",
    "joined_before": "Adhésion avant le 14 juillet 2026 : {euros} € publiés.",
    "joined_later": "Adhésion après le 14 juillet 2026 : {euros} € publiés.",
    # the sum
    "points_times_value": "{points} points à {each} € le point.",
    "precarity_not_claimed": "Aucun taux de patients précaires n’est donné : pas de majoration.",
    "precarity_notified": "Majoration notifiée par la CPAM : {percent} % ({most} % au plus).",
    "precarity": "Écarts avec la moyenne nationale : {raw} % en tout, comptés {percent} % "
    "(entre 0 et {most} %).",
    "prorata_not_told": "Date du contrat non donnée : l’année est comptée entière.",
    "prorata_whole": "Le contrat couvre toute l’année.",
    "prorata": "Contrat signé le {signed} : {days} jours sous contrat dans l’année.",
    "floor_not_claimed": "Structure nouvelle : rien n’est dit, pas de minimum garanti.",
    "floor_not_new": "Ce n’est pas une structure nouvelle : pas de minimum garanti.",
    "floor_too_late": "Le minimum garanti ne vaut que les premières années civiles : elles sont "
    "passées.",
    "floor_held_back": "Structure nouvelle, mais un prérequis manque : le minimum garanti n’est "
    "pas compté.",
    "floor_raised": "Structure nouvelle : la somme est portée au minimum garanti, {floor} €.",
    "floor_passed": "Structure nouvelle : la somme dépasse déjà le minimum garanti, {floor} €.",
    "advance": "Prérequis et socle tenus à 100 % : {points} points à {each} €, dont {percent} %"
    "{partly}.",
    "advance_raised": "Structure nouvelle : l’avance est portée à {least} €.",
    "advance_held_back": "Aucun versement tant qu’un prérequis manque.",
}


def sentence(reason: Reason) -> str:
    """One reason, with its figures."""
    if not reason.data:
        return SENTENCES[reason.code]
    data = dict(reason.data)
    if reason.code == "advance":
        part = Decimal(str(data.pop("part")))
        data["percent"] = Decimal(str(data.pop("share"))) * 100
        data["partly"] = "" if part == 1 else ", pour la part de l’année sous contrat"
    words = said(data)
    if "euros" in data:
        words["euros"] = euros(Decimal(str(data["euros"]))).removesuffix("\u00a0€")
    return SENTENCES[reason.code].format(**words)


def sentences(reasons: Iterable[Reason]) -> str:
    """All of them, one after the other."""
    return " ".join(sentence(one) for one in reasons)
