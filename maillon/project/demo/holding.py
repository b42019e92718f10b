"""What the maison de santé holds and looks at again: a line or two in each register, invented."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from maillon.apps.structures import actions
from maillon.apps.structures.actions import NewHolding
from maillon.kernel.access import AccountViewer

__all__ = ["hold"]

CARE: Final = {
    "purposes": "Suivre les patients en équipe : dossiers, concertations, protocoles.",
    "controller": "La SISA des Deux Rives, 4 quai de la Fabrique ; délégué mutualisé.",
    "people": "Patients de la maison de santé, professionnels.",
    "data": "Identité, données de santé (sensibles), coordonnées.",
    "recipients": "L’équipe de soins ; l’hébergeur certifié HDS.",
    "transfers": "Aucun.",
    "retention": "Vingt ans après le dernier passage pour le dossier.",
    "security": "Comptes personnels, double facteur, chiffrement, journal des lectures.",
}
# kind, title, days since it began, days until its date, notice, what is noted
LINES: Final = (
    ("provider", "Entretien des locaux", 600, 100, 90,
     {"provider": "Propreté de la Rive (fictif)", "object": "Ménage cinq soirs par semaine",
      "cost": "9 600", "reversibility": "Rend les clés et le cahier le dernier jour."}),
    ("provider", "Logiciel partagé", 500, 230, 60,
     {"provider": "Éditeur d’essai", "object": "Dossiers partagés et messagerie",
      "cost": "11 400", "reversibility": "Export complet en format ouvert sous 30 jours."}),
    ("equipment", "Défibrillateur de l’accueil", 700, -6, 0,
     {"place": "Accueil, Les Deux Rives", "keeper": "Noé Drevet"}),
    ("equipment", "Électrocardiogramme", 400, 160, 0, {"place": "Salle de soins, Le Bourg"}),
    ("processing", "Dossier de soins partagé", 800, 120, 0, CARE),
    ("processing", "Gestion des membres et des indemnités", 800, 120, 0,
     CARE | {"purposes": "Tenir la liste des membres, payer les indemnités.",
             "people": "Membres et salariés.", "data": "Identité, coordonnées, présences.",
             "recipients": "Le comptable.", "retention": "Dix ans pour les pièces comptables."}),
    ("trainee", "Interne de médecine générale, hiver", 25, 155, 0,
     {"course": "Interne de médecine générale", "school": "Faculté (fictive)",
      "tutor": "Dr Salomé Pradier"}),
    ("telemedicine", "Salle de télésanté du Bourg", 90, 275, 0,
     {"room": "yes", "network": "partly", "tools": "yes", "trained": "yes",
      "missing": "Une liaison de secours."}),
    ("software", "Logiciel partagé, label", 300, 400, 0,
     {"name": "Logiciel d’essai", "level": "standard", "keeper": "Noé Drevet"}),
)  # fmt: skip


def hold(organization_id: UUID, by: AccountViewer, now: datetime) -> None:
    """Every register has something; one control is overdue, one notice is near."""
    today = now.date()
    for kind, title, since, until, notice, notes in LINES:
        actions.add_holding(
            organization_id=organization_id, by=by, now=now,
            new=NewHolding(
                kind, title, today - timedelta(days=since), today + timedelta(days=until),
                notice, notes,
            ),
        )  # fmt: skip
