"""What the welcome writes in the journal, and what each act proves."""

from maillon.apps.journal.acts import Act

__all__ = ["ACTS"]

ACTS = (
    Act("welcome.asked", "pathway", "demande reçue de n’importe qui", "un accueil ouvert à tous"),
    Act("welcome.taken", "pathway", "demande lue et prise en charge"),
    Act("welcome.closed", "pathway", "demande close avec la personne", "une orientation aboutie"),
    Act("welcome.refused", "pathway", "demande arrêtée par la personne"),
    Act("welcome.door", "team", "page d’accueil publique réglée"),
    Act("welcome.resource", "team", "ressource locale dite, vérifiée ou fermée",
        "un annuaire local tenu à jour"),
)  # fmt: skip
