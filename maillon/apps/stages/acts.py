"""What the stages of a structure write in the journal, and what each act proves."""

from maillon.apps.journal.acts import Act

__all__ = ["ACTS"]

ACTS = (
    Act("stages.begun", "project", "pré-projet commencé"),
    Act("stages.filed", "project", "étape déposée", "le dépôt d’une étape"),
    Act("stages.answered", "project", "réponse à une étape", "la réponse de l’institution"),
    Act("stages.handed", "project", "étape remise au lecteur du payeur ou de l’ARS"),
    Act("stages.questioned", "project", "question du lecteur sur une étape"),
    Act("stages.replied", "project", "réponse à la question du lecteur"),
    Act("stages.door_opened", "project", "envois ouverts à un lecteur"),
    Act("stages.door_closed", "project", "envois fermés à un lecteur"),
    Act("stages.territory_written", "project", "territoire écrit"),
    Act("stages.mission_moved", "project", "mission du contrat avancée", "une mission du contrat"),
    Act("stages.amount_written", "project", "montant de l’annexe écrit"),
    Act("stages.amount_withdrawn", "project", "montant de l’annexe repris"),
)
