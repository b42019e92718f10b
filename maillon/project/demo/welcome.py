"""Help asked of the coordinator of the Gier, in every state. Everybody is invented."""

from datetime import datetime, timedelta
from uuid import UUID

from maillon.apps.cockpit.actions import note_errand, settle_errand
from maillon.apps.directory.models import LocalResource
from maillon.apps.welcome import actions
from maillon.apps.welcome.actions import DoorWords, Found, NewHelp
from maillon.apps.welcome.models import HelpRequest
from maillon.kernel.access import AccountViewer

__all__ = ["note_things", "welcome_requests"]

# days ago, who asks, need, words, name of who asks, of the person, what became of it
_ROWS = (
    (0, "neighbour", "meals", "Ma voisine du troisième ne descend plus faire ses courses.",
     "Mme Aline Vernay", "Mme Rose Tissot", ""),
    (1, "elected", "home", "Un administré seul, le jardin à l’abandon ; il m’a dit d’appeler.",
     "M. Paul Granger, adjoint", "M. Henri Faure", ""),
    (6, "family", "respite", "Je m’occupe de mon père tous les jours, je n’en peux plus.",
     "Mme Élodie Chevalier", "M. Lucien Chevalier", ""),
    (4, "hospital", "transport", "Sortie lundi, trois consultations à Saint-Étienne.",
     "Mme Diane Morel, service social", "M. Albert Noir", "taken"),
    (3, "person", "rights", "Ma demande d’aide a été refusée et je ne comprends pas la lettre.",
     "M. Gérard Ollier", "", "taken"),
    (12, "professional", "company", "Patiente très isolée, ne voit que moi.",
     "Mme Sylvie Roux, infirmière", "Mme Yvette Blanc", "found"),
    (20, "family", "housing", "Ma mère est tombée dans la salle de bain.",
     "M. Denis Caron", "Mme Odette Caron", "found"),
    (9, "neighbour", "talk", "Il reste enfermé depuis l’été.", "M. Karim Saïdi",
     "M. Roger Petit", "refused"),
)  # fmt: skip
FITS = {"company": "Écoute du lundi", "housing": "Toit et Pente"}


THINGS = (
    ("alert", "Trois familles parlent du même escalier du foyer : prévenir la mairie", 1),
    ("alert", "Gastro à l’école de L’Horme : appeler la PMI", 0),
    ("collective", "Envoyer le relevé de décisions aux cabinets", 2),
    ("collective", "Trouver une salle pour la rencontre de janvier", 9),
    ("guarantor", "Relire le projet de la vallée avec le groupe des quinze", 5),
    ("prevention", "Atelier équilibre : réserver la salle des fêtes", 4),
    ("prevention", "Vaccination : affiche à la pharmacie de la Place", 12),
    ("outside", "Rappeler le DAC de la Loire au sujet du numéro unique", 3),
    ("outside", "Prendre rendez-vous avec la nouvelle assistante sociale de secteur", 6),
)


def note_things(by: AccountViewer, house: UUID, now: datetime) -> None:
    """What the coordinator wrote down this week, in each of her inboxes."""
    then = now - timedelta(days=3)
    for inbox, text, days in THINGS:
        note_errand(
            organization_id=house, inbox=inbox, text=text, by=by, now=then,
            due_on=(now + timedelta(days=days)).date(),
        )  # fmt: skip
    refused = note_errand(
        organization_id=house, inbox="welcome", by=by, now=then, due_on=now.date(),
        text="Proposer à Mme Garnier le portage des repas, comme le demande sa voisine",
    )  # fmt: skip
    settle_errand(
        errand_id=refused.pk, outcome="dropped", aside="person", by=by, now=now - timedelta(days=1)
    )


def welcome_requests(by: AccountViewer, house: UUID, now: datetime) -> None:
    """The page opened a month ago, then each request at its moment, by the real actions."""
    actions.set_door(
        organization_id=house, by=by, now=now - timedelta(days=30), words=DoorWords(
            "gier", "Pour les habitants de la vallée du Gier, de L’Horme à Rive-de-Gier.",
            "Inès Carrel, coordinatrice, et sa remplaçante", "0199000043",
        ),
    )  # fmt: skip
    for number, (days, kind, need, words, asks, person, became) in enumerate(_ROWS):
        then = now - timedelta(days=days, hours=2)
        row = actions.ask_for_help(
            organization_id=house, by=by, now=then, synthetic=True, new=NewHelp(
                kind, asks, f"01990008{number:02d}", need, words, person, "", "Saint-Chamond",
                "yes",
            ),
        )  # fmt: skip
        _became(row, became, by, then)


def _became(row: HelpRequest, became: str, by: AccountViewer, then: datetime) -> None:
    soon = then + timedelta(days=1)
    if became == "refused":
        actions.refuse_request(request_id=row.pk, by=by, now=soon)
    elif became:
        actions.take_request(request_id=row.pk, by=by, now=then + timedelta(hours=1))
    if became == "found":
        named = LocalResource.objects.get(name=FITS[row.need])
        actions.close_request(
            request_id=row.pk, outcome="found", with_person="home", by=by, now=soon,
            found=Found(resources=[named.pk]),
        )  # fmt: skip
