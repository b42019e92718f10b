"""What the desk writes in the journal, and what each act proves."""

from maillon.apps.journal.acts import Act

__all__ = ["ACTS"]


def _pathway(code: str, label: str, proves: str = "") -> Act:
    return Act(f"desk.{code}", "pathway", label, proves)


ACTS = (
    _pathway("received", "demande reçue", "une demande traitée par le poste"),
    _pathway("triaged", "demande triée"),
    _pathway("handed_over", "transmission à un autre service", "une orientation"),
    _pathway("handover_ended", "suite de la transmission"),
    _pathway("wave_opened", "intervenants sollicités"),
    _pathway("declined", "refus d’un intervenant"),
    _pathway("accepted", "intervenant trouvé", "une mise en relation réussie"),
    _pathway("details_given", "identité et adresse données à l’intervenant"),
    _pathway("begun", "soin commencé", "un retour ou maintien à domicile effectif"),
    _pathway("called", "rappel passé", "le retour fait au demandeur"),
    _pathway("tried", "appel sans réponse"),
    _pathway("withdrawn", "désistement d’un intervenant"),
    _pathway("cancelled", "besoin abandonné"),
    _pathway("person_said", "parole de la personne"),
    _pathway("owned", "demande prise en main"),
    _pathway("renewed", "soin prolongé"),
    _pathway("replacement_sought", "suite d’un soin cherchée, qui venait ne peut plus"),
    _pathway("seats_given_up", "places auxquelles le poste renonce"),
    _pathway("named", "intervenant du cabinet nommé"),
    _pathway("relayed", "demande confiée à une collègue, une garde ou un autre poste"),
    Act("desk.signed_off", "team", "fin de garde, chaque demande confiée"),
    _pathway("advised", "avis donné par le poste", "un avis rendu"),
    _pathway("asked", "avis demandé à une spécialité"),
    _pathway("chased", "spécialité relancée"),
    _pathway("answered", "réponse d’une spécialité", "un avis spécialisé obtenu"),
    _pathway("question_ended", "spécialité sans réponse"),
    Act("desk.settings_changed", "team", "réglage du poste changé"),
    Act("desk.scenario_asked", "team", "scénario simulé pour le poste"),
    _pathway("enrol_asked", "inscription demandée"),
    _pathway("enrolled", "intervenant inscrit et vérifié", "un professionnel joignable de plus"),
    _pathway("enrol_refused", "inscription refusée"),
    _pathway("stay_declared", "hospitalisation dite évitée, avec son doute"),
    _pathway("stay_withdrawn", "hospitalisation qui n’est plus dite évitée"),
    _pathway("missed_called", "appel manqué rappelé"),
    _pathway("misread_answered", "message non compris lu"),
    _pathway("closed", "demande terminée", "la boucle fermée à domicile"),
)
