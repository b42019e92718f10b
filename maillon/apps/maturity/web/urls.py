"""Addresses of self-assessments."""

from django.urls import path

from maillon.apps.maturity.web import assessing

urlpatterns = [
    path("structures/<uuid:structure_id>/maturite/", assessing.page, name="maturity"),
    path("structures/maturite/<uuid:assessment_id>/", assessing.one, name="assessment"),
]
