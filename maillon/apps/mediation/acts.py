"""What a mediation writes in the journal: that there was one, and nothing of whose."""

from maillon.apps.journal.acts import Act

__all__ = ["ACTS"]

ACTS = (
    Act("mediation.opened", "team", "médiation ouverte"),
    Act("mediation.closed", "team", "médiation terminée"),
)
