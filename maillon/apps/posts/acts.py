"""What the coordination post writes in the journal. None of it proves an indicator: minutes are
the structure's own affair.
"""

from maillon.apps.journal.acts import Act

__all__ = ["ACTS", "TIME"]

TIME = {
    "team": Act("posts.team_time", "team", "temps de coordination noté (équipe)"),
    "project": Act("posts.project_time", "project", "temps de coordination noté (projet)"),
    "pathway": Act("posts.pathway_time", "pathway", "temps de coordination noté (parcours)"),
}
ACTS = (
    *TIME.values(),
    Act("posts.meeting_aside", "team", "réunion proposée, mise de côté"),
    Act("posts.meeting_back", "team", "réunion de nouveau proposée"),
    Act("posts.timer_started", "team", "chronomètre lancé"),
    Act("posts.timer_dropped", "team", "chronomètre abandonné"),
    Act("posts.post_written", "project", "poste de coordination écrit"),
    Act("posts.post_ended", "project", "fin d’un poste de coordination"),
    Act("posts.presence_said", "project", "présence d’un prestataire notée"),
    Act("posts.spending_said", "project", "plafond de la coordination choisi"),
    Act("posts.load_said", "project", "charge d’une tâche dite"),
    Act("posts.invitation_sent", "project", "invitation à partager un poste envoyée"),
    Act("posts.invitation_answered", "project", "invitation à partager un poste : réponse"),
    Act("posts.invitation_withdrawn", "project", "invitation à partager un poste retirée"),
    Act("posts.wish_opened", "project", "poste à partager cherché"),
    Act("posts.wish_closed", "project", "poste à partager : recherche close"),
)
