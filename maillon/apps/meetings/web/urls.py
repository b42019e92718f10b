from django.urls import path

from maillon.apps.meetings.web import (
    coming_out,
    correcting,
    guest,
    listing,
    meeting,
    papers,
    sitting,
)

urlpatterns = [
    path("reunions/", listing.listing, name="meetings"),
    path("reunions/nouvelle/", listing.call, name="meeting-new"),
    path("reunions/je-sors/", coming_out.page, name="meeting-out"),
    path("reunions/<uuid:meeting_id>/", meeting.one, name="meeting"),
    path("reunions/<uuid:meeting_id>/geste/", meeting.act, name="meeting-act"),
    path("reunions/<uuid:meeting_id>/compte-rendu/", sitting.sheet, name="meeting-minutes"),
    path("reunions/<uuid:meeting_id>/compte-rendu/geste/", sitting.act, name="meeting-write"),
    path("reunions/<uuid:meeting_id>/suivante/", sitting.follow, name="meeting-follow"),
    path("reunions/<uuid:meeting_id>/presences/", correcting.page, name="meeting-presence"),
    path("reunions/<uuid:meeting_id>/imprimer/", papers.sheet, name="meeting-print"),
    path("reunions/<uuid:meeting_id>/compte-rendu.pdf", papers.pdf, name="meeting-pdf"),
    path("reunions/<uuid:meeting_id>/compte-rendu.docx", papers.docx, name="meeting-docx"),
    path("reunions/<uuid:meeting_id>/agenda.ics", papers.ics, name="meeting-ics"),
    path("invitation/<str:token>/", guest.page, name="meeting-link"),
    path("invitation/<str:token>/repondre/", guest.answer, name="meeting-link-answer"),
    path("invitation/<str:token>/agenda.ics", guest.ics, name="meeting-link-ics"),
]
