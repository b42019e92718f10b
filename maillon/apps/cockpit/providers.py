"""What the palette finds: actions of this viewer, open requests of her desks, professionals."""

from collections.abc import Iterator
from datetime import datetime

from maillon.apps.cockpit.addresses import address
from maillon.apps.cockpit.search import Hit
from maillon.apps.desk.queries.finding import find_requests
from maillon.apps.directory import queries as directory
from maillon.kernel.access import AccountViewer
from maillon.kernel.crypto import fold

__all__ = ["commands", "communes", "professionals", "requests", "structures"]

MOST = 6
# label, words it also answers to, route, icon, whom it is for
COMMANDS = (
    ("Nouvelle demande", "appel prendre intake", "intake", "plus", "desk"),
    ("Urgence : passer l’appel au SAMU – 15", "vitale samu quinze", "urgent", "siren", "desk"),
    ("Tableau des demandes", "colonnes poste", "board", "board", "desk"),
    ("Ce qui m’attend", "accueil taches", "home", "inbox", ""),
    ("Mes brouillons", "reprendre saisie", "drafts", "edit", "desk"),
    ("Imprimer la feuille de secours", "papier panne", "board-print", "print", "desk"),
    ("Mes prises en charge", "soins patients", "my-care", "carer", "carer"),
    ("Mes demandes reçues", "propositions équité", "my-received", "message", "carer"),
    ("Mes demandes", "suivi demandeur", "my-requests", "list", "requester"),
    ("Réunions", "agenda compte rendu decision", "meetings", "calendar", ""),
    ("Nouvelle réunion", "convoquer inviter date", "meeting-new", "plus", "member"),
    ("Grilles", "questionnaire score seuil", "grids", "list", "member"),
    ("Mes équipes", "escap esp coordination ouvrir", "teams", "heart", "member"),
    ("Noter du temps de coordination", "minutes heures chronometre", "my-time", "clock", "member"),
    ("Ce qui revient tout le temps", "irritant frein temps", "irritant-new", "undo", "member"),
    ("Chiffres", "bilan statistiques rapport", "report", "chart", "manager"),
    ("Chercher dans l’annuaire", "structure commune etablissement", "directory", "search", ""),
    ("Mes réseaux", "cas personnes echeance contact", "caseload", "people", "coordinator"),
    ("Noter à faire", "tache rappel", "errand-note", "plus", "coordinator"),
    ("Noter une demande d’aide", "voisin famille elu", "welcome-new", "phone", "coordinator"),
    ("Ressources locales", "aide association voisins pmi repas", "resources", "heart", ""),
    ("Ajouter une ressource locale", "nouvelle aide association", "resource-new", "plus", "keeper"),
    ("Chercher un professionnel", "annuaire infirmier", "practitioners", "people", ""),
    ("Deux facteurs et mot de passe", "compte securite", "mfa_index", "key", ""),
    ("Verrouiller l’écran", "pause fermer", "lock", "lock", ""),
)


def commands(viewer: AccountViewer, text: str, now: datetime) -> Iterator[Hit]:
    """Actions open to this viewer whose words begin with each word typed."""
    words = fold(text).split()
    for label, also, route, icon, whom in COMMANDS:
        known = fold(f"{label} {also}").split()
        answers = all(any(part.startswith(word) for part in known) for word in words)
        if answers and _is_for(viewer, whom) and (url := address(route)):
            yield Hit(label, url, icon=icon)


def _is_for(viewer: AccountViewer, whom: str) -> bool:
    codes = {role.code for role in viewer.roles}
    return {
        "": True,
        "desk": bool(codes & {"agent", "lead"}),
        "carer": bool(viewer.responder_ids),
        "requester": "requester" in codes,
        "member": bool(codes & {"agent", "lead", "manager", "practitioner"}),
        "coordinator": "coordinator" in codes,
        "keeper": bool(codes & {"agent", "lead", "coordinator"}),
        "manager": bool(codes & {"manager", "lead"}),
    }[whom]


def requests(viewer: AccountViewer, text: str, now: datetime) -> Iterator[Hit]:
    """Open requests of the viewer's desks."""
    for found in find_requests(viewer, text, now=now):
        hint = f"{found.place} · {found.due}"
        yield Hit(f"{found.reference} · {found.title}", address("request", found.id), hint, "board")


def professionals(viewer: AccountViewer, text: str, now: datetime) -> Iterator[Hit]:
    """Professionals by name, profession or town; two letters at least."""
    if len(fold(text)) < 2:
        return
    for found in directory.search_practitioners(viewer, text).results[:MOST]:
        url = address("practitioner", found.practitioner_id)
        if url:
            yield Hit(found.name, url, f"{found.profession_label} · {found.town}", "carer")


def structures(viewer: AccountViewer, text: str, now: datetime) -> Iterator[Hit]:
    """Structures by name, category, town or FINESS number; two letters at least."""
    if len(fold(text)) < 2:
        return
    for found in directory.search_organizations(viewer, text, size=MOST).results:
        hint = f"{found.category_label or found.kind_label} · {found.commune_name or found.town}"
        yield Hit(found.name, address("organization", found.id), hint, "home")


def communes(viewer: AccountViewer, text: str, now: datetime) -> Iterator[Hit]:
    """Communes by name or postal code; three letters at least."""
    if len(fold(text)) < 3:
        return
    for found in directory.communes_matching(viewer, text, limit=MOST // 2):
        yield Hit(found.label, address("commune", found.insee), found.departement_name, "pin")
