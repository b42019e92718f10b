"""What the money of a structure writes in the journal."""

from maillon.apps.journal.acts import Act

__all__ = ["ACTS"]

ACTS = (
    Act("money.quarter_paid", "project", "trimestre d’indemnités payé"),
    Act("money.line_written", "project", "ligne du budget écrite"),
    Act("money.line_withdrawn", "project", "ligne du budget retirée"),
    Act("money.received", "project", "recette reçue"),
    Act("money.invoice_received", "project", "facture notée"),
    Act("money.invoice_paid", "project", "facture payée"),
    Act("money.invoice_withdrawn", "project", "facture retirée"),
    Act("money.shared", "project", "somme partagée entre membres"),
    Act("money.share_withdrawn", "project", "partage repris"),
)
