"""What each fact and each part of a statement is called in French."""

from typing import Final

__all__ = ["AXES", "CHOICES", "CONFIDENCE", "EXPECTED", "FACTS", "KINDS", "STATES", "STEPS"]

FACTS: Final[dict[str, str]] = {
    "patients": "patients ayant pour médecin traitant un médecin associé",
    "professionals": "professionnels de santé associés",
    "doctors": "médecins de la structure",
    "opening_hours_per_day": "heures d’ouverture par jour",
    "open_saturday_morning": "ouvert le samedi matin",
    "weeks_closed": "semaines de fermeture dans l’année",
    "crisis_plan": "plan de préparation aux crises écrit",
    "crisis_year": "crise sanitaire grave dans l’année",
    "crisis_actions": "actions menées pendant la crise",
    "diversity_level": "niveau de diversité des professions",
    "second_recourse_level": "niveau de consultations de second recours",
    "cstm_doctor": "médecin sous contrat de solidarité territoriale",
    "public_health_missions": "missions de santé publique menées",
    "users_level": "niveau d’implication des usagers",
    "sas_doctors": "médecins participant au SAS",
    "sas_every_request": "toutes les demandes du SAS honorées",
    "coordinator": "fonction de coordination assurée",
    "protocols": "protocoles pluriprofessionnels écrits",
    "case_meetings": "réunions de concertation tenues",
    "files_reviewed": "dossiers revus en concertation",
    "placements": "stages accueillis",
    "external_coordination": "procédure écrite de coordination externe",
    "quality_level": "niveau de la démarche qualité",
    "national_protocols": "protocoles nationaux appliqués",
    "heart_failure_pathway": "parcours insuffisance cardiaque",
    "child_overweight_pathway": "parcours surpoids de l’enfant",
    "information_system": "niveau du logiciel labellisé",
    "ipa": "infirmière en pratique avancée dans l’équipe",
    "france_sante_joined": "adhésion au réseau France Santé",
    "france_sante_amount_eur": "montant France Santé du contrat, en euros",
    "css_percent": "patients à la complémentaire santé solidaire, en %",
    "ame_percent": "patients à l’aide médicale de l’État, en %",
    "national_css_percent": "taux national de la complémentaire santé solidaire, en %",
    "national_ame_percent": "taux national de l’aide médicale de l’État, en %",
    "precarity_percent": "majoration pour précarité notifiée par la CPAM, en %",
    "contract_signed_on": "date de signature du contrat",
    "new_structure": "structure nouvelle (projet déposé moins d’un an avant le contrat)",
    "advance_paid_eur": "avance déjà reçue, en euros",
}
CHOICES: Final = {
    "none": "aucun",
    "standard": "standard",
    "advanced": "avancé",
    "before_2026_07_14": "avant le 14 juillet 2026",
    "later": "après le 14 juillet 2026",
}
AXES: Final = {
    "access": "Accès aux soins",
    "team_work": "Travail en équipe",
    "information_system": "Système d’information",
    "france_sante": "France Santé (avenant 2 de 2026)",
}
KINDS: Final = {
    "prerequisite": "prérequis",
    "core": "socle",
    "optional": "facultatif",
}
EXPECTED: Final = {
    "prerequisite": "prérequis : s’il en manque un, rien n’est payé",
    "core": "socle : attendu de toutes les structures",
    "optional": "facultatif : la structure choisit",
}
# How a commitment of a sent file stands: words, tone, icon.
STATES: Final = {
    "": ("à lire", "plain", "clock"),
    "accepted": ("accepté", "calm", "check"),
    "question": ("question posée", "soon", "message"),
    "returned": ("rendu, à compléter", "soon", "edit"),
    "refused": ("refusé", "late", "alert"),
    "reply": ("réponse reçue", "info", "message"),
    "noted": ("refus, pris acte", "plain", "check"),
}
STEPS: Final = {
    "point_value": "Points convertis en euros",
    "precarity": "Majoration pour précarité",
    "prorata": "Part de l’année sous contrat",
    "new_structure": "Minimum d’une structure nouvelle",
    "advance": "Avance",
}
CONFIDENCE: Final = {
    "A": "sûre (deux sources concordent)",
    "B": "assez sûre (une source officielle, de fédération ou de presse, ou deux calculateurs)",
    "C": "fragile (une source secondaire, ou notre lecture)",
}
