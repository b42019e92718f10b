"""Addresses of mediations."""

from django.urls import path

from maillon.apps.mediation.web import pages

urlpatterns = [
    path("structures/<uuid:structure_id>/mediations/", pages.listing, name="mediations"),
    path("mediations/<uuid:mediation_id>/", pages.one, name="mediation"),
    path("mediations/<uuid:mediation_id>/terminer/", pages.close, name="mediation-close"),
]
