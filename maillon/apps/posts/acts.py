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
    Act("posts.timer_started", "team", "chronomètre lancé"),
    Act("posts.timer_dropped", "team", "chronomètre abandonné"),
)
