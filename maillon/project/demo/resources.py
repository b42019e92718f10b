"""Local resources around the demonstration communes. None of them exists."""

from datetime import datetime, timedelta

from maillon.apps.directory.actions import NewResource, Said, add_resource
from maillon.apps.directory.models import Commune
from maillon.kernel.access import AccountViewer

__all__ = ["write_resources"]

# territory, name, nature, needs, what they really do, hours, seat, area, days since checked
_ROWS = (
    ("gier", "Aide à domicile Les Tilleuls", "home_help", "home meals", "Ménage, courses, lever et "
     "coucher. Premier passage sous trois jours, quinze jours en août. Ne fait pas de toilette "
     "médicale.", "8 h – 18 h, du lundi au samedi", "42207", "42207 42110 42103", 12),
    ("gier", "Les voisins du Creux", "neighbours", "meals company", "Six voisins se relaient : un "
     "repas chaud le midi, une heure de présence. Gratuit, pas le dimanche.", "midi", "42207",
     "42207", 200),
    ("gier", "PMI du Gier", "pmi", "child", "Pesée sans rendez-vous, puéricultrice à domicile "
     "après la naissance, dix jours d’attente.", "mardi et jeudi, 9 h – 12 h", "42186",
     "42186 42207 42110 42123", 30),
    ("gier", "CCAS de Saint-Chamond (fictif)", "town_hall", "rights meals", "Dossiers d’aide, "
     "portage de repas sous une semaine. Se déplace au domicile si on le demande.", "8 h 30 – 12 h",
     "42207", "42207", 45),
    ("gier", "Taxi solidaire du Jarez", "association", "transport", "Un bénévole conduit chez le "
     "médecin ; prévenir la veille, 4 € par trajet. Ne prend pas les fauteuils.",
     "lundi – vendredi", "42271", "42271 42207 42242", 90),
    ("gier", "Répit des aidants du Gier", "helpers", "respite talk", "Une après-midi par semaine, "
     "quelqu’un reste avec le proche. Groupe de parole le premier lundi.", "14 h – 17 h", "42110",
     "42110 42207 42186 42123", 15),
    ("gier", "Toit et Pente", "association", "housing", "Barres d’appui, seuils, monte-escalier : "
     "visite gratuite, devis en dix jours.", "sur rendez-vous", "42186", "42186 42207", 250),
    ("gier", "Écoute du lundi", "association", "talk company", "Un appel par semaine, toujours la "
     "même personne. Sans limite de durée.", "14 h – 19 h", "42207", "42207 42186 42110", 20),
    ("herbasse", "Panier de l’Herbasse", "neighbours", "meals", "Courses livrées le mercredi par "
     "des habitants.", "mercredi", "26107", "26107", 40),
    ("champsaur", "Aide du Valgaudemar", "home_help", "home company", "Deux aides pour toute la "
     "vallée ; la neige décale les passages.", "8 h – 17 h", "05132", "05132", 70),
    ("thau", "Droits ouverts, Thau", "rights", "rights", "Reprend un dossier refusé, accompagne au "
     "guichet.", "mardi, 9 h – 16 h", "34301", "34301", 25),
    ("albi", "Pause café d’Albi", "helpers", "respite talk", "Accueil de jour le jeudi, transport "
     "compris.", "jeudi", "81004", "81004", 60),
)  # fmt: skip


def write_resources(territory: str, by: AccountViewer, centre: str, now: datetime) -> int:
    """Those of one territory, as somebody of it wrote them at past moments; how many."""
    mine = [row for row in _ROWS if row[0] == territory]
    house = next(r.organization_id for r in by.roles if r.code in ("agent", "lead", "coordinator"))
    for number, (_, name, nature, needs, does, hours, seat, area, days) in enumerate(mine):
        known = _known({seat, *area.split()})
        add_resource(
            new=NewResource(
                name=name, nature=nature, needs=needs.split(), does=does, hours=hours,
                commune_id=seat if seat in known else centre, area=sorted(known),
                phone=f"01990007{number:02d}",
            ),
            organization_id=house, said=Said("l’accueil", "phone"), by=by,
            now=now - timedelta(days=days), synthetic=True,
        )  # fmt: skip
    return len(mine)


def _known(codes: set[str]) -> set[str]:
    return set(Commune.objects.filter(pk__in=codes).values_list("pk", flat=True))
