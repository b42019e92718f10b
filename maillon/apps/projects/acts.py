"""What a team's project writes in the journal, and what each act proves."""

from maillon.apps.journal.acts import Act

__all__ = ["ACTS"]

ACTS = (
    Act("projects.opened", "project", "projet de santé commencé"),
    Act("projects.section_written", "project", "section du projet écrite"),
    Act("projects.conflict_settled", "project", "deux textes du projet réunis"),
    Act("projects.action_planned", "project", "action du projet confiée"),
    Act("projects.actions_handed", "project", "actions du projet confiées à quelqu’un d’autre"),
    Act("projects.action_ended", "project", "action du projet terminée", "une action du projet"),
    Act("projects.action_evaluated", "project", "action du projet évaluée", "une évaluation"),
    Act("projects.adopted", "project", "projet de santé adopté", "le projet de santé"),
)
