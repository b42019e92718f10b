"""Addresses of a team's project."""

from django.urls import path

from maillon.apps.projects.web import papers, planning, writing

urlpatterns = [
    path("structures/<uuid:structure_id>/projet/", writing.one, name="project"),
    path("structures/<uuid:structure_id>/projet/geste/", writing.act, name="project-act"),
    path("structures/projet/section/<uuid:section_id>/", writing.section, name="project-section"),
    path(
        "structures/projet/section/<uuid:section_id>/versions/",
        writing.versions,
        name="project-versions",
    ),
    path(
        "structures/projet/section/<uuid:section_id>/remarque/",
        writing.comment,
        name="project-comment",
    ),
    path(
        "structures/projet/remarque/<uuid:comment_id>/regler/",
        writing.resolve,
        name="project-resolve",
    ),
    path("structures/projet/version/<uuid:version_id>/", writing.conflict, name="project-conflict"),
    path("structures/projet/<uuid:project_id>/actions/", planning.plan, name="project-plan"),
    path("structures/projet/<uuid:project_id>/geste/", planning.plan_act, name="project-plan-act"),
    path("structures/projet/action/<uuid:action_id>/", planning.action, name="project-action"),
    path(
        "structures/projet/action/<uuid:action_id>/geste/",
        planning.action_act,
        name="project-action-act",
    ),
    path("structures/projet/<uuid:project_id>/imprimer/", papers.sheet, name="project-print"),
    path("structures/projet/<uuid:project_id>/projet-de-sante.pdf", papers.pdf, name="project-pdf"),
    path(
        "structures/projet/<uuid:project_id>/projet-de-sante.docx", papers.docx, name="project-docx"
    ),
]
