"""What the circle writes in the journal, and what each act proves."""

from maillon.apps.journal.acts import Act

__all__ = ["ACTS"]


def _pathway(code: str, label: str, proves: str = "") -> Act:
    return Act(f"care.{code}", "pathway", label, proves)


ACTS = (
    _pathway("identity", "identité changée ou vérifiée"),
    _pathway("contact", "coordonnées changées"),
    _pathway("imported", "liste de personnes reprise"),
    _pathway("merged", "deux fiches rapprochées"),
    _pathway("merge_undone", "rapprochement défait"),
    _pathway("opened", "réseau ouvert", "une coordination autour d’une personne"),
    _pathway("joined", "membre entré dans le réseau"),
    _pathway("left", "membre sorti du réseau"),
    _pathway("themes", "thèmes d’un membre changés"),
    _pathway("referent", "référent désigné"),
    _pathway("closed", "réseau fermé"),
    _pathway(
        "word", "parole de la personne sur le partage", "une information ou un accord recueilli"
    ),
    _pathway("plan", "projet de la personne écrit ou revu", "un projet écrit avec la personne"),
    _pathway("plan_reviewed", "point sur le projet", "un projet relu avec la personne"),
    _pathway("visit", "venue habituelle notée"),
    _pathway("visit_ended", "venue habituelle arrêtée"),
    _pathway("night", "contact de nuit changé"),
    _pathway("family_link", "page des proches ouverte à quelqu’un"),
    _pathway("family_stopped", "page des proches fermée à quelqu’un"),
    _pathway("message", "message dans la conversation du réseau", "un échange entre membres"),
    _pathway("message_corrected", "message corrigé par son auteur"),
    _pathway("message_withdrawn", "message retiré par son auteur"),
    _pathway("message_read", "message lu par un membre cité"),
    _pathway("message_link", "lien de réponse remis à un membre cité"),
    _pathway("message_stopped", "lien de réponse arrêté"),
    _pathway("activity", "action du projet close"),
    _pathway("link_given", "lien personnel remis"),
    _pathway("links_revoked", "liens personnels arrêtés"),
    _pathway("exported", "données remises à la personne, à sa demande"),
    _pathway("attempt", "réponse essayée notée"),
    _pathway("attempt_withdrawn", "réponse notée par erreur retirée"),
    _pathway("repetition_aside", "dit que ce n’est pas une répétition"),
    _pathway("circle_meeting", "réunion du réseau préparée"),
    _pathway("circle_guest", "parole de la personne sur qui vient"),
    _pathway("repetition_back", "répétition de nouveau montrée"),
    _pathway("medication_opened", "bilan de médication ouvert"),
    _pathway("medication_line", "médicament noté ou corrigé"),
    _pathway("medication_proposed", "remarque ou proposition du pharmacien"),
    _pathway("medication_answered", "réponse du médecin à une proposition"),
    _pathway(
        "medication_concluded",
        "bilan de médication conclu",
        "un bilan entre médecin et pharmacien, sa date de reprise",
    ),
    _pathway("medication_stopped", "bilan de médication arrêté"),
    _pathway("medication_told", "infirmière prévenue de ce qui change"),
    _pathway("medication_seen", "ce qui change, vu par l’infirmière"),
    _pathway("erasure_asked", "effacement demandé, ou fin de conservation"),
    _pathway("erasure_undone", "effacement annulé"),
    _pathway("erased", "dossier effacé"),
    _pathway("glass_broken", "accès exceptionnel"),
    _pathway("glass_reviewed", "accès exceptionnel relu"),
    Act(
        "care.data_referent",
        "project",
        "référent données désigné",
        "une personne répond des données",
    ),
    Act("care.data_referent_ended", "project", "référent données retiré"),
    Act("care.irritant", "project", "ce qui revient, signalé", "un irritant recueilli"),
    Act("care.grid", "project", "grille saisie ou changée", "une grille et sa version"),
    _pathway("scored", "grille remplie avec une personne", "un score, rejouable"),
    _pathway("coordination", "coordination ouverte par un professionnel", "une équipe, un accord"),
    _pathway("fee", "droit au forfait calculé", "un verdict et ses preuves"),
    Act("care.team_opened", "team", "équipe ouverte"),
    Act("care.team_moved", "team", "équipe devenue autre chose", "une équipe et sa sorte"),
    Act("care.team_joined", "team", "professionnel entré dans l’équipe"),
    Act("care.team_left", "team", "professionnel sorti de l’équipe"),
)
