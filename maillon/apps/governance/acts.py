"""What governance writes in the journal, and what each act proves."""

from maillon.apps.journal.acts import Act

__all__ = ["ACTS"]

ACTS = (
    Act("governance.body_opened", "team", "instance et sa règle écrites", "la gouvernance"),
    Act("governance.mandate_given", "team", "mandat donné", "la gouvernance"),
    Act("governance.mandate_ended", "team", "mandat terminé"),
    Act("governance.vote_recorded", "team", "vote d’une instance", "une décision collective"),
    Act("governance.commitment_made", "project", "engagement pris", "un engagement"),
    Act("governance.commitment_kept", "project", "engagement tenu", "un engagement tenu"),
    Act("governance.attestations_asked", "team", "attestations de l’année demandées"),
    Act("governance.attested", "team", "attestation d’exercice coordonné",
        "l’exercice coordonné d’un médecin"),
)  # fmt: skip
