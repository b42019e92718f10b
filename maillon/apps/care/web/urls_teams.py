"""Addresses of grids, light teams and what keeps coming back: ids only, never a trait."""

from django.urls import path

from maillon.apps.care.web import irritants

urlpatterns = [
    path("ce-qui-freine/", irritants.irritants, name="irritants"),
    path("ce-qui-freine/dire/", irritants.irritant_new, name="irritant-new"),
    path("ce-qui-freine/sommes.csv", irritants.irritants_csv, name="irritants-csv"),
]
