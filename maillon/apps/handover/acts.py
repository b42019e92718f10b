"""What handing over writes in the journal."""

from maillon.apps.journal.acts import Act

__all__ = ["ACTS"]

ACTS = (
    Act("handover.passed", "team", "tâches confiées à un successeur", "la continuité"),
    Act("handover.returned", "team", "tâches rendues à qui les avait"),
    Act("handover.access_ended", "team", "accès d’un compte à la structure clos"),
)
