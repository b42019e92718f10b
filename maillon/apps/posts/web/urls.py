"""Addresses of coordination time and of the post."""

from django.urls import path

from maillon.apps.posts.web import time

urlpatterns = [
    path("temps/", time.mine, name="my-time"),
    path("structures/<uuid:structure_id>/temps/", time.page, name="time"),
    path("structures/<uuid:structure_id>/temps/noter/", time.note, name="time-note"),
    path("structures/<uuid:structure_id>/temps/chronometre/", time.timer, name="time-timer"),
    path("structures/<uuid:structure_id>/temps/reunion/", time.take, name="time-meeting"),
    path("temps/<uuid:line_id>/", time.line, name="time-line"),
]
