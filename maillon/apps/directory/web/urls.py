from django.urls import path

from maillon.apps.directory.web import communes, practitioners

urlpatterns = [
    path("professionnels/", practitioners.listing, name="practitioners"),
    path("professionnels/<uuid:practitioner_id>/", practitioners.one, name="practitioner"),
    path("communes/", communes.matching, name="commune-search"),
]
