"""Addresses of a departure."""

from django.urls import path

from maillon.apps.departures.web import pages

urlpatterns = [
    path("structures/membre/<uuid:member_id>/depart/", pages.page, name="departure"),
    path("structures/departs/<uuid:departure_id>/annuler/", pages.undo, name="departure-undo"),
]
