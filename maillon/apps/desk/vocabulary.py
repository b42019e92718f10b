"""Closed vocabularies of the desk: ASCII codes stored, French words shown.

Profession codes are those of the national directory (TRE_G15); ``HH`` is a home-help
service and ``HL`` a helper, neighbour or relative, which the directory does not number.
"""

from dataclasses import dataclass
from datetime import timedelta

__all__ = [
    "ABREAST",
    "AGREEMENTS",
    "CANCELLATIONS",
    "CLOSINGS",
    "ENROLMENT_REFUSALS",
    "FREQUENCIES",
    "INFORMED_BY",
    "LIVING",
    "LONGEST_CARE",
    "MISREAD_OUTCOMES",
    "NEEDS",
    "OUTCOMES",
    "PARTS_OF_DAY",
    "PROFESSIONS",
    "REFUSALS",
    "REQUESTER_KINDS",
    "REQUESTER_WORDS",
    "SPECIALTIES",
    "Delays",
    "NeedKind",
    "RequesterKind",
    "delays",
    "need_label",
]

PROFESSIONS = {
    "10": "médecin",
    "21": "pharmacien",
    "40": "chirurgien-dentiste",
    "50": "sage-femme",
    "60": "infirmier",
    "70": "masseur-kinésithérapeute",
    "80": "pédicure-podologue",
    "91": "orthophoniste",
    "94": "ergothérapeute",
    "95": "diététicien",
    "HH": "aide à domicile",
    "HL": "aidant ou voisin",
}


@dataclass(frozen=True, slots=True)
class NeedKind:
    """One kind of need: its family, its words, who may answer."""

    code: str
    label: str
    professions: frozenset[str]
    daily: bool = False  # a need of daily life: a helper, neighbour or relative may answer
    house: bool = False  # a need of an establishment: no person, watches to cover
    answer: bool = False  # ends by an answer to the caller, at a desk held by clinicians


def _care(code: str, label: str, *professions: str) -> NeedKind:
    return NeedKind(code, label, frozenset(professions))


def _daily(code: str, label: str, *professions: str) -> NeedKind:
    return NeedKind(code, label, frozenset(professions), daily=True)


def _house(code: str, label: str, *professions: str) -> NeedKind:
    return NeedKind(code, label, frozenset(professions), house=True)


def _answered(code: str, label: str) -> NeedKind:
    return NeedKind(code, label, frozenset(), answer=True)


NEEDS: dict[str, NeedKind] = {
    kind.code: kind
    for kind in (
        _answered("advice", "Avis ou conseil"),
        _answered("assessment", "Évaluation gériatrique"),
        _care("dressing", "Pansement et surveillance", "60"),
        _care("injection", "Injection", "60"),
        _care("anticoagulant", "Injection d’anticoagulant", "60"),
        _care("insulin", "Insuline", "60"),
        _care("blood_sample", "Prise de sang à domicile", "60"),
        _care("infusion", "Perfusion", "60"),
        _care("hygiene", "Toilette et soins d’hygiène", "60"),
        _care("medication", "Préparation et suivi des médicaments", "60"),
        _care("catheter", "Sonde ou stomie", "60"),
        _care("monitoring", "Surveillance au retour à domicile", "60"),
        _care("palliative", "Soins palliatifs à domicile", "60"),
        _care("screening", "Dépistage ou vaccination", "60"),
        _care("physiotherapy", "Rééducation à domicile", "70"),
        _care("respiratory", "Kinésithérapie respiratoire", "70"),
        _care("gp_visit", "Visite d’un médecin", "10"),
        _care("midwife", "Suivi par une sage-femme", "50"),
        _care("speech", "Orthophonie", "91"),
        _care("foot_care", "Soins de pédicurie", "80"),
        _house("reinforcement", "Renfort infirmier", "60"),
        _house("mass_screening", "Dépistage ou vaccination en nombre", "60"),
        _daily("meals", "Repas", "HH", "HL"),
        _daily("shopping", "Courses", "HH", "HL"),
        _daily("stairs", "Aide dans les escaliers", "HH", "HL"),
        _daily("transport", "Transport, accompagnement", "HH", "HL"),
        _daily("night", "Présence la nuit", "HH", "HL"),
        _daily("housework", "Ménage, linge", "HH", "HL"),
        _daily("company", "Visite, compagnie", "HL", "HH"),
    )
}


def need_label(code: str) -> str:
    """The words of a need; an unknown code shows itself rather than hiding."""
    kind = NEEDS.get(code)
    return kind.label if kind else code


LONGEST_CARE = timedelta(days=366)  # beyond, a year was mistyped: care goes on by renewal
FREQUENCIES = {
    "once": "une fois",
    "daily": "1 × par jour",
    "twice_daily": "2 × par jour",
    "thrice_daily": "3 × par jour",
    "every_other_day": "un jour sur deux",
    "twice_weekly": "2 × par semaine",
    "thrice_weekly": "3 × par semaine",
    "weekly": "1 × par semaine",
    "monthly": "1 × par mois",
    "nights": "chaque nuit",
    "as_needed": "à convenir",
}
PARTS_OF_DAY = {
    "": "peu importe",
    "morning": "matin",
    "noon": "midi",
    "evening": "soir",
    "night": "nuit",
}
# Care that several give at the same moment: how many, and in words.
ABREAST = {1: "une personne", 2: "à deux", 3: "à trois", 4: "à quatre"}


@dataclass(frozen=True, slots=True)
class RequesterKind:
    """A kind of caller; professionals may be told more than the others."""

    code: str
    label: str
    professional: bool


REQUESTER_KINDS: dict[str, RequesterKind] = {
    kind.code: kind
    for kind in (
        RequesterKind("hospital", "service hospitalier", True),
        RequesterKind("emergency", "urgences", True),
        RequesterKind("gp", "médecin", True),
        RequesterKind("nurse", "infirmier libéral", True),
        RequesterKind("professional", "autre professionnel de santé", True),
        RequesterKind("social", "travailleur social", True),
        RequesterKind("ehpad", "EHPAD", True),
        RequesterKind("laboratory", "laboratoire", True),
        RequesterKind("rescue", "pompiers, SAMU", True),
        RequesterKind("had", "hospitalisation à domicile", True),
        RequesterKind("elected", "élu, mairie", False),
        RequesterKind("relative", "proche", False),
        RequesterKind("neighbour", "voisin", False),
        RequesterKind("person", "la personne elle-même", False),
    )
}
INFORMED_BY = {
    "requester": "le demandeur l’a informée",
    "desk": "le poste l’a informée",
    "relative": "un proche l’a informée",
    "nobody": "pas encore informée",
}
AGREEMENTS = {
    "agreed": "d’accord",
    "objected": "s’y oppose",
    "unable": "hors d’état de répondre",
}
LIVING = {
    "alone": "vit seule",
    "floor": "étage",
    "no_lift": "sans ascenseur",
    "hard_of_hearing": "entend mal",
    "poor_sight": "voit mal",
    "confused": "désorientée",
    "pets": "animal au domicile",
    "key_box": "boîte à clés",
    "helper_until": "aidant présent jusqu’au",
}
REFUSALS = {
    "full": "tournée complète",
    "away": "absent, en congés",
    "too_far": "trop loin",
    "not_skilled": "ne fait pas ce soin",
    "sick": "souffrant",
    "no_answer": "ne répond pas",
    "other": "autre raison",
}
# What the requester hears, each a call-back of its own: nothing closes while one is owed.
REQUESTER_WORDS = ("found", "not_found_yet", "care_begun", "stopped", "answer")
OUTCOMES = {
    "reached": "prévenu",
    "colleague": "un collègue du service est prévenu",
    "knew": "le savait : l’a dit au poste",
    "voicemail": "message laissé, à rappeler",
    "no_answer": "pas de réponse, à rappeler",
    "unreachable": "injoignable après plusieurs appels",
    "received": "SMS reçu par le téléphone",
    "begun": "le soin a commencé",
    "not_begun": "le soin n’a pas commencé",
    "superseded": "remplacé par une nouvelle plus récente",
    "signed_in": "lu par l’intervenant, connecté",
}
MISSED_OUTCOMES = {
    "reached": "rappelé",
    "no_answer": "pas de réponse, à rappeler",
    "needless": "inutile de rappeler",
}
MISREAD_OUTCOMES = {
    "read": "lu, rien à faire",
    "called": "rappelé",
    "no_answer": "pas de réponse, à rappeler",
}
CANCELLATIONS = {
    "solved": "solution trouvée autrement",
    "hospitalised": "personne hospitalisée",
    "moved": "personne partie ailleurs",
    "deceased": "personne décédée",
    "person_objects": "la personne s’y oppose",
    "requester_cancelled": "demande annulée par le demandeur",
    "mistake": "créée par erreur",
}
CLOSINGS = {
    "care_begun": "soin commencé, demandeur prévenu",
    "answered": "réponse faite, le demandeur le sait",
    "samu15": "transmise au SAMU – 15",
    "redirected": "orientée vers le bon service",
    "cancelled": "sans suite",
}

# Who says that a stay in hospital was avoided, and how sure she is: an opinion, never a measure.
STAY_SAYERS = {
    "gp": "le médecin traitant",
    "hospital_doctor": "un médecin hospitalier",
    "doctor": "un autre médecin",
    "nurse": "un infirmier",
    "other": "un autre professionnel",
}
STAY_DOUBTS = {"sure": "presque sûre", "likely": "probable", "possible": "possible"}
DOCTORS_SAY = ("gp", "hospital_doctor", "doctor")

# To whom a desk held by hospital clinicians may put a question.
SPECIALTIES = {
    "geriatrics": "gériatrie",
    "cardiology": "cardiologie",
    "neurology": "neurologie",
    "psychiatry": "psychiatrie de la personne âgée",
    "pulmonology": "pneumologie",
    "diabetes": "diabétologie, endocrinologie",
    "orthopaedics": "orthopédie",
    "wounds": "plaies et cicatrisation",
    "palliative": "soins palliatifs",
    "pharmacy": "pharmacie clinique",
    "nutrition": "nutrition",
    "rehabilitation": "rééducation, réadaptation",
    "social_work": "service social hospitalier",
    "other": "autre spécialité",
}


@dataclass(frozen=True, slots=True)
class Delays:
    """Allowances of one urgency, counted in opening time."""

    handle: timedelta  # to triage
    found_by: timedelta  # past it the requester hears "not found yet"
    tell: timedelta  # to call the requester back
    details: timedelta  # to give the carer the identity and address
    gp: timedelta  # to tell the GP


def _minutes(*values: int) -> Delays:
    return Delays(*(timedelta(minutes=value) for value in values))


_DELAYS = {
    "immediate": _minutes(5, 30, 10, 10, 120),
    "today": _minutes(15, 120, 30, 30, 240),
    "within_48h": _minutes(30, 480, 60, 60, 480),
    "planned": _minutes(60, 1440, 120, 120, 720),
}


def delays(urgency: str) -> Delays:
    """The allowances of an urgency."""
    return _DELAYS[urgency]


ENROLMENT_REFUSALS = {
    "not_her": "ce n’est pas cette personne",
    "no_right": "n’exerce pas ou plus cette profession",
    "changed_mind": "ne souhaite plus s’inscrire",
    "unreachable": "injoignable",
    "replaced": "remplacée par une inscription plus récente",
}
