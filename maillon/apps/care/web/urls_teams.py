"""Addresses of grids, light teams and what keeps coming back: ids only, never a trait."""

from django.urls import path

from maillon.apps.care.web import coordination, grids, irritants, scores, teams

urlpatterns = [
    path("equipes/", teams.teams, name="teams"),
    path("equipes/ouvrir/", coordination.coordination_new, name="coordination-new"),
    path("equipes/<uuid:team_id>/", teams.team, name="team"),
    path("equipes/<uuid:team_id>/geste/", teams.team_act, name="team-act"),
    path("grilles/", grids.grids, name="grids"),
    path("grilles/nouvelle/", grids.grid_new, name="grid-new"),
    path("grilles/<uuid:grid_id>/", grids.grid, name="grid"),
    path("grilles/<uuid:grid_id>/version/", grids.grid_version, name="grid-version"),
    path("personnes/<uuid:patient_id>/grilles/", scores.person_scores, name="person-scores"),
    path("personnes/<uuid:patient_id>/grilles/<uuid:grid_id>/", scores.grid_fill, name="grid-fill"),
    path(
        "personnes/<uuid:patient_id>/grilles/<uuid:grid_id>/brouillon/",
        scores.grid_draft,
        name="grid-draft",
    ),
    path("scores/<uuid:response_id>/", scores.score, name="score"),
    path("ce-qui-freine/", irritants.irritants, name="irritants"),
    path("ce-qui-freine/dire/", irritants.irritant_new, name="irritant-new"),
    path(
        "ce-qui-freine/<uuid:irritant_id>/annuler/", irritants.irritant_undo, name="irritant-undo"
    ),
    path("ce-qui-freine/sommes.csv", irritants.irritants_csv, name="irritants-csv"),
]
