"""What looking at oneself writes in the journal; never what anybody answered."""

from maillon.apps.journal.acts import Act

__all__ = ["ACTS"]

ACTS = (
    Act("maturity.opened", "project", "auto-évaluation ouverte"),
    Act("maturity.answered", "project", "réponse à l’auto-évaluation"),
    Act("maturity.agreed", "project", "niveau convenu en équipe"),
    Act("maturity.closed", "project", "auto-évaluation close", "une auto-évaluation d’équipe"),
)
