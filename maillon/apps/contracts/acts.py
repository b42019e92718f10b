"""What contracts write in the journal."""

from maillon.apps.journal.acts import Act

__all__ = ["ACTS"]

ACTS = (
    Act("contracts.signed", "project", "contrat ACI signé"),
    Act("contracts.fact_declared", "project", "fait déclaré pour le contrat"),
    Act("contracts.fact_withdrawn", "project", "fait déclaré repris"),
    Act("contracts.stated", "project", "relevé du contrat gardé"),
    Act("contracts.minutes_joined", "project", "comptes rendus joints aux preuves"),
    Act("contracts.sent", "project", "preuves de l’année envoyées"),
    Act("contracts.door_opened", "project", "dossiers ouverts à un lecteur"),
    Act("contracts.door_closed", "project", "dossiers fermés à un lecteur"),
    Act("contracts.year_opened", "project", "année du contrat ouverte"),
    Act("contracts.paid", "project", "paiement de l’année noté"),
    Act("contracts.answered", "project", "réponse du payeur sur un engagement"),
    Act("contracts.replied", "project", "réponse de la structure au payeur"),
    Act("contracts.rate_written", "project", "tarif d’indemnité écrit"),
    Act("contracts.rate_withdrawn", "project", "tarif d’indemnité repris"),
    Act("contracts.ceiling_said", "project", "plafond des indemnités dit"),
    Act("contracts.chased", "project", "preuve à obtenir confiée"),
)
