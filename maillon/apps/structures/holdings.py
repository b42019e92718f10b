"""What a structure holds and must look at again: contracts, equipment, data processings…

Each kind says what is noted, which date it ends or is reviewed on, and how long before that date
it becomes a task. What is done and proven stands in the registers of proofs (``registers.py``).
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

__all__ = ["HOLDINGS", "Field", "HoldingKind", "holding_act"]


@dataclass(frozen=True, slots=True)
class Field:
    """Something noted of a line. ``told``: a code that the journal keeps, and a contract reads."""

    code: str
    label: str
    hint: str = ""
    long: bool = False
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    told: bool = False


@dataclass(frozen=True, slots=True)
class HoldingKind:
    """One register. ``ends``: what its date means; ``ahead``: how long before, it is a task."""

    code: str
    label: str
    about: str
    ends: str
    todo: str
    fields: tuple[Field, ...]
    ahead: timedelta = timedelta(days=30)
    noticed: bool = False  # it has a notice to give, which comes before the end
    paper: str = "le document"
    source: str = ""
    url: str = ""


YES: Final = (("", "choisir"), ("yes", "oui"), ("partly", "en partie"), ("no", "non"))
_ALL: Final = (
    HoldingKind(
        "provider", "contrats avec des prestataires", "Ménage, logiciel, coordination, matériel.",
        "Fin du contrat", "Décider : renouveler ou quitter", (
            Field("provider", "Prestataire", required=True),
            Field("object", "Ce qu’il fait", long=True),
            Field("cost", "Coût par an, en euros"),
            Field("reversibility", "Comment on le quitte",
                  "Ce qu’il rend, sous quelle forme, en combien de temps.", long=True),
        ), noticed=True, paper="le contrat",
    ),
    HoldingKind(
        "equipment", "équipements", "Ce qui se contrôle, s’étalonne, se remplace.",
        "Prochain contrôle", "Faire contrôler un équipement", (
            Field("place", "Où il se trouve", required=True),
            Field("maker", "Marque et numéro de série"),
            Field("keeper", "Qui s’en occupe"),
        ), paper="la facture ou le dernier contrôle",
    ),
    HoldingKind(
        "processing", "traitements de données personnelles",
        "Une fiche par activité qui utilise des données de personnes.",
        "À revoir le", "Revoir une fiche du registre des traitements", (
            Field("purposes", "Finalités", "À quoi servent ces données.", True, True),
            Field("controller", "Responsable, et responsable conjoint s’il y en a un",
                  "Nom, coordonnées, et ceux du délégué à la protection des données.", True, True),
            Field("people", "Catégories de personnes", "Patients, salariés, usagers…", True, True),
            Field("data", "Catégories de données", "Dire celles qui sont sensibles.", True, True),
            Field("recipients", "Destinataires", "Internes, externes, sous-traitants.", True, True),
            Field("transfers", "Transferts hors de l’Union européenne",
                  "« Aucun », ou le pays et les garanties.", True, True),
            Field("retention", "Durée de conservation", "", True, True),
            Field("security", "Mesures de sécurité", "Description générale.", True, True),
        ), paper="la fiche signée ou l’analyse d’impact",
        source="Ce que demande l’article 30 du RGPD, tel que la CNIL le présente.",
        url="https://www.cnil.fr/fr/RGDP-le-registre-des-activites-de-traitement",
    ),
    HoldingKind(
        "trainee", "stagiaires et internes attendus",
        "Qui vient, de quand à quand. Le stage fait et sa convention se notent dans les preuves.",
        "Fin du stage", "Noter le stage et sa convention dans les preuves", (
            Field("course", "Formation", "Interne de médecine générale, IPA, infirmier…",
                  required=True),
            Field("school", "École ou faculté"),
            Field("tutor", "Maître de stage", required=True),
        ), ahead=timedelta(0), paper="la convention de stage",
    ),
    HoldingKind(
        "telemedicine", "télésanté : sommes-nous prêts ?", "Un lieu, un usage, une ligne.",
        "À revérifier le", "Revérifier la télésanté", (
            Field("room", "Un lieu où l’on n’est pas entendu", choices=YES, told=True),
            Field("network", "Un réseau qui tient la vidéo", choices=YES, told=True),
            Field("tools", "Des appareils qui marchent", choices=YES, told=True),
            Field("trained", "Des personnes formées", choices=YES, told=True),
            Field("missing", "Ce qui manque", long=True),
        ), paper="la convention ou l’attestation",
    ),
    HoldingKind(
        "software", "système d’information", "Le logiciel partagé et le niveau de son label.",
        "Fin du label", "Vérifier le label du logiciel", (
            Field("name", "Logiciel", required=True),
            Field("level", "Niveau du label", required=True, told=True, choices=(
                ("", "choisir"), ("none", "sans label"), ("standard", "standard"),
                ("advanced", "avancé"),
            )),
            Field("keeper", "Qui s’en occupe"),
        ), paper="l’attestation du label",
    ),
)  # fmt: skip
HOLDINGS: Final = {one.code: one for one in _ALL}


def holding_act(kind: str) -> str:
    """The journal's code of a line of this kind."""
    return f"structures.held_{kind}"
