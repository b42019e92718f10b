"""Addresses of the stages of a structure."""

from django.urls import path

from maillon.apps.stages.web import stage

urlpatterns = [
    path("structures/<uuid:structure_id>/etapes/", stage.one, name="stage"),
    path("structures/<uuid:structure_id>/etapes/geste/", stage.act, name="stage-act"),
    path("structures/etapes/envoi/<uuid:filing_id>/", stage.paper, name="stage-paper"),
    path("structures/etapes/annexe/<uuid:amount_id>/", stage.annex, name="stage-annex"),
]
