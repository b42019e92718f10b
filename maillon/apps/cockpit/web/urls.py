from django.urls import path

from maillon.apps.cockpit.web import coordination, home, palette

urlpatterns = [
    path("", home.home, name="home"),
    path("coordination/", coordination.cockpit, name="coordination"),
    path("coordination/noter/", coordination.note, name="errand-note"),
    path("coordination/fait/<uuid:errand_id>/", coordination.settle, name="errand-settle"),
    path("coordination/reprendre/<uuid:errand_id>/", coordination.take_up, name="errand-take-up"),
    path("coordination/reseaux/", coordination.caseload, name="caseload"),
    path("coordination/boite/<slug:code>/", coordination.inbox, name="cockpit-inbox"),
    path("recherche/", palette.palette, name="palette"),
]
