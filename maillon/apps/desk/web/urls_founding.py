from django.urls import path

from maillon.apps.desk.web import founding

urlpatterns = [
    path("administration/postes/", founding.opening, name="desk-open"),
]
