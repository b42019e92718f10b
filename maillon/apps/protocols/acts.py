"""What protocols write in the journal, and what each act proves."""

from maillon.apps.journal.acts import Act
from maillon.apps.protocols.vocabulary import COUNTED, KINDS

__all__ = ["ACTS", "WITHDRAWN", "adopted"]

WITHDRAWN = "protocols.withdrawn"


def adopted(kind: str) -> str:
    """The journal's code of the adoption of a protocol of this kind."""
    return f"protocols.adopted_{kind}"


ACTS = (
    *(
        Act(adopted(kind), "project", f"{label} : adoption", label if kind in COUNTED else "")
        for kind, label in KINDS.items()
    ),
    Act("protocols.proposed", "project", "protocole soumis à signature"),
    Act("protocols.signed", "project", "protocole signé"),
    Act("protocols.reviewed", "project", "protocole relu, inchangé"),
    Act("protocols.exception", "project", "exception à un protocole"),
    Act("protocols.shared", "project", "protocole montré à une structure voisine"),
    Act("protocols.template_run", "project", "modèle de la bibliothèque mis en œuvre"),
    Act("protocols.template_made", "project", "protocole devenu modèle de l’équipe"),
    Act("protocols.template_withdrawn", "project", "modèle de l’équipe retiré"),
    Act("protocols.template_shared", "project", "modèle montré à une structure voisine"),
    Act("protocols.template_unshared", "project", "modèle qui n’est plus montré"),
    Act("protocols.template_undone", "project", "modèle mis en œuvre, défait"),
    Act("protocols.template_step", "project", "étape d’un modèle faite"),
    Act(WITHDRAWN, "project", "protocole retiré"),
)
