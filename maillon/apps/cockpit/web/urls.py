from django.urls import path

from maillon.apps.cockpit.web import home, palette

urlpatterns = [
    path("", home.home, name="home"),
    path("recherche/", palette.palette, name="palette"),
]
