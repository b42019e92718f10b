"""What the money of a structure writes in the journal."""

from maillon.apps.journal.acts import Act

__all__ = ["ACTS"]

ACTS = (Act("money.quarter_paid", "project", "trimestre d’indemnités payé"),)
